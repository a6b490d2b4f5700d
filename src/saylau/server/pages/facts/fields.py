"""The form of a kind, out of its record class and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.http import QueryDict
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from saylau.errors import CaseRefused, Problem
from saylau.records.base import Record
from saylau.records.columns import CLAIM_COLUMNS, LIST_MARK, Column, record_columns
from saylau.records.columns import cell as cell_of
from saylau.records.fact import Heard
from saylau.records.one_row import Cells
from saylau.records.vocabulary import phrase
from saylau.report.words import Words
from saylau.server.pages.facts.areas import about
from saylau.server.pages.facts.meanings import meanings
from saylau.server.pages.facts.shown import kind_title, label_of, sentence, told
from saylau.server.store.context import kind_of
from saylau.server.store.models import SOURCE

MOST_RADIOS = 7
_LONG = frozenset({"quote", "note", "says", "text", "asks", "reason", "definition", "answer", "request"})
_LONG_TEXT = 80
EXAMPLES: Mapping[str, object] = MappingProxyType(
    {
        "when": _("For example 2019-05-09, 2019-05, 2019, 2019-04-29/2019-05-04; ~ at the end means about."),
        "day": _("For example 2019-06-09."),
        "count": _("For example 41, >=41, >140, ~200, 1000..3000, several."),
        "money": _("Amount and currency, for example 510000000 KZT or 120..200 EUR."),
        "integer": _("A whole number, for example 41."),
        "decimal": _("A number with a decimal point, for example 70.96."),
    }
)
_READ_ALOUD = frozenset({"when", "day", "count", "money", "ref"})
_CLAIM_DEFAULTS: Mapping[str, str] = MappingProxyType({"heard": str(Heard.NOT_KNOWN)})
"""What an empty cell of every claim means, where that is one of its choices."""
_HIDDEN = frozenset({"status"})
"""Columns of a row that no form asks for: where a fact stands is its review's to say."""


@dataclass(frozen=True)
class Choice:
    """One member of a list of choices."""

    value: str
    title: str
    meaning: str
    on: bool


@dataclass(frozen=True)
class Field:
    """One column as a part of a form."""

    column: Column
    label: str
    hint: str
    example: str
    widget: str
    """line, long, radios, boxes, select or ref."""
    value: str
    words: str
    """The value in words, where that is more than the value."""
    errors: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    """Of a reference: name and title of each kind to which it may point."""

    @property
    def name(self) -> str:
        """The name of the field, which is the column's."""
        return self.column.name

    @property
    def id(self) -> str:
        """The id of the field on the page."""
        return f"f-{self.column.name}"

    @property
    def first(self) -> str:
        """The id of what a link to the field leads to."""
        return f"{self.id}-0" if self.widget in ("radios", "boxes") else self.id

    @property
    def reads(self) -> bool:
        """Whether its value is told in words below it."""
        return self.column.type in _READ_ALOUD

    @property
    def defined(self) -> bool:
        """Whether something is said of what its choices mean."""
        return any(choice.meaning for choice in self.choices)

    @property
    def short(self) -> bool:
        """Whether a short line will do."""
        return self.column.type in ("when", "day", "count", "money", "integer", "decimal") and not self.column.many

    @property
    def with_before(self) -> bool:
        """Whether it is a unit, which stands beside the number before it."""
        return self.column.name == "unit" or self.column.name.endswith("_unit")

    @property
    def described(self) -> str:
        """The ids of what describes it, for `aria-describedby`."""
        parts = {"hint": self.hint, "example": self.example, "error": self.errors, "words": self.reads}
        return " ".join(f"{self.id}-{part}" for part, there in parts.items() if there)


@dataclass(frozen=True)
class Form:
    """A form of one kind with what was typed, and what is wrong with it."""

    kind: str
    title: str
    about: str
    record: tuple[Field, ...]
    claim: tuple[Field, ...]
    errors: tuple[tuple[str, str], ...]
    """Id of the field, empty for the whole, and the sentence."""


def initial_cells(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a new form holds: what the address gives, else the defaults of the class."""
    cells: dict[str, str] = {}
    record = kind_of(kind)
    for column in record_columns(record):
        if text := given.get(column.name, "") or default_of(record, column):
            cells[column.name] = text
    if kind != SOURCE:
        cells |= _CLAIM_DEFAULTS
        cells |= {column.name: given[column.name] for column in _claim_columns() if given.get(column.name)}
    return cells


def typed_cells(kind: str, post: QueryDict) -> dict[str, str]:
    """The cells of a form that was sent, as they were typed; the members of a list that was ticked in one cell."""
    columns = (*record_columns(kind_of(kind)), *(() if kind == SOURCE else _claim_columns()))
    cells = {c.name: (LIST_MARK.join(post.getlist(c.name)) if c.many else post.get(c.name, "")) for c in columns}
    usual = {} if kind == SOURCE else _CLAIM_DEFAULTS
    return {name: text for name, text in cells.items() if text.strip() and text != usual.get(name)}


def form_of(kind: str, cells: Cells, words: Words, problems: Sequence[Problem] = (), *, fixed: bool = False) -> Form:
    """The form of a kind. `fixed` where the id may no longer change."""
    record = kind_of(kind)
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.column, []).append(said_of(problem))
    own = [_field(kind, c, cells, words, wrong.get(c.name, ())) for c in record_columns(record)]
    claim = [] if kind == SOURCE else [_field(kind, c, cells, words, wrong.get(c.name, ())) for c in _claim_columns()]
    if fixed:
        own, claim = ([field for field in fields if field.name not in ("id", "fact")] for fields in (own, claim))
    on_page = {field.name: field for field in (*own, *claim)}
    errors = tuple(
        (on_page[name].first if name in on_page else "", f"{label_of(name, words)}: {text}" if name else text)
        for name, texts in sorted(wrong.items(), key=lambda pair: _place(pair[0], on_page))
        for text in texts
    )
    about = sentence(_first_line(record))
    return Form(kind, kind_title(kind, words), about, tuple(own), tuple(claim), errors)


def said_of(problem: Problem) -> str:
    """A problem as the sentence that the folder's reader says too."""
    value = f"“{problem.value}” " if problem.value else ""
    return f"{value}{problem.why}; {problem.right}"


def problems_of(refused: CaseRefused) -> tuple[Problem, ...]:
    """What is wrong with a row."""
    return tuple(dict.fromkeys(refused.problems))


def _place(name: str, on_page: Mapping[str, Field]) -> int:
    return list(on_page).index(name) if name in on_page else -1


def _first_line(kind: type[object]) -> str:
    return about(kind.__doc__)


def _claim_columns() -> tuple[Column, ...]:
    return tuple(column for column in CLAIM_COLUMNS if column.name not in _HIDDEN)


def _field(kind: str, column: Column, cells: Cells, words: Words, errors: Sequence[str]) -> Field:
    value = cells.get(column.name, "") or ("" if kind == SOURCE else _CLAIM_DEFAULTS.get(column.name, ""))
    said = told(column, value, words)
    return Field(
        column, label_of(column.name, words), _hint(column), str(EXAMPLES.get(column.type, "")), _widget(column, value),
        value, "" if said == value else said, tuple(errors), _choices(kind, column, value, words),
        tuple((target, kind_title(target, words)) for target in column.targets),
    )  # fmt: skip


def _hint(column: Column) -> str:
    """The description of the column, translated, and how the members of a list are parted."""
    said = sentence(translated(column.description)) if column.description else ""
    said += "." if said and not said.endswith((".", "…")) else ""
    if column.many and column.type not in ("choice",):
        said = f"{said} {translated('Several are parted by a semicolon.')}".strip()
    return said


def _widget(column: Column, value: str) -> str:
    if column.type in ("choice", "truth"):
        if column.many:
            return "boxes"
        return "radios" if len(column.choices) <= MOST_RADIOS else "select"
    if column.type == "ref":
        return "ref"
    long = column.type == "text" and (column.name in _LONG or len(value) > _LONG_TEXT or "\n" in value)
    return "long" if long else "line"


def _choices(kind: str, column: Column, value: str, words: Words) -> tuple[Choice, ...]:
    if not column.choices:
        return ()
    meaning = meanings(kind_of(kind), column.name)
    on = set(map(str.strip, value.split(";"))) if column.many else {value}
    found = [
        Choice(
            choice, sentence(_title(column, choice, words)), translated(meaning[choice]) if choice in meaning else "",
            choice in on,
        )
        for choice in column.choices
    ]  # fmt: skip
    if not column.required and not column.many and _may_be_empty(kind, column):
        usual = pgettext("a choice", "As usual") if column.name == "display" else pgettext("a choice", "Not stated")
        found.append(Choice("", usual, "", value == ""))
    return tuple(found)


def _title(column: Column, choice: str, words: Words) -> str:
    if column.type == "truth" and choice == "unknown":
        return translated("Not known")
    return words.template(phrase(choice))


def _may_be_empty(kind: str, column: Column) -> bool:
    """Whether an empty cell means something else than a member of the list."""
    record = kind_of(kind)
    if column.name not in record.model_fields:
        return column.name not in _CLAIM_DEFAULTS
    return default_of(record, column) == ""


def default_of(record: type[Record], column: Column) -> str:
    """What the class takes for a cell that is left empty; empty where it has to be filled."""
    return "" if column.required else cell_of(record.model_fields[column.name].get_default())
