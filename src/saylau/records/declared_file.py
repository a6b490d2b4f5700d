"""rules.toml beyond its flat keys: the `[[base]]` and `[[rule.case]]` tables, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from saylau.errors import BadValue
from saylau.records.columns import cell
from saylau.records.csvtext import CONTROL, written
from saylau.records.declared import BaseValue, DeclaredRule, RuleCase
from saylau.records.problems import Problems

B = TypeVar("B", BaseValue, RuleCase)

BASE, CASE = "base", "rule.case"


def heading_lines(text: str, heading: str) -> list[int]:
    """The lines on which tables of a heading begin, in order."""
    pattern = re.compile(r"\s*\[\[\s*" + re.escape(heading).replace(r"\.", r"\s*\.\s*") + r"\s*\]\]")
    return [number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)]


def read_tables(
    file: str, heading: str, model: type[B], tables: object, lines: Iterable[int], problems: Problems
) -> tuple[B, ...]:
    """The tables under one heading as records; what is wrong in one is noted at its line, and it is left out."""
    found: list[Any] = tables if isinstance(tables, list) else [None]
    if not all(isinstance(table, dict) for table in found):
        problems.add(file, 0, heading, "", "is not a list of tables", f"write each under the heading [[{heading}]]")
        return ()
    placed = zip(found, chain(lines, repeat(0)), strict=False)
    read = (_read(file, model, table, line, problems) for table, line in placed)
    return tuple(record for record in read if record)


def _read(file: str, model: type[B], table: Mapping[str, Any], line: int, problems: Problems) -> B | None:
    try:
        return model.model_validate({key: _plain(value) for key, value in table.items()})
    except ValidationError as error:
        for one in error.errors():
            column = str(one["loc"][0]) if one["loc"] else ""
            value = "" if one["type"] == "missing" else str(table.get(column, ""))
            why, right = _wrong(one, model, column)
            problems.add(file, line, column, CONTROL.sub("", value), why, right)
        return None


def _wrong(error: ErrorDetails, model: type[BaseModel], column: str) -> tuple[str, str]:
    """Why a key is wrong, and what would be right."""
    field = model.model_fields.get(column)
    right = f"{column} is: {field.description}" if field else f"known keys: {', '.join(model.model_fields)}"
    if error["type"] == "missing":
        return "is missing", right
    if error["type"] == "extra_forbidden":
        return "unknown key", right
    cause = error.get("ctx", {}).get("error")
    return (str(cause) if isinstance(cause, BadValue) else "is not what belongs here"), right


def _plain(value: Any) -> Any:
    """A TOML value as the records take it: decimal numbers and days as they were written."""
    match value:
        case Decimal():
            return str(value)
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case date():
            return value.isoformat()
        case bool() | int():
            return value
    return str(value).strip()


def table_lines(rules: Iterable[DeclaredRule]) -> Iterator[str]:
    """The `[[base]]` tables of some rules, each once, in the canonical form."""
    for base in dict.fromkeys(base for rule in rules for base in rule.bases):
        yield f"[[{BASE}]]\n" + "".join(
            f"{name} = {toml_value(cell(getattr(base, name)))}\n" for name in BaseValue.model_fields
        )


def case_lines(rule: DeclaredRule) -> Iterator[str]:
    """The `[[rule.case]]` tables of a rule in the canonical form."""
    for case in rule.cases:
        yield f"\n[[{CASE}]]\n" + "".join(
            f"{name} = {toml_value(value)}\n" for name in RuleCase.model_fields if (value := getattr(case, name)) != {}
        )


def toml_value(value: object) -> str:
    """A value as TOML: a text, whole number, day, yes or no, list or inline table."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
        case dict():
            inner = ", ".join(f"{toml_value(str(key))} = {toml_value(item)}" for key, item in value.items())
            return f"{{{inner}}}"
    return quoted(value)


def quoted(text: object) -> str:
    """A TOML basic string; JSON writes the same escapes."""
    return json.dumps(written(str(text), "case.toml or rules.toml"), ensure_ascii=False)
