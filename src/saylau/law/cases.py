"""Legal cases: a lawyer's examples in TOML, run against the rules of a country.

    [[case]]
    name = "Art. 56(2), one signature short under the reading at-least"
    on = 2019-06-09
    given = {voters = 11814019, valid_signatures = 118140}
    expect = {"signatures.total" = {at-least = "no", cec = "yes"}}
    values = {"signatures.total" = {at-least = {required = 118141}}}

`given` holds the fields of the rule's inputs; numbers, days and texts as they are written in a case folder. A verdict
is `yes`, `no` or `unknown`; `not in force` says that the reading exists and that asking it on that day is refused. In
place of its readings a rule may have `absent`: no reading of it is in force. `values` is optional: numbers that the
rule yields, with `absent` for one that it must not yield.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saylau.errors import BadValue, LawError, NotInForce
from saylau.law.inputs import Inputs
from saylau.law.rule import Explanation, Rule, registered, rules

ABSENT, NOT_IN_FORCE = "absent", "not in force"


class LegalCase(BaseModel):
    """One example: a day, facts, and what each reading of each rule is expected to answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    on: date
    given: dict[str, Any] = Field(default_factory=dict)
    expect: dict[str, str | dict[str, str]] = Field(min_length=1)
    values: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    case: list[LegalCase] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one legal case: nothing to note, or where an answer differs from the one expected."""

    file: str
    name: str
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every answer is the one expected."""
        return not self.problems


def read_cases(file: Path) -> tuple[LegalCase, ...]:
    """The legal cases of one file. Raises `LawError` that names the file and what is wrong in it."""
    try:
        return tuple(_File.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).case)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise LawError(f"{file.name}: {error}") from error


def run_cases(path: Path, country: str, declared: tuple[Rule, ...] = ()) -> list[CaseResult]:
    """Run the legal cases of a file, or of all `.toml` files of a folder, in order of name."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise LawError(f"{path.name}: no .toml file in this folder")
    return [
        CaseResult(file.name, case.name, tuple(_differences(case, country, declared)))
        for file in files
        for case in read_cases(file)
    ]


def _differences(case: LegalCase, country: str, declared: tuple[Rule, ...]) -> Iterator[str]:
    for name in sorted(set(case.values) - set(case.expect)):
        yield f"{name}: values are expected, but no verdict"
    for name, expected in case.expect.items():
        found = {rule.reading: rule for rule in rules(country, name, case.on, declared)}
        if isinstance(expected, str):
            yield from _rule_differs(name, expected, found)
            continue
        for reading, verdict in expected.items():
            values = case.values.get(name, {}).get(reading, {})
            yield from _reading_differs(case, country, name, reading, verdict, values, found.get(reading))


def _rule_differs(name: str, expected: str, found: Mapping[str, Rule]) -> Iterator[str]:
    if expected != ABSENT:
        yield f"{name}: {expected!r} is expected; write {ABSENT!r} or a verdict for each reading"
    elif found:
        yield f"{name}: no reading was expected, and these are in force: {', '.join(found)}"


def _reading_differs(
    case: LegalCase,
    country: str,
    name: str,
    reading: str,
    verdict: str,
    values: Mapping[str, Any],
    rule: Rule | None,
) -> Iterator[str]:
    where = f"{name} ({reading})"
    if verdict == NOT_IN_FORCE:
        yield from _must_refuse(case, country, name, reading, where)
        return
    if rule is None:
        yield f"{where}: no such reading is in force on {case.on}"
        return
    try:
        answer = rule.apply(inputs_from(rule, case.given), case.on)
    except (BadValue, LawError) as error:
        yield f"{where}: {error}"
        return
    if str(answer.verdict) != verdict:
        yield f"{where}: {verdict} expected, {answer.verdict} answered"
    yield from _values_differ(where, values, answer)


def _must_refuse(case: LegalCase, country: str, name: str, reading: str, where: str) -> Iterator[str]:
    known = [rule for rule in registered(country) if rule.name == name and rule.reading == reading]
    if not known:
        yield f"{where}: no such reading is known on any day"
    for rule in known:
        try:
            rule.apply(inputs_from(rule, case.given), case.on)
        except NotInForce:
            continue
        yield f"{where}: it was expected not to be in force on {case.on}, and it answered"


def _values_differ(where: str, values: Mapping[str, Any], answer: Explanation) -> Iterator[str]:
    for key, expected in values.items():
        found = str(answer.values[key]) if key in answer.values else ABSENT
        if found != str(expected):
            yield f"{where}: {key} is {found}, {expected} expected"


def inputs_from(rule: Rule, given: Mapping[str, Any]) -> Inputs:
    """The inputs of a rule from the `given` of a legal case. Raises `LawError` for a field that they do not have."""
    try:
        return rule.inputs.model_validate({name: _written(value) for name, value in given.items()})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise LawError(f"given, field {field} of {rule.inputs.__name__}: {first['msg']}") from error


def _written(value: Any) -> Any:
    """A value as it is written in a cell: numbers and days as text, yes and no for true and false."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | date():
            return str(value)
        case list():
            return [_written(item) for item in value]
        case dict():
            return {key: _written(item) for key, item in value.items()}
    return value
