"""Files as people and programs leave them: encodings, quotes, stray files, links, case.toml, rules, texts and prose."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from babel import Locale

from saylau.errors import CaseRefused
from saylau.records.countries import ISO_3166, USER_ASSIGNED
from saylau.records.folder import read_files, read_folder
from saylau.records.texts import CHAPTERS
from saylau.report import chapters as report
from tests.records.folders import SOUND, changed, only_problem, place, problems, write

PEOPLE = "id,name,public,source\nada,Ада Вымышленная,yes,s1\nbo,Bo Invented,yes,s1\n"


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    case = read_files(changed(person=b"\xef\xbb\xbf" + PEOPLE.encode()))
    assert case.name("ada") == "Ада Вымышленная"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_between_cells_are_read(mark: str) -> None:
    rows = 'id,name,aliases,public,source\nada,"Ada, Invented","A; B",yes,s1\n'
    other = f'id{mark}name{mark}aliases{mark}public{mark}source\nada{mark}Ada, Invented{mark}"A; B"{mark}yes{mark}s1\n'
    assert read_files(changed(person=other)) == read_files(changed(person=rows))


def test_windows_line_ends_and_decomposed_letters_are_read_as_their_plain_forms() -> None:
    plain = read_files(changed(person="id,name,public,source\nada,\u0419od,yes,s1\n"))
    other = "id,name,public,source\r\nada,\u0418\u0306od,yes,s1\r\n"
    assert read_files(changed(person=other)) == plain


def test_blank_lines_and_blanks_around_values_are_not_read() -> None:
    rows = "id , name,public,source\n\n ada , Ada ,yes ,s1\n,,,\n"
    assert read_files(changed(person=rows)).name("ada") == "Ada"


def test_a_file_in_cp1251_is_refused_with_the_bytes_and_their_place() -> None:
    problem = only_problem(person=PEOPLE.encode("cp1251"))
    assert (problem.file, problem.row, problem.value) == ("person.csv", 2, "c0 e4 e0 20")
    assert "offset 26" in problem.why
    assert "CP1251" in problem.why


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_file_in_utf_16_is_refused(encoding: str) -> None:
    problem = only_problem(person=PEOPLE.encode(encoding))
    assert problem.file == "person.csv"
    assert "UTF-16" in problem.why


def test_a_nul_byte_is_refused() -> None:
    problem = only_problem(person=b"id,name,public,source\nada,A\0da,yes,s1\n")
    assert place(problem) == ("person.csv", 2, "", "\\x00")
    assert "NUL" in problem.why


def test_quotes_that_are_not_closed_are_refused_at_the_row_where_they_open() -> None:
    problem = only_problem(person='id,name,public,source\nada,Ada,yes,s1\nbo,"Bo,yes,s1\n')
    assert (problem.file, problem.row) == ("person.csv", 3)
    assert "quotes" in problem.why


def test_a_row_with_too_many_cells_is_refused() -> None:
    problem = only_problem(person="id,name,public,source\nada,Ada, Invented,yes,s1\n")
    assert (problem.file, problem.row) == ("person.csv", 2)
    assert problem.why == "5 cells where the header has 4"


def test_a_row_with_too_few_cells_is_refused() -> None:
    problem = only_problem(person="id,name,public,source,note\nada,Ada,yes,s1\n")
    assert (problem.row, problem.why) == (2, "4 cells where the header has 5")


def test_a_file_that_cannot_be_read_makes_no_further_problems_of_what_refers_to_it() -> None:
    assert [problem.file for problem in problems(sources=b"\xff", person=b"\xff")] == ["person.csv", "sources.csv"]


def test_an_empty_file_is_refused_and_a_header_alone_is_not() -> None:
    assert only_problem(body="").why == "the file is empty"
    assert read_files(changed(body="id,name,sort,source\n")) == read_files(SOUND)


def test_a_table_of_no_known_kind_is_refused_with_the_nearest() -> None:
    problem = only_problem(persons="id\n")
    assert place(problem) == ("persons.csv", 0, "", "persons.csv")
    assert problem.right == "did you mean person.csv?"


@pytest.mark.parametrize("name", ["notes", "todo", "budget"])
def test_a_table_that_is_like_no_kind_is_offered_none(name: str) -> None:
    assert only_problem(**{name: "id\n"}).right.startswith("move it out of the folder")


def test_a_table_like_no_kind_is_to_be_moved_out() -> None:
    assert only_problem(accounting2019="a,b\n").right.startswith("move it out of the folder")


@pytest.mark.parametrize("name", ["person.csv", "text/summary.en.md"])
def test_a_folder_with_the_name_of_a_file_is_told_as_such(tmp_path: Path, name: str) -> None:
    write(tmp_path, {path: data for path, data in SOUND.items() if path not in ("person.csv", "candidacy.csv")})
    (tmp_path / name).mkdir(parents=True)
    with pytest.raises(CaseRefused) as refused:
        read_folder(tmp_path)
    (problem,) = refused.value.problems
    assert (problem.file, problem.why) == (name, "is a folder with the name of a file")


@pytest.mark.parametrize("inside", [True, False])
def test_a_file_that_is_no_case_is_told_from_one_and_its_folder_named(tmp_path: Path, inside: bool) -> None:
    write(tmp_path, SOUND if inside else {"person.csv": b"id\n"})
    with pytest.raises(CaseRefused) as refused:
        read_folder(tmp_path / "person.csv")
    (problem,) = refused.value.problems
    assert problem.why.startswith("is neither a case folder nor a workbook")
    assert ("the folder in which this file stands" in problem.right) is inside


def test_other_files_may_stand_beside_the_case(tmp_path: Path) -> None:
    others = {"README.md": b"read me", "notes.txt": b"\xff", "tables/results.csv": b"a;b\n", "text/README.md": b"how"}
    assert read_folder(write(tmp_path, {**SOUND, **others})) == read_files(SOUND)


def test_a_folder_without_case_toml_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseRefused, match=r"no case.toml, so this folder is not a case.*saylau new"):
        read_folder(tmp_path)


def test_a_folder_around_the_case_is_told_from_the_case(tmp_path: Path) -> None:
    write(tmp_path / "inner", SOUND)
    with pytest.raises(CaseRefused, match="name the folder inner in it"):
        read_folder(tmp_path)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "case", SOUND)
    (tmp_path / "outside.csv").write_text("id,name,sort,source\n", encoding="utf-8")
    (tmp_path / "case" / "body.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(CaseRefused) as refused:
        read_folder(tmp_path / "case")
    (problem,) = refused.value.problems
    assert place(problem) == ("body.csv", 0, "", "body.csv")
    assert "out of the folder" in problem.why


def test_a_linked_folder_of_prose_that_leads_outside_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "case", SOUND)
    write(tmp_path / "elsewhere", {"summary.en.md": b"text"})
    (tmp_path / "case" / "text").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaseRefused, match=r"text.*out of the folder"):
        read_folder(tmp_path / "case")


def case_toml(old: str, new: str) -> str:
    text = SOUND["case.toml"].decode()
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "value"),
    [
        ('title = "Invented case"', 'titel = "T"\ntitle = "T"', 2, "titel", "titel"),
        ('title = "Invented case"', 'title = ""', 2, "title", ""),
        ('title = "Invented case"', "title = true", 2, "title", "True"),
        ('title = "Invented case"', r'title = "A\u0007"', 2, "title", "A\a"),
        ('country = "xx"', 'country = "Xland"', 3, "country", "Xland"),
        ('country = "xx"', 'country = "uk"', 3, "country", "uk"),
        ('country = "xx"', 'country = "KZ"', 3, "country", "KZ"),
        ('title = "Invented case"', 'title = "T"\nsmallest = 3', 0, "smallest_reason", ""),
        ('title = "Invented case"', 'title = "T"\nsmallest = 2', 3, "smallest", "2"),
        ('title = "Invented case"', 'title = "T"\nzone = "Asia/Atlantis"', 3, "zone", "Asia/Atlantis"),
        ('id = "invented"', 'id = "In Vented"', 1, "id", "In Vented"),
        ('languages = ["en", "ru"]', 'languages = "en"', 7, "languages", "en"),
        ('languages = ["en", "ru"]', 'languages = ["English"]', 7, "languages", "English"),
        ("poll = 2031-05-04", 'poll = "4 May 2031"', 5, "poll", "4 May 2031"),
        ("poll = 2031-05-04", "poll = 2031-05-05", 5, "poll", "2031-05-05"),
        ('election = "election-2031"', 'election = "election-2032"', 4, "election", "election-2032"),
        ('election = "election-2031"', 'election = "ada"', 4, "election", "ada"),
    ],
)
def test_a_mistake_in_case_toml_is_refused_at_its_line(old: str, new: str, row: int, column: str, value: str) -> None:
    problem = only_problem(**{"case.toml": case_toml(old, new)})
    assert place(problem) == ("case.toml", row, column, value)


def test_one_text_where_a_list_belongs_is_answered_with_the_list() -> None:
    problem = only_problem(**{"case.toml": case_toml('languages = ["en", "ru"]', 'languages = "en"')})
    assert (problem.why, problem.right) == ("is one text, not a list", 'write a list: languages = ["en"]')


@pytest.mark.parametrize("code", ["kz", "lu", "xx", "xk", "aa", "qm", "qz", "zz"])
def test_assigned_codes_and_those_left_to_users_are_countries(code: str) -> None:
    assert read_files(changed(**{"case.toml": case_toml('"xx"', f'"{code}"')})).country == code


def test_the_assigned_codes_are_those_of_an_independent_list() -> None:
    # Exceptional reservations, private use and groups of countries that the Unicode list holds beside ISO 3166-1.
    others = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
    listed = {code for code in map(str, Locale.parse("en").territories) if len(code) == 2} - others
    assert {code.lower() for code in listed} == ISO_3166
    assert not ISO_3166 & USER_ASSIGNED


def test_a_known_zone_is_read_and_every_zone_where_the_system_knows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    toml = case_toml('title = "Invented case"', 'title = "T"\nzone = "Asia/Almaty"')
    assert read_files(changed(**{"case.toml": toml})).info.zone == "Asia/Almaty"
    monkeypatch.setattr("saylau.records.info.available_timezones", set)
    other = toml.replace("Almaty", "Atlantis")
    assert read_files(changed(**{"case.toml": other})).info.zone == "Asia/Atlantis"


def test_a_near_zone_is_offered() -> None:
    problem = only_problem(**{"case.toml": case_toml('title = "Invented case"', 'title = "T"\nzone = "Asia/Almati"')})
    assert problem.right == "did you mean Asia/Almaty?"


def test_an_assessment_before_voting_day_is_read() -> None:
    toml = case_toml("assessed = 2031-06-01", "assessed = 2031-04-20")
    assert read_files(changed(**{"case.toml": toml})).info.assessed.isoformat() == "2031-04-20"


def test_no_message_about_case_toml_shows_a_pattern() -> None:
    toml = 'id = "In Vented"\ntitle = "T"\ncountry = "Xland"\n'
    said = str(CaseRefused(problems(**{"case.toml": toml})))
    assert "the two letters of ISO 3166-1" in said
    assert "lower-case letters, digits and hyphens" in said
    assert "[a-z" not in said


def test_case_toml_that_is_not_toml_is_refused_at_its_line() -> None:
    problem = only_problem(**{"case.toml": case_toml('country = "xx"', "country = xx")})
    assert (problem.file, problem.row) == ("case.toml", 3)
    assert "not TOML" in problem.why


def test_the_voting_day_may_be_stated_less_exactly_by_the_source() -> None:
    rows = "id,name,level,early,poll,source\nelection-2031,Vote,presidential,no,2031-05,s1\n"
    assert read_files(changed(election=rows)).info.poll.isoformat() == "2031-05-04"


PROVISION = "id,act,article,read,says,source\nlaw-5,Election law,5,official,Ten thousand signatures,s1\n"
RULE = '[[rule]]\nname = "signatures.total"\nform = "threshold"\nprovision = "law-5"\n'


def test_declared_rules_take_toml_numbers_and_days() -> None:
    rules = RULE + "number = 10000\nsince = 2004-09-28\nshare = 0.01\n"
    (rule,) = read_files(changed(provision=PROVISION, **{"rules.toml": rules})).declared
    assert (str(rule.number), str(rule.since), str(rule.share)) == ("10000", "2004-09-28", "0.01")


@pytest.mark.parametrize(
    ("text", "row", "column", "value"),
    [
        (RULE.replace("law-5", "law-6"), 4, "provision", "law-6"),
        (RULE.replace('"threshold"', '"minimum"'), 3, "form", "minimum"),
        (RULE + "\n" + RULE + 'nmber = "3"\n', 10, "nmber", "nmber"),
        (RULE + "number = 1.5\n", 5, "number", "1.5"),
        ("rules = 1\n", 1, "rules", "rules"),
    ],
)
def test_a_mistake_in_a_declared_rule_is_refused_at_its_line(text: str, row: int, column: str, value: str) -> None:
    problem = only_problem(provision=PROVISION, **{"rules.toml": text})
    assert place(problem) == ("rules.toml", row, column, value)


def test_a_way_of_rounding_is_told_in_words() -> None:
    problem = only_problem(provision=PROVISION, **{"rules.toml": RULE + 'rounding = "sideways"\n'})
    assert problem.right.endswith("write up, nearest or down")


def test_the_same_rule_twice_for_one_day_is_refused_at_the_line_of_the_second() -> None:
    rules = RULE + "number = 10\n\n" + RULE + "number = 20\n"
    problem = only_problem(provision=PROVISION, **{"rules.toml": rules})
    assert place(problem) == ("rules.toml", 8, "name", "signatures.total")
    assert "row 1" in problem.why


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("until = 2020-01-01", "since = 2020-01-01"),
        ("since = 2020-01-01", "until = 2020-01-01"),
        ('reading = "court"', 'reading = "prosecutor"'),
    ],
)
def test_two_editions_or_two_readings_of_a_rule_stand_side_by_side(first: str, second: str) -> None:
    rules = f"{RULE}number = 10\n{first}\n\n{RULE}number = 20\n{second}\n"
    assert len(read_files(changed(provision=PROVISION, **{"rules.toml": rules})).declared) == 2


def test_texts_are_read_by_thing_field_and_language() -> None:
    case = read_files(changed(texts="id,field,lang,text\nada,name,ru,Ада\ncase,title,ru,Случай\n"))
    assert case.name("ada", "ru") == "Ада"
    assert case.texts[("case", "title", "ru")] == "Случай"


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("adda,name,ru,X", "id", "adda"),
        ("ada,nmae,ru,X", "field", "nmae"),
        ("ada,born,ru,X", "field", "born"),
        ("ada,name,Russian,X", "lang", "Russian"),
        ("ada,name,ru,", "text", ""),
    ],
)
def test_a_text_that_leads_nowhere_is_refused(row: str, column: str, value: str) -> None:
    problem = only_problem(texts=f"id,field,lang,text\n{row}\n")
    assert place(problem) == ("texts.csv", 2, column, value)


def test_two_texts_for_one_field_in_one_language_are_refused() -> None:
    assert "row 2" in only_problem(texts="id,field,lang,text\nada,name,ru,X\nada,name,ru,Y\n").why


def test_a_review_is_read_strictly() -> None:
    header = "finding,hash,reviewer,day,decision\n"
    row = "finance.cap_use:ada,0123456789abcdef,R. Viewer,2031-06-01,"
    assert read_files(changed(review=header + row + "approved\n")).reviews[0].finding == "finance.cap_use:ada"
    assert place(only_problem(review=header + row + "agreed\n")) == ("review.csv", 2, "decision", "agreed")


def test_prose_is_kept_by_chapter_and_language_as_it_is() -> None:
    case = read_files(changed(**{"text/summary.en.md": "One *word*.\r\n\r\nTwo.\n"}))
    assert case.prose == {("summary", "en"): "One *word*.\n\nTwo.\n"}


def test_the_chapters_of_prose_are_those_of_the_report() -> None:
    in_report = ("summary", "method", *(chapter.slug for chapter in report.CHAPTERS), "recommendations")
    assert in_report == CHAPTERS
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "write-prose.md").read_text("utf-8")
    listed = page.partition("Chapters: ")[2].partition(".")[0]
    assert tuple(re.split(r",\s+", listed)) == CHAPTERS


def test_prose_for_an_unknown_chapter_is_refused_with_the_nearest() -> None:
    problem = only_problem(**{"text/sumary.en.md": "Text"})
    assert place(problem) == ("text/sumary.en.md", 0, "", "sumary")
    assert problem.right.startswith("did you mean summary?")


def test_prose_without_a_language_is_refused() -> None:
    assert only_problem(**{"text/summary.md": "Text"}).right == "name it <chapter>.<lang>.md, e.g. summary.en.md"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    os.mkfifo(tmp_path / "deposit.csv")
    with pytest.raises(CaseRefused) as refused:
        read_folder(tmp_path)
    assert [(p.file, p.why) for p in refused.value.problems] == [
        ("deposit.csv", "is neither a file nor a folder, such as a pipe or a dead link")
    ]
