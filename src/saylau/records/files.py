"""Files beside the tables of a case that its records name by path and hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from saylau.errors import CaseRefused, Problem
from saylau.records.case import Case
from saylau.records.fact import Fact, Status
from saylau.records.kinds import SearchSeries

Load = Callable[[str], bytes | None]
"""From a path in the case folder to the bytes of the file; None where there is no such file."""
_SHEET = f"{SearchSeries.kind}.csv"


def named_files(case: Case) -> tuple[str, ...]:
    """The paths of the files that records of the case name, each once."""
    return tuple(dict.fromkeys(fact.record.file for fact in _series(case)))


def _series(case: Case) -> Iterator[Fact[SearchSeries]]:
    yield from (fact for fact in case.all(SearchSeries) if fact.status is not Status.WITHDRAWN)


def with_files(case: Case, load: Load) -> Case:
    """The case with the files that its records name. Raises `CaseRefused` for one missing or with another hash."""
    found = {name: data for name in named_files(case) if (data := load(name)) is not None}
    if problems := list(_problems(case, found)):
        raise CaseRefused(problems)
    return replace(case, files=MappingProxyType(found)) if found else case


def _problems(case: Case, found: dict[str, bytes]) -> Iterator[Problem]:
    for fact in _series(case):
        record = fact.record
        if record.file not in found:
            why = f"there is no such file, which the row of {fact.fact} names"
            yield Problem(_SHEET, 0, "file", record.file, why, "put the export there, or correct the path")
        elif (digest := sha256(found[record.file]).hexdigest()) != record.sha256:
            why = f"the file {record.file}, which the row of {fact.fact} names, has another hash"
            right = f"put back the file that was meant, or write {digest}"
            yield Problem(_SHEET, 0, "sha256", record.sha256, why, right)
