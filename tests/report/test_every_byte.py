"""What is withheld stands in no byte of anything written: formats, archives, streams, metadata, pictures."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from saylau.assessment.assess import assess
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import (
    Organisation,
    Person,
    Question,
    StatedDuration,
    StatedSum,
    StatedTime,
    Statement,
    Tally,
    Tie,
)
from saylau.report.write import FORMATS, write_report
from saylau.values import Truth
from tests.cases import case_of, election, fact, source
from tests.checks.found import made
from tests.report.every_byte import Everything

SECRETS = (
    "Zzqvorname", "Zzqnachname", "Zzqspitzname", "Zzqplace", "Zzqquote", "Zzqnote", "Zzqteller", "Zzqsays", "Zzqbody",
    "Zzqwhat", "Zzqlocator", "Ззяимя", "zzq-person", "zzq-row", "1987-06-05", "5 June 1987", "738291", "738,291",
    "Zzqasks", "Zzqsource", "zzq-source",
)  # fmt: skip
"""Telling words, ids, days and numbers, each of a withheld row alone."""


def withheld(row: object) -> object:
    return replace(
        row,  # type: ignore[type-var]
        display=Display.WITHHELD,
        quote="Zzqquote",
        note="Zzqnote",
        said_by="Zzqteller",
        locator="Zzqlocator",
    )


@pytest.fixture(scope="module")
def case() -> Case:
    """A public part of each kind, and a withheld row beside it that holds the telling words."""
    person = made(
        Person, "zzq-person", name="Zzqvorname Zzqnachname", aliases=("Zzqspitzname",), born="1987-06-05", public="no"
    )
    rows = (
        person,
        replace(
            made(Statement, "zzq-row-1", stance="asserts", says="Zzqsays in Zzqplace", by="zzq-person"),
            source="zzq-source",
        ),
        made(Organisation, "zzq-row-2", name="Zzqbody", sort="association"),
        made(Tie, "zzq-row-3", one="zzq-person", other="party", sort="membership"),
        made(StatedTime, "zzq-row-4", what="Zzqwhat", at="1987-06-05T21:00?"),
        made(StatedDuration, "zzq-row-5", what="Zzqwhat", during="1987-06-05T13:00?/1987-06-06T00:00?", hours="12"),
        made(StatedSum, "zzq-row-6", what="Zzqwhat", unit="people", whole="738291", parts=("738290", "2")),
        made(Tally, "zzq-row-7", of="people detained", number="738291", unit="people detained", scope="Zzqplace"),
        made(Question, "zzq-row-8", asks="Zzqasks?", who="Zzqteller", why="Zzqwhat"),
    )
    public = (
        election(),
        made(Organisation, "party", name="Party", sort="party"),
        made(Statement, "said", stance="asserts", says="The vote was called.", by="party", area="FA"),
        made(Tally, "open", of="people detained", number="12", unit="people detained"),
        fact(Person(name="P01", public=Truth.NO), "p01"),
    )
    secret = source("zzq-source").model_copy(update={"title": "Zzqsource"})
    texts = {("zzq-person", "name", "ru"): "Ззяимя", ("zzq-row-1", "says", "ru"): "Ззяимя"}
    return case_of(*public, *(withheld(row) for row in rows), sources=(source(), secret), texts=texts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def written(case: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Everything]:
    folder = tmp_path_factory.mktemp("out")
    write_report(assess(case), folder, formats=tuple(FORMATS))
    return {path.name: Everything(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_format_and_the_package_were_written(written: dict[str, Everything]) -> None:
    assert {Path(name).suffix for name in written} == {".html", ".pdf", ".docx", ".json", ".zip"}
    assert all(data.holds("Party") for data in written.values())


@pytest.mark.parametrize("secret", SECRETS)
def test_a_telling_word_of_a_withheld_row_stands_in_no_byte(written: dict[str, Everything], secret: str) -> None:
    assert [name for name, data in written.items() if data.holds(secret)] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_the_search_would_have_found_it(case: Case, secret: str) -> None:
    whole = repr((case.facts, case.sources, case.texts)).encode()
    assert Everything(whole).holds(secret) or secret in ("5 June 1987", "738,291")


def test_the_search_finds_a_word_in_each_way_of_hiding_it() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<r><t>Zzq</t><t>body</t></r>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.docx", inner.getvalue())
    text = b"tEXtkey\0\0" + zlib.compress(b"Zzqbody")
    ways = (
        outer.getvalue(),
        b"\x89PNG\r\n\x1a\n" + (len(text) - 4).to_bytes(4) + text + b"\0\0\0\0",
        b"<img src='data:x;base64," + base64.b64encode(b"xx Zzqbody xx") + b"'>",
        "Zzqbody".encode("utf-16-be"),
        b'{"a": "\\u005azqbody"}',
        b"Z&#122;qbody",
        b"Zzq%62ody",
        b"<5a7a71626f6479>",
        b"Zzq-\nbody",
    )
    assert all(Everything(way).holds("Zzqbody") for way in ways)
