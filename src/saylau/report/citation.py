"""How a report, or a thing in it, is to be cited: who, title, report and day, the thing, its address, and the case."""

from __future__ import annotations

import re
from datetime import date

from saylau.report.document import Document, plain
from saylau.report.words import Words
from saylau.values.message import Value

OF_THE_REPORT = "{who}, “{title}”, report {report}, assessed on {day}. Case {content}."
OF_A_THING = "{who}, “{title}”, report {report}, assessed on {day}: {thing}. Address: {address}. Case {content}."
UNNAMED = "“{title}”, report {report}, assessed on {day}: {thing}. Address: {address}. Case {content}."
UNNAMED_REPORT = "“{title}”, report {report}, assessed on {day}. Case {content}."
CITE = "Cite this"
A_FIGURE = "figure {number}: {caption}"
_DIGEST = re.compile("[0-9a-f]{64}")


def identity(document: Document) -> str:
    """The identity of the case as the cover prints it: SHA-256 over its files; empty where it prints none."""
    found = (_DIGEST.search(plain(term.line)) for term in document.cover)
    return next((digest[0] for digest in found if digest), "")


def citation(document: Document, words: Words, thing: str = "", address: str = "") -> str:
    """The reference to a thing of the report at an address relative to where it stands; without one, to the report."""
    known: dict[str, Value] = {
        "title": document.title, "report": document.id, "day": date.fromisoformat(document.day),
        "content": identity(document),
    }  # fmt: skip
    if thing:
        said: dict[str, Value] = {**known, "thing": thing, "address": address}
        return words.say(OF_A_THING, who=document.author, **said) if document.author else words.say(UNNAMED, **said)
    if document.author:
        return words.say(OF_THE_REPORT, who=document.author, **known)
    return words.say(UNNAMED_REPORT, **known)
