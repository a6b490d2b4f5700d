"""Files beside the tables of a case that its records name by path and hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from saylau.errors import CaseRefused, Problem
from saylau.records.case import Case
from saylau.records.fact import Fact, Status
from saylau.records.kinds import SearchSeries, StationResults

Load = Callable[[str], bytes | None]
"""From a path in the case folder to the bytes of the file; None where there is no such file."""
_SUM = "sha256"


@dataclass(frozen=True)
class _Named:
    """A file that a row names, and where the row says so."""

    sheet: str
    fact: str
    column: str
    file: str
    sha256: str
    column_of_hash: str = _SUM


def named_files(case: Case) -> tuple[str, ...]:
    """The paths of the files that records of the case name, each once."""
    return tuple(dict.fromkeys(named.file for named in _named(case)))


def _named(case: Case) -> Iterator[_Named]:
    facts: tuple[Fact[SearchSeries] | Fact[StationResults], ...] = (*case.all(SearchSeries), *case.all(StationResults))
    for fact in facts:
        record = fact.record
        if fact.status is Status.WITHDRAWN:
            continue
        sheet = f"{record.kind}.csv"
        yield _Named(sheet, fact.fact, "file", record.file, record.sha256)
        if isinstance(record, StationResults) and record.roles:
            yield _Named(sheet, fact.fact, "roles", record.roles, record.roles_sha256, "roles_sha256")


def with_files(case: Case, load: Load) -> Case:
    """The case with the files that its records name. Raises `CaseRefused` for one missing or with another hash."""
    found = {name: data for name in named_files(case) if (data := load(name)) is not None}
    if problems := list(_problems(case, found)):
        raise CaseRefused(problems)
    return replace(case, files=MappingProxyType(found)) if found else case


def _problems(case: Case, found: dict[str, bytes]) -> Iterator[Problem]:
    for named in _named(case):
        if named.file not in found:
            why = f"there is no such file, which the row of {named.fact} names"
            yield Problem(named.sheet, 0, named.column, named.file, why, "put the export there, or correct the path")
        elif (digest := sha256(found[named.file]).hexdigest()) != named.sha256:
            why = f"the file {named.file}, which the row of {named.fact} names, has another hash"
            right = f"put back the file that was meant, or write {digest}"
            yield Problem(named.sheet, 0, named.column_of_hash, named.sha256, why, right)
