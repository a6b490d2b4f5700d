"""The `@check` decorator and what it makes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.records.case import Case

CheckFunction = Callable[[Case], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """A function from a case to findings, with what the registry and the reference page say of it."""

    id: str
    """`area.name`: the module and the function."""
    title: str
    """First line of the docstring without its full stop."""
    chapter: str
    """Code of the report area, e.g. CF."""
    standards: tuple[str, ...]
    function: CheckFunction
    doc: str

    @property
    def method(self) -> str:
        """What the docstring says below its first line: how the check works."""
        return " ".join(self.doc.partition("\n")[2].split())

    @property
    def area(self) -> str:
        """The first word of the id."""
        return self.id.partition(".")[0]


def check(*, chapter: str, standards: tuple[str, ...] = (), area: str = "") -> Callable[[CheckFunction], Check]:
    """Make a check of a function, its id `area.function`; its area is the module, unless a second module holds it."""

    def make(function: CheckFunction) -> Check:
        of = area or function.__module__.rpartition(".")[2]
        doc = inspect.getdoc(function) or ""
        return Check(f"{of}.{function.__name__}", doc.split("\n")[0].rstrip("."), chapter, standards, function, doc)

    return make


FindingsFunction = Callable[[Case, tuple[Finding, ...]], Iterator[Finding]]


@dataclass(frozen=True)
class CheckOfFindings:
    """A check of the findings themselves, run after all others: no finding without facts, editions in force."""

    check: Check
    function: FindingsFunction


def check_of_findings(
    *, chapter: str, standards: tuple[str, ...] = (), area: str = ""
) -> Callable[[FindingsFunction], CheckOfFindings]:
    """Make a check that sees the findings of all others."""

    def make(function: FindingsFunction) -> CheckOfFindings:
        def alone(case: Case) -> Iterator[Finding]:
            return function(case, ())

        alone.__module__, alone.__name__, alone.__doc__ = function.__module__, function.__name__, function.__doc__
        return CheckOfFindings(check(chapter=chapter, standards=standards, area=area)(alone), function)

    return make
