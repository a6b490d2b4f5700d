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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

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
class Answer:
    """One verdict or value that was expected, and what came instead or as well."""

    rule: str
    reading: str
    """Name of the reading; empty where the rule as a whole is meant."""
    expected: str
    got: str
    ok: bool
    value: str = ""
    """Name of the value; empty for a verdict."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one legal case: each answer beside the one expected."""

    file: str
    name: str
    answers: tuple[Answer, ...]

    @property
    def passed(self) -> bool:
        """Whether every answer is the one expected."""
        return all(answer.ok for answer in self.answers)


def read_cases(file: Path) -> tuple[LegalCase, ...]:
    """The legal cases of one file. Raises `LawError` that names the file and what is wrong in it."""
    try:
        return tuple(_File.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).case)
    except ValidationError as error:
        raise LawError("\n".join(f"{file.name}: {_wrong(one)}" for one in error.errors())) from error
    except OSError as error:
        raise LawError(f"{file.name}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LawError(f"{file.name}: is not TOML in UTF-8: {error}") from error


def _wrong(error: ErrorDetails) -> str:
    """What is wrong in a file: the case by its number, the field, why."""
    _, *place = error["loc"]
    if not place:
        return "it holds no legal cases; begin each with [[case]]"
    where = "".join(f"case {part + 1}" if isinstance(part, int) else f", field {part}" for part in place)
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def run_cases(path: Path, country: str, declared: tuple[Rule, ...] = ()) -> list[CaseResult]:
    """Run the legal cases of a file, or of all `.toml` files of a folder, in order of name."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise LawError(f"{path.name}: no .toml file in this folder")
    return [
        CaseResult(file.name, case.name, tuple(_answers(case, country, declared)))
        for file in files
        for case in read_cases(file)
    ]


def _answers(case: LegalCase, country: str, declared: tuple[Rule, ...]) -> Iterator[Answer]:
    known = (*registered(country), *declared)
    for name in sorted(set(case.values) - set(case.expect)):
        yield Answer(name, "", "values", "no verdict is expected of this rule", False)
    for name, expected in case.expect.items():
        found = {rule.reading: rule for rule in rules(country, name, case.on, declared)}
        if isinstance(expected, str):
            yield _of_rule(known, name, expected, found)
            continue
        for reading, verdict in expected.items():
            if verdict == NOT_IN_FORCE:
                yield _refused(case, known, name, reading)
            else:
                yield from _of_reading(case, name, reading, verdict, found.get(reading))
        for reading in sorted(set(case.values.get(name, {})) - set(expected)):
            yield Answer(name, reading, "values", "no verdict is expected of this reading", False)


def _of_rule(known: Iterable[Rule], name: str, expected: str, found: Mapping[str, Rule]) -> Answer:
    if expected != ABSENT:
        return Answer(name, "", expected, f"write {ABSENT!r} or a verdict for each reading", False)
    if not any(rule.name == name for rule in known):
        return Answer(name, "", ABSENT, "no rule of this name is known on any day", False)
    return Answer(name, "", ABSENT, f"in force: {', '.join(found)}" if found else ABSENT, not found)


def _of_reading(case: LegalCase, name: str, reading: str, verdict: str, rule: Rule | None) -> Iterator[Answer]:
    if rule is None:
        yield Answer(name, reading, verdict, f"no such reading is in force on {case.on}", False)
        return
    try:
        answer = rule.apply(inputs_from(rule, case.given), case.on)
    except (BadValue, LawError) as error:
        yield Answer(name, reading, verdict, str(error), False)
        return
    yield from compared(rule, answer, verdict, case.values.get(name, {}).get(reading, {}))


def compared(rule: Rule, answer: Explanation, verdict: str, values: Mapping[str, Any]) -> Iterator[Answer]:
    """The verdict and the values of an answer, each beside the one expected."""
    yield Answer(rule.name, rule.reading, verdict, str(answer.verdict), str(answer.verdict) == verdict)
    for key, expected in values.items():
        got = str(answer.values[key]) if key in answer.values else ABSENT
        yield Answer(rule.name, rule.reading, str(expected), got, got == str(expected), key)


def _refused(case: LegalCase, known: Iterable[Rule], name: str, reading: str) -> Answer:
    """Whether each edition of a reading refuses to be asked on the day."""
    editions = [rule for rule in known if rule.name == name and rule.reading == reading]
    if not editions:
        return Answer(name, reading, NOT_IN_FORCE, "no such reading is known on any day", False)
    for rule in editions:
        try:
            rule.apply(inputs_from(rule, case.given), case.on)
        except NotInForce:
            continue
        return Answer(name, reading, NOT_IN_FORCE, f"it answered on {case.on}", False)
    return Answer(name, reading, NOT_IN_FORCE, NOT_IN_FORCE, True)


def inputs_from(rule: Rule, given: Mapping[str, Any]) -> Inputs:
    """The inputs of a rule from the `given` of a legal case. Raises `LawError` for a field that they do not have."""
    try:
        return rule.inputs.model_validate({name: _written(value) for name, value in given.items()})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        known = ", ".join(name for name in rule.inputs.model_fields if name != "facts")
        says = f"no such field; it has: {known}" if first["type"] == "extra_forbidden" else first["msg"]
        raise LawError(f"given, field {field} of {rule.inputs.__name__}: {says}") from error


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
