"""Two folders of one case as one: nothing is lost in silence, and every difference is listed for decision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.errors import CaseRefused, WrongUse
from saylau.records.case import Case
from saylau.records.decisions import list_bytes, read_list
from saylau.records.fact import Display, Heard
from saylau.records.folder import read_files, read_folder
from saylau.records.merge import Choice, Difference, Merged, merge
from saylau.records.source import Grade
from saylau.records.writing import case_files
from tests.records.folders import SOUND, changed, write

A = read_files(SOUND)
BORN = "id,name,born,public,source\nada,Ada Invented,1980,yes,s1\nbo,Bo Invented,,yes,s1\n"
OTHER = "id,name,born,public,source\nada,Ada Invented,1981,yes,s1\ncy,Cy Invented,,yes,s1\n"


def decided(merged: Merged, choice: Choice) -> tuple[Difference, ...]:
    return tuple(replace(d, decision=choice) for d in merged.differences)


def born(case: Case) -> list[str]:
    return [str(f.record.born) for f in case.claims("ada")]  # type: ignore[attr-defined]


def test_a_case_merged_with_itself_is_itself(kazakhstan: Case) -> None:
    merged = merge(kazakhstan, kazakhstan)
    assert case_files(merged.case) == case_files(kazakhstan)
    assert (merged.differences, merged.only_a, merged.only_b) == ((), 0, 0)
    assert merged.equal == len(kazakhstan.facts)


def test_what_only_one_folder_has_is_kept_and_what_both_have_stands_once() -> None:
    merged = merge(read_files(changed(person=BORN)), read_files(changed(person=OTHER.replace("1981", "1980"))))
    assert [f.fact for f in merged.case.facts if f.kind == "person"] == ["ada", "bo", "cy"]
    # The election and the candidacy stand in both too.
    assert (merged.only_a, merged.only_b, merged.equal) == (1, 1, 3)
    assert merged.differences == ()


def test_two_tellings_that_differ_both_stay_and_are_listed() -> None:
    merged = merge(read_files(changed(person=BORN)), read_files(changed(person=OTHER)))
    assert born(merged.case) == ["1980", "1981"]
    assert [f.fact for f in merged.case.claims("ada")] == ["ada", "ada.other"]
    assert merged.differences == (Difference("person", "ada", "born", "1980", "1981"),)
    assert read_files(case_files(merged.case)).claims("ada")[1].fact == "ada.other"


@pytest.mark.parametrize(
    ("choice", "told"), [(Choice.A, ["1980"]), (Choice.B, ["1981"]), (Choice.BOTH, ["1980", "1981"])]
)
def test_a_decision_is_carried_out_and_nothing_stays_open(choice: Choice, told: list[str]) -> None:
    one, two = (read_files(changed(person=rows)) for rows in (BORN, OTHER))
    again = merge(one, two, decided(merge(one, two), choice))
    assert born(again.case) == told
    assert again.open == ()


def test_a_decision_on_other_values_falls_and_is_asked_again() -> None:
    one, two = (read_files(changed(person=rows)) for rows in (BORN, OTHER))
    old = decided(merge(one, two), Choice.A)
    later = merge(one, read_files(changed(person=OTHER.replace("1981", "1982"))), old)
    assert [d.note for d in later.open] == ["was decided as a on other values; decide again"]
    assert born(later.case) == ["1980", "1982"]


def test_a_row_that_one_of_them_withholds_stays_withheld_until_decided() -> None:
    shown = "id,name,public,display,source\nada,Ada Invented,yes,,s1\nbo,Bo Invented,yes,,s1\n"
    hidden = shown.replace("ada,Ada Invented,yes,,", "ada,Ada Invented,yes,withheld,")
    one, two = (read_files(changed(person=rows)) for rows in (shown, hidden))
    for a, b in ((one, two), (two, one)):
        assert {f.display for f in merge(a, b).case.claims("ada")} == {Display.WITHHELD}
    settled = merge(one, two, decided(merge(one, two), Choice.A))
    assert {f.display for f in settled.case.claims("ada")} == {Display.PUBLIC}


def test_of_two_grades_of_a_source_the_weaker_holds_until_decided() -> None:
    strong, weak = (f"id,title,grade,interest,based_on\ns1,One,{g},government,\ns2,Two,B,media,s1\n" for g in "AC")
    one, two = (read_files(changed(sources=rows)) for rows in (strong, weak))
    assert merge(one, two).case.sources["s1"].grade is Grade.C
    assert merge(one, two).differences == (Difference("source", "s1", "grade", "A", "C"),)
    assert merge(one, two, decided(merge(one, two), Choice.A)).case.sources["s1"].grade is Grade.A


def test_texts_prose_and_the_case_itself_are_merged_and_their_differences_listed() -> None:
    texts = "id,field,lang,text\nada,name,ru,{}\n"
    one = changed(texts=texts.format("Ада"), **{"text/summary.en.md": "One.\n"})
    title = {"case.toml": SOUND["case.toml"].decode().replace("Invented case", "Other title")}
    two = changed(texts=texts.format("Адда"), **{"text/summary.en.md": "Two.\n", "text/media.en.md": "M.\n"}, **title)
    merged = merge(read_files(one), read_files(two))
    assert [(d.kind, d.name) for d in merged.differences] == [
        ("case", "case"), ("text", "ada.name.ru"), ("prose", "summary.en"),
    ]  # fmt: skip
    assert merged.case.prose == {("summary", "en"): "One.\n", ("media", "en"): "M.\n"}
    b = merge(read_files(one), read_files(two), decided(merged, Choice.B)).case
    assert (b.info.title, b.prose["summary", "en"], b.texts["ada", "name", "ru"]) == ("Other title", "Two.\n", "Адда")


def test_prose_of_the_second_folder_follows_a_claim_to_its_new_name() -> None:
    two = changed(person=OTHER, **{"text/media.en.md": "Born then {fact:ada} and {fact:cy}.\n"})
    merged = merge(read_files(changed(person=BORN)), read_files(two))
    assert merged.case.prose["media", "en"] == "Born then {fact:ada.other} and {fact:cy}.\n"


def test_two_tellings_of_one_default_name_from_two_people_are_not_taken_for_one() -> None:
    rows = BORN + "ada,Ada I.,{},yes,s2\n"
    one, two = (read_files(changed(person=rows.format(year))) for year in (1978, 1979))
    merged = merge(one, two)
    assert born(merged.case) == ["1980", "1978", "1979"]
    assert [d.name for d in merged.differences] == ["ada.2"]


def test_folders_of_two_elections_and_one_id_for_two_kinds_are_refused() -> None:
    poll = {"case.toml": SOUND["case.toml"].decode().replace("2031-05-04", "2031-05-05")}
    election = SOUND["election.csv"].decode().replace("2031-05-04", "2031-05-05")
    with pytest.raises(WrongUse, match="two elections"):
        merge(A, read_files(changed(**poll, election=election)))
    body = "id,name,sort,source\nbo,Body,party,s1\n"
    people = "id,name,public,source\nada,Ada Invented,yes,s1\n"
    with pytest.raises(WrongUse, match="different kinds: bo"):
        merge(A, read_files(changed(organisation=body, person=people)))


def test_the_list_reads_back_and_a_wrong_decision_is_told_by_row() -> None:
    merged = merge(read_files(changed(person=BORN)), read_files(changed(person=OTHER)))
    data = list_bytes(merged.differences)
    assert read_list("x.csv", data) == merged.differences
    with pytest.raises(CaseRefused) as refused:
        read_list("x.csv", data.replace(b"1981,,", b"1981,maybe,"))
    assert (refused.value.problems[0].row, refused.value.problems[0].column) == (2, "decision")
    once = list_bytes([Difference("source", "s1", "grade", "A", "B")]).replace(b"B,,", b"B,both,")
    with pytest.raises(CaseRefused, match="unknown decision"):
        read_list("x.csv", once)
    with pytest.raises(CaseRefused, match="not a list of conflicts"):
        read_list("x.csv", b"a,b\n1,2\n")


def test_the_command_merges_lists_by_place_alone_and_takes_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = BORN.replace("source", "display,source").replace(",yes,", ",yes,withheld,")
    one, two = write(tmp_path / "a", changed(person=hidden)), write(tmp_path / "b", changed(person=OTHER))
    assert main(["merge", str(one), str(two), "--out", str(tmp_path / "c")]) == 0
    told = capsys.readouterr().out
    assert "to decide: person ada, born" in told
    assert "1980" not in told
    listed = tmp_path / "c.conflicts.csv"
    rows = listed.read_text().replace("1981,,", "1981,b,").replace("withheld,public,,", "withheld,public,b,")
    listed.write_text(rows)
    assert main(["merge", str(one), str(two), "--out", str(tmp_path / "d"), "--decisions", str(listed)]) == 0
    assert born(read_folder(tmp_path / "d")) == ["1981"]
    assert main(["merge", str(one), str(two), "--out", str(tmp_path / "d")]) == 2


def test_prose_that_both_wrote_alike_is_no_conflict_though_a_claim_it_cites_is_told_differently() -> None:
    prose = {("summary", "en"): "{fact:ada.born} is the year."}
    one = replace(read_files(changed(person=BORN)), prose=prose)
    merged = merge(one, replace(read_files(changed(person=OTHER)), prose=prose))
    assert [d.kind for d in merged.differences] == ["person"]
    assert merged.told_differently == 1
    assert merged.case.prose == prose


def test_how_a_claim_reached_its_source_is_merged_like_its_other_columns() -> None:
    known = "id,name,public,heard,source\nada,Ada Invented,yes,first hand,s1\nbo,Bo Invented,yes,,s1\n"
    one, two = (read_files(changed(person=rows)) for rows in (known, known.replace("first hand", "hearsay")))
    (difference,) = merge(one, two).differences
    assert (difference.field, difference.a, difference.b) == ("heard", "first hand", "hearsay")
    settled = merge(one, two, decided(merge(one, two), Choice.B))
    assert [f.heard for f in settled.case.claims("ada")] == [Heard.HEARSAY]
    assert read_files(case_files(settled.case)).claims("ada")[0].heard is Heard.HEARSAY
