"""A page of the site, and the places to which its pages lead each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from saylau.errors import ReportRefused
from saylau.report.document import Block, FindingItem, Line, Section
from saylau.report.site.names import way

REPORT, SEARCH = "index.html", "search.html"
_LOCAL = re.compile(r"(note|mark)-\d+(-\d+)?|report|notes")
"""Anchors that each page has for itself."""
_FRAGMENT = "!$&'()*+,;=:@/?"


@dataclass(frozen=True)
class Quote:
    """A passage in its own words, with where it stands."""

    text: str
    language: str
    source: Line


@dataclass(frozen=True)
class Link:
    """A link to a file of the site."""

    label: str
    address: str


@dataclass(frozen=True)
class Listed:
    """A page in a list: where it leads, what stands before its title, and what is said of it."""

    address: str
    title: str
    mark: str = ""
    outcome: str = ""
    """Key of an outcome, which chooses the tint of the mark."""
    about: str = ""
    state: str = ""
    """Where a finding stands with its reviewers."""
    picture: str = ""
    """Address of a picture that stands above it."""


@dataclass(frozen=True)
class Listing:
    """A heading with pages under it."""

    title: str
    items: tuple[Listed, ...]
    count: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Page:
    """What stands on one page, before it is drawn."""

    kind: str
    """finding, fact, source, figure, provision, standard, chapter, list, search or cover: the folder of its address."""
    name: str
    """The id of what it is about."""
    address: str
    title: str
    kicker: str = ""
    """What kind of thing it is, in words, above the title."""
    blocks: tuple[Block | FindingItem | Quote | Listing, ...] = ()
    sections: tuple[Section, ...] = ()
    anchor: str = ""
    """The same thing in the report in one file; empty where it does not stand there."""
    section: str = ""
    """Anchor of the section that the page is; empty for a page of another kind."""
    up: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()
    text: str = ""
    """What the search finds it by, beside its title and id."""
    cited: str = ""
    """The thing as a reference calls it."""


@dataclass
class Places:
    """Where each anchor of the report stands in the site, and which places the pages have and lead to."""

    where: Mapping[str, tuple[str, str]]
    """Anchor to address and fragment; the fragment is empty where the page itself is what is led to."""
    placed: set[tuple[str, str]] = field(default_factory=set)
    led_to: dict[tuple[str, str], str] = field(default_factory=dict)
    """Address and fragment to the first page that leads there."""

    def check(self, files: Iterable[str]) -> None:
        """Raise `ReportRefused` where a link of the site leads to a file or an anchor that it does not hold."""
        held = set(files)
        for (address, fragment), start in self.led_to.items():
            if address not in held or (fragment and (address, fragment) not in self.placed):
                raise ReportRefused(f"{start} of the site leads to {address}#{fragment}, which the site does not hold")


@dataclass
class PageAnchors:
    """The anchors of one page of the site; it takes the place of `html_lines.Anchors`."""

    places: Places
    page: str

    def place(self, anchor: str) -> str:
        """The value of an `id`. Raises `ReportRefused` where it stands twice on the page."""
        if (self.page, anchor) in self.places.placed:
            raise ReportRefused(f"anchor {anchor!r} stands at two places of {self.page}; give one of them another name")
        self.places.placed.add((self.page, anchor))
        return anchor

    def lead(self, anchor: str) -> str:
        """The address of an anchor of the report, from this page. Raises `ReportRefused` for one that no page has."""
        if _LOCAL.fullmatch(anchor):
            return self._to(self.page, anchor)
        if anchor not in self.places.where:
            raise ReportRefused(f"{self.page} of the site leads to what the site does not hold: {anchor}")
        return self._to(*self.places.where[anchor])

    def file(self, address: str) -> str:
        """The address of a file of the site, from this page."""
        return self._to(address, "")

    def _to(self, address: str, fragment: str) -> str:
        self.places.led_to.setdefault((address, fragment), self.page)
        if address == self.page:
            return f"#{quote(fragment or 'report', safe=_FRAGMENT)}"
        tail = f"#{quote(fragment, safe=_FRAGMENT)}" if fragment else ""
        return way(self.page, address) + tail
