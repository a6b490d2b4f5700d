"""The kinds that can be entered, by area, out of the record classes."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.utils.translation import gettext as translated

from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.report.words import Words
from saylau.server.pages.facts.shown import kind_title, sentence
from saylau.server.store.models import SOURCE


@dataclass(frozen=True)
class KindEntry:
    """One kind in the list of what can be entered."""

    name: str
    title: str
    about: str


@dataclass(frozen=True)
class Area:
    """The kinds of one area."""

    title: str
    about: str
    kinds: tuple[KindEntry, ...]


def areas(words: Words) -> list[Area]:
    """Sources first, then the areas in the order of their kinds."""
    found: dict[str, list[tuple[str, type[object]]]] = {}
    for name, kind in KINDS.items():
        found.setdefault(kind.__module__, []).append((name, kind))
    sources = Area(sentence(words.template("sources")), "", (_entry(SOURCE, Source, words),))
    return [sources, *(_area(module, kinds, words) for module, kinds in found.items())]


def _area(module: str, kinds: list[tuple[str, type[object]]], words: Words) -> Area:
    name = module.rpartition(".")[2].replace("_", " ")
    said = about(sys.modules[module].__doc__)
    return Area(sentence(words.template(name)), said, tuple(_entry(name, kind, words) for name, kind in kinds))


def _entry(name: str, kind: type[object], words: Words) -> KindEntry:
    return KindEntry(name, kind_title(name, words), about(kind.__doc__))


def about(text: str | None) -> str:
    """The first paragraph of a docstring as a page tells it, translated."""
    said = first_paragraph(text)
    return translated(said) if said else ""


def first_paragraph(text: str | None) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split())
