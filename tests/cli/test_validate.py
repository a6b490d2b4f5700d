"""`saylau validate` tells what would stop the build later: rules, citations, reviews, what may not be published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook  # noqa: TID253

from saylau.cli import main
from saylau.cli.examination import MOST_CANDIDACIES
from tests.records.folders import changed, write

PROVISION = "id,act,article,read,says,source\nlaw-5,Election law,5,official,A rule,s1\n"
RULE = '[[rule]]\nname = "{name}"\nform = "{form}"\nprovision = "law-5"\n{rest}\n'
PRIVATE = "id,name,public,display,source\nada,Ada Invented,yes,,s1\nbo,Bo Invented,yes,,s1\np01,P01,no,withheld,s1\n"

Case = Mapping[str, bytes]


def rule(name: str, form: str, rest: str) -> str:
    """One declared rule."""
    return RULE.format(name=name, form=form, rest=rest)


def validated(folder: Path, files: Case, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """Exit code, output in one line, and error output of `validate` over a case."""
    code = main(["validate", str(write(folder, files)), *options])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (rule("signatures.totl", "threshold", "number = 5"), 2, "did you mean signatures.total?"),
        (rule("finance.donation_cap", "cap", "share = 0.1"), 1, "give exactly one of amount"),
        (rule("finance.donation_cap", "cap", "share = 0.1"), 5, "has no share"),
        (
            rule("signatures.total", "threshold", "number = 5") + rule("signatures.total", "threshold", "number = 6"),
            7,
            "the same rule",
        ),
    ],
)
def test_a_rule_that_no_report_could_use_is_told_with_file_and_line(
    text: str, line: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = changed(provision=PROVISION, **{"rules.toml": text})
    code, out, _ = validated(tmp_path, files, capsys)
    assert code == 4
    assert f"rules.toml {line} " in out
    assert said in out


def test_the_same_rule_twice_stops_a_report_too_and_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = rule("signatures.total", "threshold", "number = 5") * 2
    assert main(["findings", str(write(tmp_path, changed(provision=PROVISION, **{"rules.toml": twice})))]) == 4
    assert capsys.readouterr().err.startswith("saylau: rules.toml, row 7, column name: ")


def test_every_citation_that_leads_nowhere_is_told_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = "One {fact:bo}.\n\nTwo {fact:nobody} and {finding:finance.cap_use:nobody}.\n\n- {fact:ada-2031}\n"
    media = "{fact:ada.colour} {facts:ada} {finding:candidacy.funnel:case}"
    files = changed(**{"text/summary.en.md": summary, "text/media.en.md": media})
    code, out, err = validated(tmp_path, files, capsys)
    assert code == 4
    for told in (
        "text/media.en.md 1 {fact:ada.colour}: a person has no field 'colour' → its fields are name,",
        "text/media.en.md 1 {facts:ada}: is not a citation → write {finding:ID}",
        "text/summary.en.md 3 {fact:nobody}: no fact 'nobody'",
        "text/summary.en.md 3 {finding:finance.cap_use:nobody}: no finding",
        "text/summary.en.md 5 {fact:ada-2031}: no one field stands for a candidacy → name one: {fact:ada-2031.person},",
    ):
        assert told in out
    assert err == "5 problems; a report would be refused\n"


def test_a_cited_claim_that_is_withheld_is_told_as_such_and_no_value_of_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candidacy = "id,person,election,source\nada-2031,ada,election-2031,s1\np-2031,p01,election-2031,s1\n"
    files = changed(
        person=PRIVATE, candidacy=candidacy, **{"text/summary.en.md": "{fact:p01} {fact:p-2031.person} {fact:ada}"}
    )
    code, out, _ = validated(tmp_path, files, capsys)
    assert code == 4
    assert out.count("withheld") >= 2
    assert "{fact:p01}" in out
    assert "P01" not in out


def test_what_would_be_refused_at_publication_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = "id,name,public,display,source\nada,Ada Invented,yes,,s1\nbo,Bo Invented,yes,withheld,s1\n"
    files = changed(person=people, **{"text/summary.en.md": "So said Bo Invented."})
    code, out, err = validated(tmp_path, files, capsys)
    assert code == 4
    assert "text/summary.en.md" in out
    assert "names a person or thing that is withheld" in out
    assert err == "1 problem; a report would be refused\n"


REVIEW = "finding,hash,reviewer,day,decision,note\n"


def digest(folder: Path, files: Case, finding: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The hash of a finding of a case."""
    main(["findings", str(write(folder, files)), "--json"])
    return str(next(f["hash"] for f in json.loads(capsys.readouterr().out) if f["id"] == finding))


def test_a_review_of_no_finding_is_told_with_the_finding_whose_hash_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = digest(tmp_path / "a", changed(), "candidacy.funnel:case", capsys)
    lines = (
        f"candidacy.funel:case,{known},R,2031-06-01,approved,\nmedia.lost:x,0123456789abcdef,R,2031-06-01,approved,\n"
    )
    code, out, _ = validated(tmp_path / "b", changed(review=REVIEW + lines), capsys)
    assert code == 4
    assert "review.csv 2 finding" in out
    assert "did you mean candidacy.funnel:case?" in out
    assert "review.csv 3 finding" in out


def test_a_signature_that_fell_is_a_remark_and_one_that_stands_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = digest(tmp_path / "a", changed(), "candidacy.funnel:case", capsys)
    fallen = "candidacy.funnel:case,0123456789abcdef,R. Viewer,2031-05-20,approved,\n"
    code, out, _ = validated(tmp_path / "b", changed(review=REVIEW + fallen), capsys)
    assert code == 0
    assert "remark: review.csv, row 2: candidacy.funnel:case changed after R. Viewer signed it" in out
    again = fallen + f"candidacy.funnel:case,{known},R. Viewer,2031-06-01,approved,\n"
    code, out, _ = validated(tmp_path / "c", changed(review=REVIEW + again), capsys)
    assert code == 0
    assert "remark" not in out


def test_a_very_large_field_of_candidates_is_read_without_the_checks_unless_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_CANDIDACIES >= 100
    monkeypatch.setattr("saylau.cli.examination.MOST_CANDIDACIES", 0)
    files = changed(**{"text/summary.en.md": "{finding:finance.cap_use:nobody} {fact:ada}"})
    code, out, _ = validated(tmp_path, files, capsys)
    assert code == 0
    assert "the checks were not run" in out
    assert validated(tmp_path, files, capsys, "--checks")[0] == 4


def test_a_case_in_a_workbook_is_told_of_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    tables = {
        "case": "key,value\nid,x\ntitle,T\ncountry,xx\nelection,e\npoll,2031-05-04\nassessed,2031-06-01\n",
        "sources": "id,title,grade,interest\ns1,One,A,government\n",
        "election": "id,name,level,early,poll,source\ne,Vote,presidential,no,2031-05-04,s1\n",
        "provision": PROVISION,
        "rules": "name,form,provision\nfinance.donation_cap,cap,law-5\n",
    }
    for name, text in tables.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "case.xlsx")
    assert main(["validate", str(tmp_path / "case.xlsx")]) == 4
    out = capsys.readouterr().out
    assert "sheet rules" in out
    assert "rules.toml" not in out


@pytest.mark.parametrize("name", ["notes.txt", "case.toml"])
def test_a_file_that_is_no_case_is_told_in_words(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"notes.txt": b"x", **changed()})
    assert main(["validate", str(tmp_path / name)]) == 4
    assert "neither a case folder nor a workbook" in " ".join(capsys.readouterr().out.split())


def test_a_piped_table_is_no_wider_than_a_hundred_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "x" * 90
    files = changed(candidacy=f"id,person,election,source\nada-2031,{long},election-2031,s1\n")
    main(["validate", str(write(tmp_path, files))])
    widths = [len(line) for line in capsys.readouterr().out.splitlines()]
    assert max(widths) <= 100
