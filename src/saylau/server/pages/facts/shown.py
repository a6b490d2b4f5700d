"""Cells as a reader is told them: labels, values in words, and in one line what a fact says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from saylau.errors import BadValue
from saylau.records.columns import CLAIM_COLUMNS, Column, file_columns, record_columns
from saylau.records.rows import split
from saylau.records.vocabulary import phrase
from saylau.report.words import Words, words_for
from saylau.server.states import FactState
from saylau.server.store.context import kind_of
from saylau.server.store.models import SOURCE, Fact
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Name, Value

STATES: Mapping[str, object] = MappingProxyType(
    {
        FactState.DRAFT: _("draft"),
        FactState.SUBMITTED: _("waiting for review"),
        FactState.RETURNED: _("returned"),
        FactState.ACCEPTED: _("accepted"),
        FactState.QUESTIONED: _("questioned"),
        FactState.WITHDRAWN: _("withdrawn"),
        FactState.DISCARDED: _("discarded"),
    }
)
_MAIN = ("name", "title", "says", "text", "asks")
_BRIEF = 160
_BOUNDS = re.compile(r"[<>~/T?]|\.\.")
"""Signs of bounds, approximate values, periods and clock times."""
_READERS: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {
        "when": When.parse,
        "day": date.fromisoformat,
        "count": Count.parse,
        "money": Money.parse,
        "truth": Truth.parse,
        "integer": int,
        "decimal": Decimal,
        "ref": Name,
        "choice": lambda text: Message(phrase(text)),
    }
)


@dataclass(frozen=True)
class Cell:
    """One field of a fact for a page."""

    column: Column
    label: str
    text: str
    """As it stands in the file."""
    words: str
    """As a reader is told it."""
    things: tuple[tuple[str, str], ...] = ()
    """Of a reference: id and name of each thing."""

    @property
    def of_source(self) -> bool:
        """Whether it leads to sources."""
        return self.column.targets == (SOURCE,)

    @property
    def exact(self) -> str:
        """The form of the file, for numbers and times with bounds, of which words may say less."""
        bounded = self.column.type in ("when", "count", "money") and _BOUNDS.search(self.text)
        return self.text if bounded and self.text != self.words else ""


def words_here(names: Mapping[str, str] | None = None) -> Words:
    """The words of the language in which the page is asked for."""
    known = names or {}
    return words_for(get_language() or "en", lambda thing, language: known.get(thing, thing))


def kind_title(kind: str, words: Words) -> str:
    """The name of a kind as a reader is told it."""
    return sentence(words.template(kind.replace("_", " ")))


def label_of(column: str, words: Words) -> str:
    """The name of a column as a reader is told it."""
    return sentence(words.template(column.replace("_", " ")))


def sentence(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def state_title(state: str) -> str:
    """A state as a reader is told it."""
    return str(STATES.get(state, state))


def told(column: Column, text: str, words: Words) -> str:
    """A cell in words; as it was typed, where it is not a value of its type."""
    if not text or column.type not in _READERS:
        return text
    try:
        return reading(column, text, words)
    except (BadValue, ValueError, InvalidOperation):
        return text


def reading(column: Column, text: str, words: Words) -> str:
    """A cell in words. Raises `BadValue` or `ValueError` where it is not a value of its type."""
    read = _READERS.get(column.type)
    if read is None:
        return text
    return ", ".join(words.value(read(part)) for part in (split(text) if column.many else (text.strip(),)))


def cell(column: Column, text: str, words: Words) -> Cell:
    """One field for a page."""
    things: tuple[tuple[str, str], ...] = ()
    if column.type == "ref":
        things = tuple((thing, words.name(thing, words.language)) for thing in split(text))
    return Cell(column, label_of(column.name, words), text, told(column, text, words), things)


def columns_of(kind: str) -> tuple[Column, ...]:
    """All columns of a kind's form: those of the record, and, but for sources, those of every claim."""
    return record_columns(kind_of(kind)) if kind == SOURCE else file_columns(kind_of(kind))


def column_named(kind: str, name: str) -> Column | None:
    """A column of a kind by its name."""
    return next((column for column in columns_of(kind) if column.name == name), None)


def claim_columns(*names: str) -> tuple[Column, ...]:
    """Columns of every claim, by name."""
    return tuple(column for column in CLAIM_COLUMNS if column.name in names)


def things_in(kind: str, cells: Mapping[str, str]) -> set[str]:
    """The ids of things that the cells of a fact name."""
    found: set[str] = set()
    for column in record_columns(kind_of(kind)):
        if column.type == "ref" and cells.get(column.name):
            found |= set(split(cells[column.name]))
    return found


def brief(kind: str, body: Mapping[str, str], words: Words) -> str:
    """What a fact says, in one line."""
    main = next((body[name] for name in _MAIN if body.get(name)), "")
    if not main:
        found = [column for column in record_columns(kind_of(kind)) if body.get(column.name)][:3]
        main = "; ".join(f"{label_of(c.name, words)}: {told(c, body[c.name], words)}" for c in found)
    main = " ".join(main.split()) or translated("(nothing yet)")
    return main if len(main) <= _BRIEF else main[: _BRIEF - 1] + "…"


def when_of(fact: Fact, words: Words) -> str:
    """The first time that a record states, in words."""
    columns = record_columns(kind_of(fact.kind))
    first = next((c for c in columns if c.type in ("when", "day") and not c.many and fact.body.get(c.name)), None)
    return told(first, fact.body[first.name], words) if first else ""


def cells_shown(kind: str, body: Mapping[str, str], words: Words) -> list[Cell]:
    """The fields of a record that hold something, for a page."""
    return [cell(c, body[c.name], words) for c in record_columns(kind_of(kind)) if body.get(c.name) and c.name != "id"]


def differences(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], words: Words
) -> list[tuple[str, str, str]]:
    """Label, earlier and later value of each column that differs, in the order of the form."""
    order: Sequence[Column] = columns_of(kind)
    return [
        (label_of(c.name, words), told(c, before.get(c.name, ""), words), told(c, after.get(c.name, ""), words))
        for c in order
        if before.get(c.name, "") != after.get(c.name, "")
    ]


def things_of(facts: Iterable[Fact]) -> set[str]:
    """The ids of things that some facts name."""
    return {thing for fact in facts for thing in things_in(fact.kind, fact.body)}
