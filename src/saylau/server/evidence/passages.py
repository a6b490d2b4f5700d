"""Places in an item that support a fact: page, section, row, clip or frame, with the words that stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence.models import Evidence, Passage
from saylau.server.store.models import Fact

_NUMBERS = re.compile(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?")
_CLIP = re.compile(r"((?:[0-9]+:)?[0-5]?[0-9]:[0-5][0-9])-((?:[0-9]+:)?[0-5]?[0-9]:[0-5][0-9])")
_FRAME = re.compile(r"(?:[0-9]+:)?[0-5]?[0-9]:[0-5][0-9](?:\.[0-9]{1,3})?|[0-9]{1,9}")
WHOLE = "whole file"
UNITS: Mapping[str, Promise | str] = MappingProxyType(
    {
        "page": gettext_lazy("page"),
        "section": gettext_lazy("section"),
        "paragraph": gettext_lazy("paragraph"),
        "row": gettext_lazy("row"),
        "clip": gettext_lazy("clip, from-to"),
        "frame": gettext_lazy("frame"),
        WHOLE: gettext_lazy("the whole file"),
    }
)
"""What a place is counted in."""
MOST_QUOTED = 2000
Reading = Mapping[str, Any]
"""What a child process said of a file."""


def locator(unit: str, where: str) -> str:
    """A place as it is kept: `page 3`, `row 12-14`, `clip 0:10-0:25`. Raises `WrongUse`."""
    told = where.strip().replace("–", "-").replace(" ", "") if unit != "section" else where.strip()
    if unit == WHOLE:
        return WHOLE
    if unit not in UNITS:
        raise WrongUse(_("%(unit)s is no kind of place in a file") % {"unit": repr(unit)})
    if unit in ("page", "paragraph", "row") and not _in_order(_NUMBERS.fullmatch(told)):
        raise WrongUse(_("write the number of the %(unit)s, or from-to: 3 or 3-5") % {"unit": UNITS[unit]})
    if unit == "clip" and not _clip_in_order(_CLIP.fullmatch(told)):
        raise WrongUse(_("write where the clip begins and ends, in minutes and seconds: 0:10-0:25"))
    if unit == "frame" and not _FRAME.fullmatch(told):
        raise WrongUse(_("write the number of the frame, or its time: 0:10.5"))
    if unit == "section" and not 0 < len(told) <= 150:
        raise WrongUse(_("write the number or the heading of the section"))
    return f"{unit} {told}"


def _in_order(found: re.Match[str] | None) -> bool:
    return found is not None and (found[2] is None or int(found[1]) <= int(found[2]))


def _clip_in_order(found: re.Match[str] | None) -> bool:
    return found is not None and _seconds(found[1]) < _seconds(found[2])


def _seconds(clock: str) -> int:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


def add_passage(
    by: User, item: Evidence, fact: Fact, place: str, quote: str, reading: Reading | None = None
) -> Passage:
    """Link a place in an item to a fact of its case. Raises `WrongUse`.

    Whether the person may see both and add evidence is the caller's to ask; `reading` is what was read of the item, as
    far as that is known.
    """
    told = quote.strip()
    if fact.case_id != item.case_id:
        raise WrongUse(_("the fact belongs to another case"))
    if len(told) > MOST_QUOTED:
        raise WrongUse(_("quote at most %(most)d characters: the words that support the fact") % {"most": MOST_QUOTED})
    if page := _page_past_end(item, reading or {}, place):
        raise WrongUse(_("the file has %(pages)d pages") % {"pages": page})
    with transaction.atomic():
        if item.passages.filter(fact=fact, locator=place, quote=told).exists():
            raise WrongUse(_("this place supports this fact already"))
        made = Passage.objects.create(evidence=item, fact=fact, locator=place, quote=told, by=by)
        append(by.uid, "passage.add", item.uid, {"fact": fact.uid, "locator": place, "quote": told})
    return made


def remove_passage(by: User, passage: Passage) -> None:
    """Take a link away, which whoever made it may. Raises `NotPermitted`."""
    if passage.by_id != by.pk:
        raise NotPermitted(_("A link to a fact is removed by whoever made it."))
    with transaction.atomic():
        detail = {"fact": passage.fact.uid, "locator": passage.locator, "quote": passage.quote}
        append(by.uid, "passage.remove", passage.evidence.uid, detail)
        passage.delete()


def quote_stands(reading: Reading | None, quote: str) -> bool | None:
    """Whether quoted words stand in the text that was read of a file; None where that is not known."""
    if reading is None:
        return None
    text = reading.get("text")
    if not quote.strip() or not isinstance(text, str):
        return None
    found = _folded(quote) in _folded(text)
    return None if not found and reading.get("cut") else found


def _page_past_end(item: Evidence, reading: Reading, place: str) -> int:
    """The number of pages of a PDF, where a place lies past them; else 0."""
    pages = reading.get("pages")
    if not place.startswith("page ") or not isinstance(pages, int) or item.media_type != "application/pdf":
        return 0
    return pages if int(place.removeprefix("page ").split("-")[-1]) > pages else 0


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
