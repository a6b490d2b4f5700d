"""From material, a case as tables of text out of files or a workbook, to a `Case` or to all its problems."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from saylau.records.case import Case
from saylau.records.claims import Claims, Place
from saylau.records.columns import record_columns
from saylau.records.declared import DeclaredRule
from saylau.records.fact import Status
from saylau.records.kinds import KINDS
from saylau.records.kinds.elections import Election
from saylau.records.problems import Problems
from saylau.records.resolve import resolve, tell_source_circles
from saylau.records.rows import SPOILED, Reader, rows
from saylau.records.settings import Table, read_info, read_rule
from saylau.records.sheet import Sheet
from saylau.records.source import CaseInfo, Review, Source
from saylau.records.texts import LANGUAGE, read_texts

SOURCES, TEXTS, REVIEW = "sources", "texts", "review"
SHEETS = (SOURCES, *KINDS, TEXTS, REVIEW)
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
    sources, known = _sources(material, problems)
    claims = Claims(None if SOURCES in material.unread else known, problems)
    for name, kind in KINDS.items():
        if name in material.sheets:
            claims.read(kind, material.sheets[name])
    resolve(claims, material.unread, problems)
    texts = _texts(material, claims.kinds, problems)
    reviews = _reviews(material, problems)
    declared = _rules(material, claims.kinds, problems)
    if material.info and "election" not in material.unread:
        _check_election(material.info, claims.kinds, problems)
    if info and material.info:
        _check_info(info, material.info, claims, problems)
    problems.refuse()
    if info is None:
        raise AssertionError("a case without case.toml is refused before")
    return Case(
        info, MappingProxyType(sources), tuple(claims.facts), MappingProxyType(texts), MappingProxyType(material.prose),
        tuple(reviews), tuple(declared),
    )  # fmt: skip


def _sources(material: Material, problems: Problems) -> tuple[dict[str, Source], set[str]]:
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
    found: list[DeclaredRule] = []
    provisions = [name for name, kind in kinds.items() if kind == "provision"]
    for table in material.rules:
        rule = read_rule(table, problems)
        if rule and kinds.get(rule.provision) != "provision" and "provision" not in material.unread:
            near = problems.nearest(rule.provision, provisions)
            right = f"did you mean {near}?" if near else "add it to provision.csv"
            line = table.lines.get("provision", table.line)
            problems.add(table.file, line, "provision", rule.provision, "no provision of that id", right)
        elif rule:
            found.append(rule)
    return found


def _check_election(table: Table, kinds: Mapping[str, str], problems: Problems) -> None:
    """The election that is assessed stands in the case."""
    election = table.values.get("election", "")
    if not isinstance(election, str) or election in ("", SPOILED) or kinds.get(election) == "election":
        return
    kind = kinds.get(election)
    near = problems.nearest(election, [name for name, known in kinds.items() if known == "election"])
    right = f"did you mean {near}?" if near else f"add a row with the id {election} to election.csv"
    why = f"is a thing of kind {kind}, not an election" if kind else "no election of that id"
    problems.add(table.file, table.lines.get("election", 0), "election", election, why, right)


def _check_info(info: CaseInfo, table: Table, claims: Claims, problems: Problems) -> None:
    """Languages are codes, and the leading claim about the election has the same voting day."""
    for code in info.languages:
        if not LANGUAGE.fullmatch(code):
            why, right = "is not a language code", 'write codes such as ["en", "ru"]'
            problems.add(table.file, table.lines.get("languages", 0), "languages", code, why, right)
    for fact in claims.facts:
        if fact.id == info.election and isinstance(fact.record, Election) and fact.status is not Status.WITHDRAWN:
            first, last = fact.record.poll.first, fact.record.poll.last
            if (first and info.poll < first) or (last and info.poll > last):
                why = f"the election {fact.id} has the voting day {fact.record.poll}"
                right = "write the same day in case.toml and election.csv"
                problems.add(table.file, table.lines.get("poll", 0), "poll", str(info.poll), why, right)
            return
