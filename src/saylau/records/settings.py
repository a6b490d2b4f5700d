"""case.toml and rules.toml: what the case says of itself, and rules declared as data."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, TypeVar

from pydantic import BaseModel

from saylau.records.columns import Column, cell, column_of
from saylau.records.csvtext import CONTROL, decode, plain
from saylau.records.declared import PARTS_OF_A_RULE, BaseValue, DeclaredRule, RuleCase
from saylau.records.declared_file import BASE, CASE, case_lines, heading_lines, quoted, read_tables, table_lines
from saylau.records.problems import Problems
from saylau.records.rows import SPOILED, Reader
from saylau.records.source import CaseInfo

M = TypeVar("M", bound=BaseModel)

CASE_FILE, RULES_FILE = "case.toml", "rules.toml"


def _columns(model: type[BaseModel], refs: Mapping[str, str]) -> tuple[Column, ...]:
    """The fields of a model as columns; `refs` says to which kind a field points, which these classes leave open."""
    return tuple(
        Column(name, "ref", True, False, field.description or "", targets=(refs[name],))
        if name in refs
        else column_of(name, field)
        for name, field in model.model_fields.items()
        if name not in PARTS_OF_A_RULE
    )


CASE_COLUMNS = _columns(CaseInfo, {"election": "election"})
RULE_COLUMNS = _columns(DeclaredRule, {"provision": "provision"})


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values as texts, with the line of each: one TOML table, or one row of a workbook."""

    file: str
    line: int
    values: Mapping[str, str | tuple[str, ...]]
    lines: Mapping[str, int] = field(default_factory=dict)
    bases: tuple[BaseValue, ...] = ()
    """Of a rule: the values of the base in which it counts."""
    cases: tuple[RuleCase, ...] = ()
    """Of a rule: its test cases."""


def read_info(table: Table, problems: Problems) -> CaseInfo | None:
    """What the case says of itself."""
    return _read(CaseInfo, CASE_COLUMNS, table, problems)


def read_rule(table: Table, problems: Problems) -> DeclaredRule | None:
    """One declared rule."""
    rule = _read(DeclaredRule, RULE_COLUMNS, table, problems)
    return rule and rule.model_copy(update={"bases": table.bases, "cases": table.cases})


def _read(model: type[M], columns: tuple[Column, ...], table: Table, problems: Problems) -> M | None:
    own = Problems()
    known = {column.name for column in columns}
    for name in table.values:
        if name not in known:
            near = own.nearest(name, known)
            right = (
                (f"did you mean {near}? " if near else "") + "Known: " + ", ".join(column.name for column in columns)
            )
            own.add(table.file, 0, name, name, "unknown key", right)
    may_be_empty = {column.name for column in columns if not column.required and column.type == "text"}
    values = {
        name: value
        for name, value in table.values.items()
        if name in known and (value or (value == "" and name in may_be_empty))
    }
    found = Reader(model, columns, own).read(table.file, 0, values)
    for problem in own.found:
        line = table.lines.get(problem.column, table.line)
        problems.add(table.file, line, problem.column, problem.value, problem.why, problem.right)
    return None if own.found else found


def info_table(data: bytes, problems: Problems) -> Table | None:
    """The keys of `case.toml`."""
    read = _toml(CASE_FILE, data, problems)
    return None if read is None else _table(CASE_FILE, read[0], CASE_COLUMNS, _key_lines(read[1], 0), 0, problems)


def rule_tables(data: bytes, problems: Problems) -> list[Table]:
    """The `[[rule]]` tables of `rules.toml`, each with its test cases and the base values in which it counts."""
    read = _toml(RULES_FILE, data, problems)
    if read is None:
        return []
    found, text = read
    right = "write each rule as a table under the heading [[rule]]"
    for name in sorted(found.keys() - {"rule", BASE}):
        problems.add(RULES_FILE, _key_lines(text, 0).get(name, 0), name, name, "unknown key", right)
    rules = found.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        problems.add(RULES_FILE, 0, "rule", "", "is not a list of tables", right)
        return []
    bases = read_tables(RULES_FILE, BASE, BaseValue, found.get(BASE, []), heading_lines(text, BASE), problems)
    used = {rule.get(BASE) for rule in rules}
    for base in bases:
        if base.name not in used:
            right = f'write base = "{base.name}" in a rule'
            problems.add(RULES_FILE, 0, BASE, base.name, "no rule counts in it", right)
    starts, lines = (chain(heading_lines(text, heading), repeat(0)) for heading in ("rule", CASE))
    return [_rule_table(rule, start, text, bases, lines, problems) for rule, start in zip(rules, starts, strict=False)]


def _rule_table(
    rule: Mapping[str, Any],
    start: int,
    text: str,
    bases: tuple[BaseValue, ...],
    lines: Iterator[int],
    problems: Problems,
) -> Table:
    """One rule; `lines` gives the line of each test case in the order of the file."""
    given = rule.get("case", [])
    places = [next(lines) for _ in given] if isinstance(given, list) else []
    cases = read_tables(RULES_FILE, CASE, RuleCase, given, places, problems)
    own = {key: value for key, value in rule.items() if key != "case"}
    table = _table(RULES_FILE, own, RULE_COLUMNS, _key_lines(text, start), start, problems)
    return replace(table, cases=cases, bases=tuple(base for base in bases if base.name == rule.get(BASE)))


def _toml(file: str, data: bytes, problems: Problems) -> tuple[dict[str, Any], str] | None:
    text = decode(file, data, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text, parse_float=Decimal), text
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        why = "is not TOML: " + re.sub(r" \(at .*\)", "", str(error)).lower()
        right = 'write key = "value", one a line; a day as 2019-06-09; a list as ["en", "ru"]'
        problems.add(file, int(line[1]) if line else 0, "", "", why, right)
        return None


def _key_lines(text: str, start: int) -> dict[str, int]:
    """The line of each key, from the line after `start` to the next table."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")[start:], start + 1):
        if line.lstrip().startswith("[") and "=" not in line:
            break
        if found := re.match(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*=", line):
            lines.setdefault(found[1], number)
    return lines


def _table(
    file: str,
    found: Mapping[str, Any],
    columns: Iterable[Column],
    lines: Mapping[str, int],
    line: int,
    problems: Problems,
) -> Table:
    """The values of a TOML table as the texts that a cell would hold."""
    many = {column.name: column.many for column in columns}
    values: dict[str, str | tuple[str, ...]] = {}
    for name, value in found.items():
        is_list = isinstance(value, list)
        texts = [_text(item) for item in (value if is_list else [value])]
        if None in texts or is_list != many.get(name, is_list):
            why, right = _wrong_shape(name, value, many.get(name, is_list))
            problems.add(file, lines.get(name, line), name, str(value), why, right)
            values[name] = SPOILED
        else:
            values[name] = tuple(filter(None, texts)) if is_list else texts[0] or ""
    return Table(file, line, values, lines)


def _text(value: object) -> str | None:
    """A TOML value as text, where it is one value that keeps how it was written."""
    if isinstance(value, str):
        text = plain(value).strip()
        return None if CONTROL.search(text) else text
    if isinstance(value, bool | datetime) or not isinstance(value, int | Decimal | date):
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def _wrong_shape(name: str, value: object, many: bool) -> tuple[str, str]:
    """Why a TOML value is not what belongs under a key, and what to write instead."""
    if isinstance(value, str) and many and not CONTROL.search(value):
        return "is one text, not a list", f"write a list: {name} = {json.dumps([value], ensure_ascii=False)}"
    example = f'a list of texts: {name} = ["en", "ru"]' if many else f'one text: {name} = "..."'
    return f"is {_SHAPES.get(type(value), 'one value')}", f"write {example}"


_SHAPES: Mapping[type, str] = {
    str: "a text with a control character",
    list: "a list",
    dict: "a table",
    bool: "true or false",
    datetime: "a date with a clock time",
}
"""What a TOML value is, in words."""


def info_bytes(info: CaseInfo) -> bytes:
    """`case.toml` in the canonical form: the fields in their order, empty ones left out."""
    return "".join(_lines(info, CASE_COLUMNS)).encode()


def rules_bytes(rules: Iterable[DeclaredRule]) -> bytes:
    """`rules.toml` in the canonical form: base values, then each rule with its test cases."""
    held = tuple(rules)
    written = ("[[rule]]\n" + "".join((*_lines(rule, RULE_COLUMNS, RULE_DEFAULTS), *case_lines(rule))) for rule in held)
    return "\n".join((*table_lines(held), *written)).encode()


RULE_DEFAULTS = frozenset({"more_than", "before", "working", "ends", "decides"})
"""Keys of a rule that are left out where they hold what they mean when left out."""


def _lines(model: BaseModel, columns: Iterable[Column], quiet: Set[str] = frozenset()) -> Iterable[str]:
    for column in columns:
        value, default = getattr(model, column.name), type(model).model_fields[column.name].get_default()
        if column.name in quiet and value == default:
            continue
        if column.many and value:
            yield f"{column.name} = [{', '.join(map(quoted, value))}]\n"
        elif (text := cell(value)) or cell(default):
            yield f"{column.name} = {text if column.type in ('day', 'integer') else quoted(text)}\n"
