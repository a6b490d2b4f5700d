"""What is withheld stands in no byte of anything written: formats, archives, streams, metadata, pictures."""

from __future__ import annotations

import base64
import contextlib
import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from saylau.assessment.assess import assess
from saylau.cli import main
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.folder import write_folder
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
from saylau.values import Count, Truth
from tests.cases import case_of, election, fact, source
from tests.checks.found import made
from tests.report.every_byte import Everything

SECRETS = (
    "Zzqvorname", "Zzqnachname", "Zzqspitzname", "Zzqplace", "Zzqquote", "Zzqnote", "Zzqteller", "Zzqsays", "Zzqbody",
    "Zzqwhat", "Zzqlocator", "Ззяимя", "zzq-person", "zzq-row", "1987-06-05", "5 June 1987", "738291", "738,291",
    "Zzqasks", "Zzqsource", "zzq-source",
)  # fmt: skip
"""Telling words, ids, days and numbers, each of a withheld row alone."""
IDS = ("zzq-person", "zzq-row", "zzq-source")


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
    """Every file of the report and its site in three languages and over an earlier version, letters, and the screen."""
    folder = tmp_path_factory.mktemp("out")
    whole = assess(case)
    for language in LANGUAGES:
        kinds = tuple(kind for kind in FORMATS if kind != "pdf" or language == "en")
        write_report(whole, folder, formats=kinds, language=language, site=True, embed_fonts=False)
    write_report(whole, folder / "earlier", formats=("html", "json"), earlier=assess(_earlier(case)))
    told = _on_the_screen(tmp_path_factory, case, folder / "letters")
    (folder / "screen.txt").write_text(told, encoding="utf-8")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): Everything(path.read_bytes(), path.relative_to(folder).as_posix())
        for path in files
    }


LANGUAGES = ("en", "ru", "kk")
"""The PDF is made of the same document in each; to read its text takes seconds, so it is read in English alone."""


def _earlier(case: Case) -> Case:
    """The case as it was when one row was told otherwise."""
    told = {"open": Count.of(9)}
    facts = (
        replace(f, record=f.record.model_copy(update={"number": told[f.fact]})) if f.fact in told else f
        for f in case.facts
    )
    return replace(case, facts=tuple(facts))


def _on_the_screen(factory: pytest.TempPathFactory, case: Case, letters: Path) -> str:
    """What the verbs print that a team may pass on, with their letters written to a folder."""
    folders = [factory.mktemp("before") / "case", factory.mktemp("after") / "case"]
    for folder, one in zip(folders, (_earlier(case), case), strict=True):
        write_folder(one, folder)
    before, after = map(str, folders)
    calls = [["questions", after, "--lang", language, "--out", str(letters / language)] for language in LANGUAGES]
    calls += [["findings", after], ["findings", after, "--json"], ["diff", before, after], ["validate", after]]
    calls += [["followup", before, after], ["explain", after, "data.time_zone:case"]]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        codes = [main(call) for call in calls]
    assert set(codes) == {0}, out.getvalue()
    return out.getvalue()


def test_every_format_and_the_package_were_written(written: dict[str, Everything]) -> None:
    reports = {name: data for name, data in written.items() if "/" not in name and name != "screen.txt"}
    assert {Path(name).suffix for name in reports} == {".html", ".pdf", ".docx", ".json", ".zip"}
    assert len(reports) == 4 + 2 * 3 + 1
    assert all(data.holds("Party") for data in reports.values())


def test_the_site_the_letters_and_the_screen_were_looked_at(written: dict[str, Everything]) -> None:
    for language in LANGUAGES:
        assert any(name.startswith(f"site/{language}/fact/") for name in written)
        assert written[f"site/{language}/assets/index.js"].holds("party")
        assert any(name.startswith(f"letters/{language}/") for name in written)
    assert written["screen.txt"].holds("detained")


@pytest.mark.parametrize("secret", SECRETS)
def test_a_telling_word_of_a_withheld_row_stands_in_no_byte(written: dict[str, Everything], secret: str) -> None:
    """On the screen of the team a withheld row has its id, and nothing more."""
    found = [name for name, data in written.items() if data.holds(secret)]
    assert found in ([], ["screen.txt"] if secret in IDS else [])


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
