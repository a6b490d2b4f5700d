"""What people fill in: a TOML form of persons, a CSV table of list entries. Read whole, or refused with every place.

No message repeats a value: it could be a name.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from saylau.errors import FormRefused
from saylau.records.csvtext import CONTROL
from saylau.vault.entries import (
    ENTRY,
    NUMBER,
    THROUGH_A_BODY,
    Account,
    Authority,
    Consent,
    Contact,
    Entry,
    Identity,
    ListEntry,
    NameWritten,
    Paper,
)

SECTIONS: Mapping[str, type[BaseModel]] = {
    "name": NameWritten,
    "identity": Identity,
    "contact": Contact,
    "paper": Paper,
    "consent": Consent,
    "authority": Authority,
    "account": Account,
}
"""Tables of a person in the form, by the sort of entry that each makes."""
_WHY = {
    "missing": "is missing",
    "string_type": "write it between quotation marks",
    "string_too_short": "is empty",
    "too_short": "is empty",
    "tuple_type": 'write a list: ["one", "another"]',
    "value_error": "is no time; write 1980, 1980-02, 1980-02-03, or two of these with / between them",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "string_pattern_mismatch": "is no SHA-256; it has 64 digits and small letters from a to f",
}
_PLACE = re.compile(r"\(at (line \d+, column \d+|end of document)\)")
_CONTROL = "holds a control character; remove it"
_UTF8 = "it is not UTF-8 text; save it as UTF-8"


@dataclass(frozen=True)
class Filled:
    """One person of the form; the number is empty where the next one is to be given."""

    number: str
    entries: tuple[Entry, ...]


def people_of(data: bytes, name: str) -> tuple[Filled, ...]:
    """The persons of a form in TOML. Raises `FormRefused` with everything that is wrong and where it stands."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise FormRefused(name, [_UTF8]) from None
    except tomllib.TOMLDecodeError as wrong:
        place = _PLACE.search(str(wrong))
        where = place[1] if place else "a table or key that stands there twice"
        raise FormRefused(name, [f"{where}: this is not TOML; mind quotation marks and brackets"]) from None
    return people_told(told, name)


def people_told(told: Mapping[str, Any], name: str) -> tuple[Filled, ...]:
    """The persons of a form that is read already, as `people_of`."""
    wrong: list[str] = []
    people: list[Filled] = []
    tables = told.get("person", [])
    if set(told) - {"person"}:
        wrong.append("beside [[person]] the form has a key or table that is not known; remove it")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        wrong.append("write each person under [[person]], with two brackets")
    elif not tables:
        wrong.append("it holds no [[person]]")
    else:
        people = [_person(table, f"person {place}", wrong) for place, table in enumerate(tables, 1)]
        wrong += _twice([person.number for person in people])
    if wrong:
        raise FormRefused(name, wrong)
    return tuple(people)


def _twice(numbers: Sequence[str]) -> Iterator[str]:
    for place, number in enumerate(numbers, 1):
        if number and number in numbers[: place - 1]:
            yield f"person {place}: the number of person {numbers.index(number) + 1} stands here again"


def _person(table: Mapping[str, Any], where: str, wrong: list[str]) -> Filled:
    before = len(wrong)
    number, on = table.get("number", ""), table.get("on", "")
    if number and not (isinstance(number, str) and re.fullmatch(NUMBER, number)):
        wrong.append(f"{where}, number: write letters of a series and a number, such as P-0042")
    if set(table) - {"number", "on", *SECTIONS}:
        wrong.append(f"{where}: has a key or table that is not known; there are number, on, {', '.join(SECTIONS)}")
    entries: list[Entry] = []
    for section, kind in SECTIONS.items():
        found = table.get(section, [])
        rows = found if isinstance(found, list) else [found]
        for place, row in enumerate(rows, 1):
            here = f"{where}, {section}" + (f" {place}" if len(rows) > 1 else "")
            if not isinstance(row, dict):
                wrong.append(f"{here}: write it as a table, [[person.{section}]]")
            elif not _is_blank(row):
                entries += _entry(kind, section, row, on, here, wrong)
    if not entries and len(wrong) == before:
        wrong.append(f"{where}: nothing is filled in")
    return Filled(number if isinstance(number, str) else "", tuple(entries))


def _is_blank(row: Mapping[str, Any]) -> bool:
    """Whether a table was left as the empty form has it."""
    return all(value in ("", [], False) for key, value in row.items() if key != "on")


def _entry(
    kind: type[BaseModel], section: str, row: Mapping[str, Any], on: object, where: str, wrong: list[str]
) -> Iterator[Entry]:
    """The entry of one table; what is left empty is left out, and the day of the person stands for its own."""
    told = {key: _text(value) for key, value in row.items() if value not in ("", [])}
    if on and "on" not in told:
        told["on"] = _text(on)
    if held := [key for key, value in told.items() if _holds_control(value)]:
        wrong.extend(f"{where}, {key}: {_CONTROL}" for key in held if key in kind.model_fields)
        return
    if "kind" in told:
        wrong.append(f"{where}, kind: leave it out; the table says it")
        return
    try:
        entry = ENTRY.validate_python(kind.model_validate(told).model_dump())
    except ValidationError as refused:
        wrong.extend(_sentences(refused, kind, where))
        return
    if isinstance(entry, Consent) and THROUGH_A_BODY & set(entry.purposes) and not entry.bodies:
        wrong.append(f"{where}, bodies: sharing and naming are agreed to for bodies one by one; name them")
    yield entry


def _text(value: object) -> object:
    """A date or number of TOML as text, since a time may be less than a day: 1980. Of lines the ends alike."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _holds_control(value: object) -> bool:
    """Whether a sign stands in it that moves a terminal, and that no paper can print."""
    found = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and CONTROL.search(text) for text in found)


def _sentences(refused: ValidationError, kind: type[BaseModel], where: str) -> Iterator[str]:
    """What is wrong, by field. Of a field that there is not the name is not told: it could be a person's."""
    unknown, told = False, set()
    for error in refused.errors(include_url=False, include_input=False):
        sort, field = error["type"], str(error["loc"][0])
        if sort == "extra_forbidden":
            unknown = True
            continue
        if field in told:
            continue
        told.add(field)
        if field == "on" or sort.startswith("date"):
            yield f"{where}, {field}: write the day as year-month-day, e.g. 2026-11-22"
        elif sort in ("enum", "literal_error"):
            yield f"{where}, {field}: write {error['ctx']['expected']}"
        else:
            yield f"{where}, {field}: {_WHY.get(sort, 'does not fit')}"
    if unknown:
        fields = ", ".join(name for name in kind.model_fields if name != "kind")
        yield f"{where}: has a field that is not known; there are {fields}"


def listed(data: bytes, name: str, list_id: str, on: date | None = None) -> tuple[ListEntry, ...]:
    """The entries of one list from a CSV file, whose columns are the fields of `ListEntry`.

    `on` is the day of which the list speaks, for rows without their own. Raises `FormRefused`.
    """
    try:
        text = data.decode("utf-8-sig")
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except UnicodeDecodeError:
        raise FormRefused(name, [_UTF8]) from None
    except csv.Error:
        raise FormRefused(name, ["the quotation marks do not fit together; save it anew as CSV"]) from None
    fields = [field for field in ListEntry.model_fields if field != "kind"]
    header = [cell.strip() for cell in rows[0]] if rows else []
    wrong = [
        f"line 1, column {place}: no such column, or twice; there are {', '.join(fields)}"
        for place, cell in enumerate(header, 1)
        if cell not in fields or cell in header[: place - 1]
    ]
    if wrong or not header:
        raise FormRefused(name, wrong or ["the file is empty; its first line names the columns"])
    entries: list[ListEntry] = []
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            entries += _listed(header, row, list_id, on, f"row {line}", wrong)
    if wrong or not entries:
        raise FormRefused(name, wrong or ["it holds no entry"])
    return tuple(entries)


def _listed(
    header: Sequence[str], row: Sequence[str], list_id: str, on: date | None, where: str, wrong: list[str]
) -> Iterator[ListEntry]:
    if len(row) > len(header):
        wrong.append(
            f"{where}: has more cells than the first line; put a cell that holds a comma between quotation marks"
        )
        return
    told: dict[str, object] = {key: cell.strip() for key, cell in zip(header, row, strict=False) if cell.strip()}
    if told.setdefault("list", list_id) != list_id:
        wrong.append(f"{where}, list: is another list than the one named")
    if on and "on" not in told:
        told["on"] = on
    wrong.extend(f"{where}, {key}: {_CONTROL}" for key, value in told.items() if _holds_control(value))
    person = told.get("person")
    if person and not re.fullmatch(NUMBER, str(person)):
        wrong.append(f"{where}, person: write a case number, such as P-0042")
    try:
        yield ListEntry.model_validate(told)
    except ValidationError as refused:
        wrong.extend(_sentences(refused, ListEntry, where))
