"""One reader behind every door: a wrong value is told the same in a folder and on a form; a new kind needs no page."""

from __future__ import annotations

import gc
from enum import StrEnum
from typing import Any

import pytest
from pydantic import Field

from saylau.errors import CaseRefused
from saylau.records import resolve
from saylau.records.base import Record, Ref
from saylau.records.columns import file_columns, record_columns
from saylau.records.csvtext import csv_bytes
from saylau.records.folder import read_files
from saylau.records.kinds import KINDS
from saylau.records.kinds.actors import Person
from saylau.records.source import Source
from saylau.server.access.models import User
from saylau.server.store.models import Case
from saylau.values import Count, Money, Truth, When
from tests.server.conftest import FILES
from tests.server.fact_rows import EVENT, TALLY
from tests.server.people import browser, confirm

FACTS = "/en/case/invented-2030/facts/"
RECEIPT = {"id": "r-1", "candidacy": "c-1", "origin": "own", "amount": "5 KZT", "as_of": "2030-05", "source": "paper"}
ELECTION = {
    "id": "e-2",
    "name": "Another",
    "level": "presidential",
    "early": "no",
    "poll": "2030-06-09",
    "source": "paper",
}
SHARE = {"id": "s-1", "poll": "p-1", "answer": "one", "share": "5.5", "source": "paper"}
SOURCE = {"id": "radio", "title": "A radio", "grade": "B", "interest": "media"}
REGION = {"id": "reg-1", "name": "North", "source": "paper"}

_TIMES = (
    "spring", "2019-13", "2019-02-30", "2019-2-3", "01.05.2019", "2030-05-09T07:00", "2030-05-04/2030-04-29", "2030/",
    "2030-05-09T25:00Z", "2030~~", "1556668800", "May 2030", "٢٠١٩", "../..",
)  # fmt: skip
_COUNTS = (
    "1e400", "٣", "41.0", ">=-1", "3000..1000", "about 200", "1,000", "1 000", "-5", ">", "~", "several people",
    "1..2..3", "99999999999999999999", "0x10", "½",
)  # fmt: skip
_AMOUNTS = (
    "5",
    "5 tenge",
    "KZT 5",
    "5KZT",
    "5.123 KZT",
    "5 kzt",
    "1,000 KZT",
    "20..10 KZT",
    "-5 KZT",
    "5  KZT",
    "1e6 KZT",
)
_TRUTHS = ("Yes", "true", "1", "maybe", "нет", "y")
_IDS = ("Gathering 1", "-x", "x_y", "ӘБВ", "a/b", "x'; --", ".", "UPPER", "case")
_REFS = ("nothing-at-all", "Election 2030", "gathering-9", "a, b", "election-2030; election-2030")
_LONG = "a" * 181
_CHOICES = ("Gathering", "gatherings", "none", "1", "=raid")
_DECIMALS = ("5,5", "1e3", ".5", "five", "NaN", "05")
ROWS: list[tuple[str, dict[str, str]]] = [
    *(("event", EVENT | {"during": text}) for text in _TIMES),
    *(("tally", TALLY | {"number": text}) for text in _COUNTS),
    *(("fund_receipt", RECEIPT | {"amount": text}) for text in _AMOUNTS),
    *(("election", ELECTION | {"early": text}) for text in _TRUTHS),
    *(("event", EVENT | {"id": text}) for text in _IDS),
    *(("tally", TALLY | {"whole": text}) for text in (*_REFS, _LONG)),
    *(("event", EVENT | {name: text}) for name, text in (("id", _LONG), ("source", _LONG), ("fact", "a" * 201))),
    *(("event", EVENT | {"sort": text}) for text in _CHOICES),
    *(("poll_share", SHARE | {"share": text}) for text in _DECIMALS),
    *(("event", EVENT | {name: ""}) for name in ("id", "name", "sort", "source")),
    *(("event", EVENT | {"source": text}) for text in ("pap", "no such", "PAPER")),
    *(("event", EVENT | {"display": text}) for text in ("secret", "Public")),
    *(("event", EVENT | {"heard": text}) for text in ("rumour", "first-hand")),
    *(("event", EVENT | {"fact": text}) for text in ("Not An Id", "election-2030")),
    *(("tally", TALLY | {"whole": text, "display": "withheld"}) for text in ("hidden-1", "Hidden One")),
    *(("person", {"id": "p-1", "name": "P01", "born": text, "source": "paper"}) for text in ("long ago", "1970-13")),
    ("tally", TALLY | {"number": "many", "during": "spring", "unit": "", "whole": "no-such", "source": "no-such"}),
    *(("source", SOURCE | {"grade": text}) for text in ("D", "a", "")),
    *(("source", SOURCE | {"url": text}) for text in ("javascript:alert(1)", "www.example.org", "https://a b")),
    *(("source", SOURCE | {"based_on": text}) for text in ("nothing", "radio", "Paper", _LONG)),
    *(("source", SOURCE | {"sha256": text}) for text in ("abc", "Z" * 64)),
    *(("source", SOURCE | {"published": text}) for text in ("2031-01-01", "yesterday")),
    *(("source", SOURCE | {"id": text}) for text in ("Radio", "paper", "", _LONG)),
]  # fmt: skip
"""Rows with something wrong in them: more than a hundred."""

Told = set[tuple[str, str, str, str]]


def by_folder(kind: str, cells: dict[str, str]) -> Told:
    """Column, value, why and right, as the folder's reader tells them; empty where the row is right."""
    files = {name: text.encode() for name, text in FILES.items()}
    if kind == "source":
        columns = [column.name for column in record_columns(Source)]
        known = files["sources.csv"].decode().splitlines()
        head = known[0].split(",")
        rows = [[dict(zip(head, line.split(","), strict=True)).get(name, "") for name in columns] for line in known[1:]]
        files["sources.csv"] = csv_bytes(columns, [*rows, [cells.get(name, "") for name in columns]])
    else:
        columns = [column.name for column in file_columns(KINDS[kind])]
        before = files.get(f"{kind}.csv", b"").decode().splitlines()
        head = before[0].split(",") if before else []
        rows = [
            [dict(zip(head, line.split(","), strict=True)).get(name, "") for name in columns] for line in before[1:]
        ]
        files[f"{kind}.csv"] = csv_bytes(columns, [*rows, [cells.get(name, "") for name in columns]])
    try:
        read_files(files)
    except CaseRefused as refused:
        return {(p.column, p.value, p.why, p.right) for p in refused.problems}
    return set()


def by_form(user: User, kind: str, cells: dict[str, str]) -> set[tuple[str, str]]:
    """The fields and sentences of the form, as its page prints them."""
    page = browser(user).post(f"{FACTS}new/{kind}/", {**cells, "_action": "check"})
    assert page.status_code in (200, 422)
    return set(page.context["form"].errors) if page.status_code == 422 else set()


def test_a_hundred_wrong_rows_and_more_are_tried() -> None:
    assert len(ROWS) >= 100


@pytest.mark.parametrize(("kind", "cells"), ROWS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_wrong_row_is_told_the_same_by_folder_and_form(
    case: Case, analyst: User, kind: str, cells: dict[str, str]
) -> None:
    told = by_folder(kind, cells)
    said = by_form(analyst, kind, cells)
    assert told, "the folder finds nothing wrong in this row"
    for column, value, why, right in told:
        sentence = f": {f'“{value}” ' if value else ''}{why}; {right}"
        places = (f"f-{column}", f"f-{column}-0")
        if why.startswith("two claims are named") or why.startswith("two sources have this id"):
            assert said  # the folder names the row of the other, of which a form knows nothing
        else:
            assert any(place in places and text.endswith(sentence) for place, text in said), (sentence, said)
    assert len(said) == len(told)


# A kind that no file of the server knows


class Sky(StrEnum):
    """What the sky was like."""

    CLEAR = "clear"
    """No cloud was seen."""
    COVERED = "covered"


class Weather(Record):
    """What the weather was like on a day."""

    name: str = Field(min_length=1, description="what it is called here")
    sky: Sky
    on: When | None = Field(None, description="day")
    degrees: Count | None = Field(None, description="as measured")
    damage: Money | None = None
    rain: Truth = Truth.UNKNOWN
    seen_by: Ref[Person] | None = Field(None, description="who saw it")


@pytest.fixture
def weather(monkeypatch: pytest.MonkeyPatch) -> type[Record]:
    """The kind, added while the server runs: to the one list of kinds, and nowhere in the server."""
    Weather.model_rebuild()
    (kinds,) = (thing for thing in gc.get_referents(KINDS) if isinstance(thing, dict))
    monkeypatch.setitem(kinds, "weather", Weather)
    refs: Any = tuple(column for column in record_columns(Weather) if column.type == "ref")
    known: dict[Any, Any] = resolve._REFS
    monkeypatch.setitem(known, Weather, refs)
    return Weather


def test_a_new_kind_is_listed_entered_checked_shown_changed_and_exported(
    weather: type[Record], case: Case, analyst: User
) -> None:
    client = browser(analyst)
    assert "What the weather was like on a day." in client.get(f"{FACTS}new/").content.decode()
    form = client.get(f"{FACTS}new/weather/")
    fields = {field.name: field for field in form.context["form"].record}
    assert [(choice.title, choice.meaning) for choice in fields["sky"].choices] == [
        ("Clear", "No cloud was seen."), ("Covered", ""),
    ]  # fmt: skip
    assert fields["seen_by"].targets == (("person", "Person"),)
    cells = {"id": "w-1", "name": "Thunder", "sky": "clear", "on": "2030-05-01", "degrees": "~20", "source": "paper"}
    assert client.post(f"{FACTS}new/weather/", cells | {"sky": "blue", "_action": "check"}).status_code == 422
    assert client.post(f"{FACTS}new/weather/", cells | {"_action": "check"}).status_code == 200
    assert client.post(f"{FACTS}new/weather/", cells | {"_action": "submit"}).status_code == 302
    fact = case.facts.get(name="w-1")
    shown = client.get(f"{FACTS}{fact.uid}/")
    assert {cell.column.name: cell.words for cell in shown.context["cells"]}["degrees"] == "about 20"
    assert client.get(f"{FACTS}{fact.uid}/change/").status_code == 200
    listed = client.get(f"{FACTS}?kind=weather&sort=since")
    assert [row.fact.name for row in listed.context["rows"]] == ["w-1"]
    assert listed.context["columns"] == ["Name", "Sky", "On", "Degrees"]
    confirm(client, analyst)
    table = client.post(f"{FACTS}table.csv?kind=weather", {"reason": "a test of the table"}).content.decode()
    assert "w-1,w-1,Thunder,clear,2030-05-01,~20," in table
    words = client.get(f"{FACTS}words/", {"_kind": "weather", "_column": "on", "on": "2030-05"})
    assert words.content.decode().strip() == "May 2030"
