"""How a claim reached its source stands wherever the claim does: report, site, JSON and terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.review import review_state
from saylau.checks.finding import Finding, Outcome
from saylau.cli import main
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact, Heard
from saylau.records.folder import write_folder
from saylau.records.kinds import Act, Person, VoterTotal
from saylau.report.build import build_document
from saylau.report.document import Table, plain, walk
from saylau.report.facts import fact_text
from saylau.report.json_writer import write_json
from saylau.report.site.names import file_name
from saylau.report.words import words_for
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.found import made
from tests.report.page import read_page
from tests.report.site_case import small_site


def voters(claim: str, number: str, heard: Heard, said_by: str = "") -> Fact[Record]:
    made_of = made(VoterTotal, "v", claim, election="election-2019", voters=number)
    return replace(made_of, heard=heard, said_by=said_by)


def rows(*facts: Fact[Record]) -> list[str]:
    """The rows of all tables of the report on these claims, a row as one line."""
    case = case_of(election(), *facts)
    finding = Finding("case", Outcome.NOTED, Message("x"), facts=("v",), check="a.b", area="CR")
    found = Assessment(case, (finding,), {finding.id: review_state(case, finding)}, ())
    document = build_document(publish(found), content="0" * 64)
    tables = (b for _, section in walk(document.sections) for b in section.blocks if isinstance(b, Table))
    return [" | ".join(plain(cell) for cell in row.cells) for table in tables for row in table.rows]


def test_the_report_says_it_beside_who_states_the_claim() -> None:
    told = rows(voters("v", "100", Heard.FIRST_HAND), voters("v.2", "101", Heard.HEARSAY, "an invented clerk"))
    assert any("100 | Invented (first hand) |" in row for row in told)
    assert any("101 | an invented clerk (hearsay) |" in row for row in told)
    silent = rows(voters("v", "100", Heard.NOT_KNOWN), voters("v.2", "101", Heard.NOT_KNOWN))
    assert any("100 | Invented |" in row for row in silent)


def test_the_site_and_the_json_tell_it(kazakhstan: Case) -> None:
    name = "detained-2019-05-09"
    heard = replace(
        kazakhstan,
        facts=tuple(replace(f, heard=Heard.SECOND_HAND) if f.fact == name else f for f in kazakhstan.facts),
    )
    site = small_site(heard)
    page = read_page(site.text(f"fact/{file_name(name)}.html")).find("main")[0].text
    assert "How it reached the source" in page
    assert "second hand" in page
    other = read_page(site.text(f"fact/{file_name('detained-2019-03')}.html")).find("main")[0].text
    assert "How it reached the source" not in other
    content = json.loads(write_json(site.document, facts=[heard.fact(name)]))
    assert content["facts"][0]["heard"] == "second hand"


def test_the_terminal_tells_it_and_says_what_hearsay_leaves(
    kazakhstan: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "detained-2019-05-09"
    facts = tuple(replace(f, heard=Heard.HEARSAY) if f.fact == name else f for f in kazakhstan.facts)
    write_folder(replace(kazakhstan, facts=facts), tmp_path)
    assert main(["explain", str(tmp_path), f"detentions.tally:{name}"]) == 0
    out = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "; hearsay" in out
    assert "known to the source only from hearsay" in out


def test_an_act_is_told_by_the_title_of_its_code() -> None:
    act = made(Act, "a1", person="p1", sort="child.in_custody")
    case = case_of(election(), made(Person, "p1", name="P1"), act)
    said = fact_text(act, words_for("en", case))
    assert "child in custody" in said
    assert "child.in_custody" not in said
