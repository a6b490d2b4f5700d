"""Facts of the database as claims that can be compared, without reading the whole case."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.records.base import Record
from saylau.records.case import Case as Read
from saylau.records.columns import record_columns
from saylau.records.conflicts import Conflict, conflicts
from saylau.records.fact import Display, Heard
from saylau.records.fact import Fact as ReadFact
from saylau.records.problems import Problems
from saylau.records.rows import Reader
from saylau.records.settings import info_table, read_info
from saylau.server.store.context import kind_of
from saylau.server.store.models import SOURCE, Case, Fact


def claim_of(fact: Fact) -> ReadFact[Record] | None:
    """A fact as a claim; None for a draft that is not finished, and for a source."""
    if fact.kind == SOURCE:
        return None
    problems = Problems()
    kind = kind_of(fact.kind)
    reader = Reader(kind, record_columns(kind), problems)
    body = {name: text for name, text in fact.body.items() if text}
    record = reader.read(f"{fact.kind}.csv", 1, reader.split_lists(body))
    if record is None:
        return None
    texts = {name: body.get(name, "") for name in ("locator", "quote", "said_by", "note")}
    heard, display = Heard(body.get("heard") or Heard.NOT_KNOWN), Display(fact.display)
    return ReadFact(record, fact.thing, fact.name, fact.source, heard=heard, display=display, **texts)


def conflicts_among(case: Case, facts: Iterable[Fact]) -> tuple[Conflict, ...]:
    """The fields in which the claims about one thing cannot all be true."""
    problems = Problems()
    table = info_table(case.info.encode(), problems)
    info = read_info(table, problems) if table else None
    if info is None:
        raise AssertionError("a case without settings is not opened")
    claims = [claim for fact in facts if (claim := claim_of(fact))]
    return conflicts(Read(info, {}, tuple(claims)))
