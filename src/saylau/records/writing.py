"""The files of a case in the canonical form; `saylau.records.folder` says what that is."""

from __future__ import annotations

from collections.abc import Sequence

from saylau.errors import WrongUse
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.claims import default_display, default_name
from saylau.records.columns import Column, cell, file_columns, record_columns
from saylau.records.csvtext import csv_bytes, written
from saylau.records.fact import Fact, Heard, Status
from saylau.records.files import named_files
from saylau.records.kinds import KINDS
from saylau.records.settings import CASE_FILE, RULES_FILE, info_bytes, rules_bytes
from saylau.records.source import Review, Source
from saylau.records.texts import PHRASE_COLUMNS, TEXT_COLUMNS

_ALWAYS = ("id", "source", "locator")


def case_files(case: Case) -> dict[str, bytes]:
    """Every file of the case by its name in the folder, in the order of names. Raises `WrongUse`."""
    files = {CASE_FILE: info_bytes(case.info)}
    if case.sources:
        files["sources.csv"] = _records(record_columns(Source), list(case.sources.values()))
    for name, kind in KINDS.items():
        facts = [fact for fact in case.facts if type(fact.record) is kind]
        if facts:
            files[f"{name}.csv"] = _facts(kind, facts)
    if case.texts:
        rows = [(*key, written(text, "texts.csv")) for key, text in sorted(case.texts.items())]
        files["texts.csv"] = csv_bytes([column.name for column in TEXT_COLUMNS], rows)
    if case.phrases:
        said = sorted((*key, says) for key, says in case.phrases.items())
        cells = ([written(text, "phrases.csv") for text in row] for row in said)
        files["phrases.csv"] = csv_bytes([column.name for column in PHRASE_COLUMNS], cells)
    if case.reviews:
        files["review.csv"] = _records(record_columns(Review), case.reviews)
    if case.declared:
        files[RULES_FILE] = rules_bytes(case.declared)
    for (chapter, language), text in case.prose.items():
        files[f"text/{chapter}.{language}.md"] = written(text, chapter, strip=False).encode()
    files |= {name: case.files[name] for name in named_files(case) if name in case.files}
    return dict(sorted(files.items()))


def _records(columns: Sequence[Column], records: Sequence[Record]) -> bytes:
    return csv_bytes(
        [column.name for column in columns],
        ([_cell(record, c, cell(record)[:40]) for c in columns] for record in records),
    )


def _facts(kind: type[Record], facts: Sequence[Fact[Record]]) -> bytes:
    """A kind's file; columns of the claim that no row needs are left out."""
    columns, own = file_columns(kind), {column.name for column in record_columns(kind)}
    rows_of: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    for fact in facts:
        count = rows_of[fact.id] = rows_of.get(fact.id, 0) + 1
        cells = _claim(fact, default_name(fact.id, count))
        rows.append(
            cells | {column.name: _cell(fact.record, column, fact.fact) for column in columns if column.name in own}
        )
    used = [c.name for c in columns if c.name in own or c.name in _ALWAYS or any(row[c.name] for row in rows)]
    return csv_bytes(used, ([row[name] for name in used] for row in rows))


def _claim(fact: Fact[Record], default: str) -> dict[str, str]:
    """The cells of the claim's columns, empty where they hold the default."""
    texts = {name: written(getattr(fact, name), fact.fact) for name in ("locator", "quote", "said_by", "note")}
    return texts | {
        "id": fact.id,
        "fact": "" if fact.fact == default else fact.fact,
        "source": fact.source,
        "heard": "" if fact.heard is Heard.NOT_KNOWN else str(fact.heard),
        "status": "" if fact.status is Status.DRAFT else str(fact.status),
        "display": "" if fact.display is default_display(fact.record) else str(fact.display),
    }


def _cell(record: Record, column: Column, where: str) -> str:
    """A field as the text of its cell."""
    value = getattr(record, column.name)
    if column.many and any(";" in cell(item) or not cell(item).strip() for item in value):
        raise WrongUse(
            f"{where}, field {column.name}: a member of a list is empty or holds a semicolon; write a comma instead"
        )
    text = cell(tuple(written(cell(item), where) for item in value)) if column.many else written(cell(value), where)
    default = type(record).model_fields[column.name].get_default()
    if not text and not column.required and cell(default):
        raise WrongUse(
            f"{where}, field {column.name}: an empty cell would read back as {cell(default)}; give it a value"
        )
    return text
