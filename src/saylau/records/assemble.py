"""From material, a case as tables of text out of files or a workbook, to a `Case` or to all its problems."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from saylau.records.case import Case
from saylau.records.claims import Claims, Place
from saylau.records.columns import record_columns
from saylau.records.declared import DeclaredRule
from saylau.records.info import check_election, check_info, tell_later_sources
from saylau.records.kinds import KINDS
from saylau.records.private_names import check_private_names
from saylau.records.problems import Problems
from saylau.records.resolve import resolve, tell_source_circles
from saylau.records.rows import Reader, rows
from saylau.records.settings import Table, read_info, read_rule
from saylau.records.sheet import Sheet
from saylau.records.source import CaseInfo, Review, Source
from saylau.records.texts import read_phrases, read_texts
from saylau.values import Truth

SOURCES, TEXTS, PHRASES, REVIEW = "sources", "texts", "phrases", "review"
SHEETS = (SOURCES, *KINDS, TEXTS, PHRASES, REVIEW)
"""Names of all tables of a case: the files without .csv, and the sheets of a workbook."""


@dataclass(slots=True)
class Material:
    """A case as tables of text, before anything of it is understood."""

    info: Table | None = None
    sheets: dict[str, Sheet] = field(default_factory=dict)
    rules: list[Table] = field(default_factory=list)
    prose: dict[tuple[str, str], str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Names of tables of which nothing, or not all, could be read. That something is not in them is not a problem."""


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes no garbage in circles; looking for it again and again took half of the time of a large case."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_paused()
def assemble(material: Material, problems: Problems) -> Case:
    """The case; raises `CaseRefused` with everything that is wrong, and then nothing is loaded."""
    material.unread |= {name for name, sheet in material.sheets.items() if "id" not in sheet.header}
    info = read_info(material.info, problems) if material.info else None
    sources, known = _sources(material, info, problems)
    claims = Claims(None if SOURCES in material.unread else known, problems)
    for name, kind in KINDS.items():
        if name in material.sheets:
            claims.read(kind, material.sheets[name])
    resolve(claims, material.unread, problems)
    texts = _texts(material, claims.kinds, problems)
    phrases = read_phrases(sheet, problems) if (sheet := material.sheets.get(PHRASES)) else {}
    reviews = _reviews(material, problems)
    declared = _rules(material, claims.kinds, problems)
    if material.info and "election" not in material.unread:
        check_election(material.info, claims.kinds, problems)
    if info and material.info:
        check_info(info, material.info, claims, problems)
    if info and info.vault is Truth.YES:
        check_private_names(claims, problems)
    problems.refuse()
    if info is None:
        raise AssertionError("a case without case.toml is refused before")
    return Case(
        info, MappingProxyType(sources), tuple(claims.facts), MappingProxyType(texts), MappingProxyType(material.prose),
        tuple(reviews), tuple(declared), MappingProxyType(phrases),
    )  # fmt: skip


def _sources(material: Material, info: CaseInfo | None, problems: Problems) -> tuple[dict[str, Source], set[str]]:
    """The sources by id, and the ids of all, those of refused rows included."""
    found: list[tuple[Source, Place]] = []
    first: dict[str, int] = {}
    sheet = material.sheets.get(SOURCES)
    reader = Reader(Source, record_columns(Source), problems)
    for line, cells in rows(sheet, record_columns(Source), problems) if sheet else ():
        source = (
            reader.read(sheet.file, line, reader.split_lists(cells), missing=_missing(sheet, Source)) if sheet else None
        )
        name = cells.get("id", "")
        if sheet and name and first.setdefault(name, line) != line:
            why = f"two sources have this id; the other stands in row {first[name]}"
            problems.add(sheet.file, line, "id", name, why, "give each source an id of its own")
        elif source and sheet:
            found.append((source, Place(sheet.file, line)))
    if SOURCES not in material.unread:
        tell_source_circles(found, first, problems)
    if info:
        tell_later_sources(found, info.assessed, problems)
    return {source.id: source for source, _ in found}, set(first)


def _missing(sheet: Sheet, kind: type[Source | Review]) -> list[str]:
    return [column.name for column in record_columns(kind) if column.required and column.name not in sheet.header]


def _texts(material: Material, kinds: Mapping[str, str], problems: Problems) -> dict[tuple[str, str, str], str]:
    sheet = material.sheets.get(TEXTS)
    if sheet is None:
        return {}
    return read_texts(sheet, kinds, problems, all_known=not material.unread)


def _reviews(material: Material, problems: Problems) -> list[Review]:
    sheet = material.sheets.get(REVIEW)
    if sheet is None:
        return []
    reader = Reader(Review, record_columns(Review), problems)
    missing = _missing(sheet, Review)
    found = (
        reader.read(sheet.file, line, reader.split_lists(cells), missing=missing)
        for line, cells in rows(sheet, record_columns(Review), problems)
    )
    return [review for review in found if review]


def _rules(material: Material, kinds: Mapping[str, str], problems: Problems) -> list[DeclaredRule]:
    found: list[tuple[DeclaredRule, Place]] = []
    provisions = [name for name, kind in kinds.items() if kind == "provision"]
    for table in material.rules:
        rule = read_rule(table, problems)
        if rule and kinds.get(rule.provision) != "provision" and "provision" not in material.unread:
            near = problems.nearest(rule.provision, provisions)
            right = f"did you mean {near}?" if near else "add it to provision.csv"
            line = table.lines.get("provision", table.line)
            problems.add(table.file, line, "provision", rule.provision, "no provision of that id", right)
        elif rule:
            _tell_same_rule(rule, table, found, problems)
            found.append((rule, Place(table.file, table.line)))
    return [rule for rule, _ in found]


def _tell_same_rule(
    rule: DeclaredRule, table: Table, before: Sequence[tuple[DeclaredRule, Place]], problems: Problems
) -> None:
    """Two rules of one name and one reading that are in force on one day contradict each other."""
    for other, place in before:
        if (rule.name, rule.reading) == (other.name, other.reading) and rule.meets(other):
            why = f"the same rule with the same reading ({rule.reading}) stands in row {place.line} for the same time"
            right = "give each a reading of its own, or end the earlier one with until"
            problems.add(table.file, table.lines.get("name", table.line), "name", rule.name, why, right)
