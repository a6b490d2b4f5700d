"""texts.csv and phrases.csv, the wording of a case in further languages; and the analyst's own prose by chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from saylau.records.claims import RESERVED
from saylau.records.columns import Column, record_columns
from saylau.records.kinds import KINDS
from saylau.records.problems import Problems
from saylau.records.rows import SPOILED, rows
from saylau.records.settings import CASE_COLUMNS
from saylau.records.sheet import Sheet

CHAPTERS = (
    "summary", "method", "background", "legal-framework", "election-administration", "voter-registration",
    "candidate-registration", "campaign", "campaign-finance", "media", "assembly", "participation", "observers",
    "complaints", "election-day", "results", "replies", "recommendations",
)  # fmt: skip
"""Chapters that can hold the analyst's prose, in the order of the report."""

TEXT_COLUMNS = (
    Column("id", "text", True, False, f"the thing; {RESERVED} for the case as a whole"),
    Column("field", "text", True, False, "name of the column that is translated, e.g. name"),
    Column("lang", "text", True, False, "language code, e.g. ru, kk"),
    Column("text", "text", True, False, "the text in that language"),
)
PHRASE_COLUMNS = (
    Column("text", "text", True, False, "a text of the case in its own words, wherever it stands in it"),
    Column("lang", "text", True, False, "language code, e.g. ru, kk"),
    Column("says", "text", True, False, "the same in that language"),
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")

_PROSE = re.compile(rf"([A-Za-z0-9_-]+)\.({LANGUAGE.pattern})\.md")


def read_texts(
    sheet: Sheet, kinds: Mapping[str, str], problems: Problems, *, all_known: bool = True
) -> dict[tuple[str, str, str], str]:
    """(id, field, language) to text; `kinds` leads from an id to the name of its kind, for all ids if `all_known`."""
    found: dict[tuple[str, str, str], str] = {}
    first: dict[tuple[str, str, str], int] = {}
    for line, cells in rows(sheet, TEXT_COLUMNS, problems):
        empty = [column for column in TEXT_COLUMNS if column.name not in cells and column.name in sheet.header]
        for column in empty:
            problems.add(sheet.file, line, column.name, "", "is empty", f"write {column.description}")
        if len(cells) < len(TEXT_COLUMNS) or SPOILED in cells.values():
            continue
        thing, field, lang = key = (cells["id"], cells["field"], cells["lang"])
        for name, why, right in _wrong(thing, field, lang, kinds, problems):
            if name != "id" or all_known:
                problems.add(sheet.file, line, name, cells[name], why, right)
        if first.setdefault(key, line) != line:
            why = f"this field has a text in this language already, in row {first[key]}"
            problems.add(sheet.file, line, "id", thing, why, "keep one of the two")
        found[key] = cells["text"]
    return found


def read_phrases(sheet: Sheet, problems: Problems) -> dict[tuple[str, str], str]:
    """(text, language) to the text in that language, for every place in the case where the text stands."""
    found: dict[tuple[str, str], str] = {}
    for line, cells in rows(sheet, PHRASE_COLUMNS, problems):
        for column in PHRASE_COLUMNS:
            if column.name not in cells and column.name in sheet.header:
                problems.add(sheet.file, line, column.name, "", "is empty", f"write {column.description}")
        if len(cells) < len(PHRASE_COLUMNS) or SPOILED in cells.values():
            continue
        key = (cells["text"], cells["lang"])
        if not LANGUAGE.fullmatch(cells["lang"]):
            why, right = "is not a language code", "write a code such as en, ru, kk, pt-BR"
            problems.add(sheet.file, line, "lang", cells["lang"], why, right)
        elif key in found:
            why = "stands twice for one language"
            problems.add(sheet.file, line, "text", cells["text"], why, "keep one of the two")
        found.setdefault(key, cells["says"])
    return found


def _wrong(
    thing: str, field: str, lang: str, kinds: Mapping[str, str], problems: Problems
) -> Iterator[tuple[str, str, str]]:
    """Column, why and right for each part of a text's key that leads nowhere."""
    if not LANGUAGE.fullmatch(lang):
        yield "lang", "is not a language code", "write a code such as en, ru, kk, pt-BR"
    if thing != RESERVED and thing not in kinds:
        near = problems.nearest(thing, kinds)
        yield "id", "no thing of that id", f"did you mean {near}?" if near else "add the thing to its kind's file"
        return
    known = _text_fields(CASE_COLUMNS if thing == RESERVED else record_columns(KINDS[kinds[thing]]))
    if field not in known:
        what = "the case" if thing == RESERVED else f"a thing of kind {kinds[thing]}"
        yield "field", f"{what} has no text of that name", "write one of: " + ", ".join(known)


def _text_fields(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns if column.type == "text" and not column.many]


def prose_key(file: str, problems: Problems) -> tuple[str, str] | None:
    """Chapter and language of a file of prose, from its path `text/<chapter>.<lang>.md`."""
    name = file.removeprefix("text/")
    found = _PROSE.fullmatch(name)
    if not found:
        problems.add(
            file,
            0,
            "",
            name,
            "the name does not say chapter and language",
            "name it <chapter>.<lang>.md, e.g. summary.en.md",
        )
        return None
    if found[1] not in CHAPTERS:
        near = problems.nearest(found[1], CHAPTERS)
        right = (f"did you mean {near}? " if near else "") + "Chapters: " + ", ".join(CHAPTERS)
        problems.add(file, 0, "", found[1], "no chapter of that name", right)
        return None
    return found[1], found[2]
