"""A case is read strictly: every kind of mistake is refused with file, row, column, value and what would be right."""

from __future__ import annotations

import pytest

from saylau.errors import BadValue, CaseRefused
from saylau.records.base import Ref
from saylau.records.fact import Display, Status
from saylau.records.folder import read_files
from saylau.records.kinds import Person
from saylau.records.kinds.statements import Statement
from tests.records.folders import SOUND, changed, only_problem, place, problems


def test_a_sound_case_is_read_whole() -> None:
    case = read_files(SOUND)
    assert [fact.fact for fact in case.facts] == ["ada", "bo", "election-2031", "ada-2031"]
    assert case.name("ada-2031") == "Ada Invented"
    assert case.sources["s2"].based_on == ("s1",)
    assert case.info.languages == ("en", "ru")


def test_claims_without_a_name_are_numbered_by_the_rows_of_their_thing() -> None:
    rows = "id,fact,name,public,source\nada,,Ada,yes,s1\nbo,,Bo,yes,s1\nada,as-told,Ada I.,yes,s2\nada,,Ada J.,yes,s2\n"
    case = read_files(changed(person=rows))
    assert [fact.fact for fact in case.facts][:4] == ["ada", "bo", "as-told", "ada.3"]
    assert [fact.fact for fact in case.claims("ada")] == ["ada", "as-told", "ada.3"]


def test_a_row_that_does_not_say_is_a_public_draft() -> None:
    fact = read_files(SOUND).fact("election-2031")
    assert (fact.status, fact.display) == (Status.DRAFT, Display.PUBLIC)


def test_a_person_who_is_no_public_figure_is_shown_as_a_number_unless_the_row_says_otherwise() -> None:
    rows = "id,name,public,display,source\nada,Ada,yes,,s1\np01,P01,,,s1\np02,P02,no,withheld,s1\n"
    shown = {fact.id: fact.display for fact in read_files(changed(person=rows)).facts}
    assert (shown["ada"], shown["p01"], shown["p02"]) == (Display.PUBLIC, Display.NUMBER, Display.WITHHELD)


def test_an_unknown_column_is_refused_with_the_nearest_name() -> None:
    problem = only_problem(person="id,name,pubic,source\nada,Ada,yes,s1\n")
    assert place(problem) == ("person.csv", 1, "pubic", "pubic")
    assert problem.why == "unknown column"
    assert problem.right.startswith("did you mean public?")


def test_a_column_that_stands_twice_is_refused() -> None:
    assert place(only_problem(person="id,name,name,source\nada,Ada,Ada,s1\n")) == ("person.csv", 1, "name", "name")


def test_a_file_without_ids_makes_no_further_problems_of_what_refers_to_it() -> None:
    assert place(only_problem(person="name,public,source\nAda,yes,s1\n")) == ("person.csv", 1, "id", "")


def test_a_missing_column_is_told_once_for_the_file() -> None:
    problem = only_problem(person="id,public,source\nada,yes,s1\nbo,yes,s1\n")
    assert place(problem) == ("person.csv", 1, "name", "")
    assert problem.why == "the column is missing"


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        ("id,name,source\nada,Ada,s1\nbo,,s1\n", 3, "name"),
        ("id,name,source\nada,Ada,s1\n,Bo,s1\n", 3, "id"),
        ("id,name,source\nada,Ada,s1\nbo,Bo,\n", 3, "source"),
    ],
)
def test_an_empty_cell_where_a_value_is_required_is_refused(rows: str, row: int, column: str) -> None:
    problem = only_problem(person=rows)
    assert place(problem) == ("person.csv", row, column, "")
    assert problem.why == "is empty"


def test_an_unknown_category_is_refused_with_the_nearest_and_all_that_there_are() -> None:
    rows = "id,name,level,early,poll,source\nelection-2031,Vote,presidental,no,2031-05-04,s1\n"
    problem = only_problem(election=rows)
    assert place(problem) == ("election.csv", 2, "level", "presidental")
    assert problem.right == "did you mean presidential? write one of: presidential, parliamentary, local, referendum"


@pytest.mark.parametrize(("column", "value"), [("status", "drafted"), ("display", "secret")])
def test_an_unknown_status_or_display_is_refused(column: str, value: str) -> None:
    problem = only_problem(person=f"id,name,{column},source\nada,Ada,{value},s1\n")
    assert place(problem) == ("person.csv", 2, column, value)
    assert problem.why == "unknown category"


@pytest.mark.parametrize(
    ("column", "value", "right"),
    [
        ("born", "12.5.1980", "write 2019"),
        ("born", "1980-5", "write 1980-05"),
        ("spellings", "about 7", "write 41"),
        ("gender", "female", "write one of: woman, man, other"),
        ("public", "true", "yes, no or unknown"),
    ],
)
def test_a_value_outside_its_type_is_refused_with_the_right_form(column: str, value: str, right: str) -> None:
    problem = only_problem(person=f"id,name,{column},source,display\nada,Ada,{value},s1,public\n")
    assert place(problem) == ("person.csv", 2, column, value)
    assert right in problem.right


@pytest.mark.parametrize("value", ["1e3", "+1", "1_000", " 0x1", "01", "1.0"])
def test_a_whole_number_has_one_way_of_writing(value: str) -> None:
    rows = f"id,number,text,addressees,source\nr1,{value},Change the law,parliament,s1\n"
    problem = only_problem(recommendation=rows)
    assert place(problem) == ("recommendation.csv", 2, "number", value.strip())


@pytest.mark.parametrize("value", ["1e1", "NaN", "7,5", ".5"])
def test_a_decimal_number_has_one_way_of_writing(value: str) -> None:
    rows = f'id,election,turnout,source\nt1,election-2031,"{value}",s1\n'
    assert place(only_problem(result_total=rows)) == ("result_total.csv", 2, "turnout", value)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("7,5", "write 7.5"),
        ("70,960", "70960 or 70.960? Write the one that the source means"),
        ("1 000,50", "write 1000.50"),
        (".5", "write a number with a decimal point"),
    ],
)
def test_a_decimal_number_with_other_marks_is_answered_with_what_it_may_mean(value: str, right: str) -> None:
    problem = only_problem(result_total=f'id,election,turnout,source\nt1,election-2031,"{value}",s1\n')
    assert problem.why == "is not a decimal number"
    assert problem.right.startswith(right)


def test_a_member_of_a_list_is_checked_like_a_single_value() -> None:
    rows = "id,election,origins,amount,source\nc1,election-2031,own; gift,100 KZT,s1\n"
    problem = only_problem(cap_statement=rows)
    assert place(problem) == ("cap_statement.csv", 2, "origins", "gift")


SOURCES = "id,title,grade,interest,url\ns1,One,A,government,{}\n"


@pytest.mark.parametrize("url", ["", "https://example.org/a?b=c", "http://example.org", "mailto:a@example.org"])
def test_a_source_has_an_address_of_the_web_or_of_the_post_or_none(url: str) -> None:
    assert read_files(changed(sources=SOURCES.format(url))).sources["s1"].url == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/hosts", "example.org", "https://a b", "https://"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    problem = only_problem(sources=SOURCES.format(url))
    assert place(problem) == ("sources.csv", 2, "url", url)
    assert problem.why == "is no address that a reader could open"
    assert "https://" in problem.right


def test_a_dangling_reference_is_refused_with_the_nearest_id() -> None:
    problem = only_problem(candidacy="id,person,election,source\nada-2031,adda,election-2031,s1\n")
    assert place(problem) == ("candidacy.csv", 2, "person", "adda")
    assert problem.right == "did you mean ada? Else add it to person.csv or organisation.csv"


@pytest.mark.parametrize(
    ("source", "incumbent", "others"),
    [("s1", "yes", []), ("s9", "yes", ["source"]), ("s1", "maybe", ["incumbent"]), ("", "yes", ["source"])],
)
def test_every_dangling_reference_of_a_row_is_told_whatever_else_is_wrong_in_it(
    source: str, incumbent: str, others: list[str]
) -> None:
    header, row = "id,person,election,nominator,incumbent,source", f"ada-2031,nobody,none,nothing,{incumbent},{source}"
    found = problems(candidacy=f"{header}\n{row}\n")
    assert sorted(p.column for p in found) == sorted(["person", "election", "nominator", *others])
    assert {p.row for p in found} == {2}


def test_references_of_a_refused_row_that_lead_somewhere_or_into_an_unread_file_are_no_problem() -> None:
    rows = "id,person,election,nominator,source\nada-2031,ada,election-2031,river,s9\n"
    found = problems(candidacy=rows, organisation=b"\xff")
    assert [(p.file, p.column) for p in found] == [("candidacy.csv", "source"), ("organisation.csv", "")]


def test_a_dangling_reference_in_a_refused_row_that_is_withheld_is_not_printed() -> None:
    rows = "id,person,election,display,source\nada-2031,secret-person,election-2031,withheld,s9\n"
    found = problems(candidacy=rows)
    assert [p.column for p in found] == ["person", "source"]
    assert "secret" not in str(CaseRefused(found))


def test_a_reference_to_a_thing_of_another_kind_is_refused() -> None:
    problem = only_problem(candidacy="id,person,election,source\nada-2031,election-2031,election-2031,s1\n")
    assert place(problem) == ("candidacy.csv", 2, "person", "election-2031")
    assert problem.why == "refers to a thing of kind election"


def test_a_reference_to_a_row_that_is_refused_itself_is_no_second_problem() -> None:
    rows = "id,name,born,public,source\nada,Ada,may,yes,s1\n"
    assert place(only_problem(person=rows)) == ("person.csv", 2, "born", "may")


def test_a_reference_to_a_thing_that_was_withdrawn_is_refused() -> None:
    rows = "id,name,public,status,source\nada,Ada,yes,withdrawn,s1\n"
    problem = only_problem(person=rows)
    assert place(problem) == ("candidacy.csv", 2, "person", "ada")
    assert "withdrawn" in problem.why


def test_references_may_come_before_what_they_refer_to() -> None:
    rows = "id,stance,says,against,source\nst1,denies,Not so,st2,s1\nst2,asserts,So,,s1\n"
    record = read_files(changed(statement=rows)).fact("st1").record
    assert isinstance(record, Statement)
    assert record.against == "st2"


def test_a_circle_of_references_is_refused_and_written_out() -> None:
    rows = "id,stance,says,against,source\nst1,denies,No,st2,s1\nst2,denies,No,st3,s1\nst3,denies,No,st1,s1\n"
    problem = only_problem(statement=rows)
    assert place(problem) == ("statement.csv", 4, "against", "st1")
    assert problem.why == "refers in a circle: st1 > st2 > st3 > st1"


def test_a_statement_against_itself_is_a_circle() -> None:
    problem = only_problem(statement="id,stance,says,against,source\nst1,denies,No,st1,s1\n")
    assert problem.why == "refers in a circle: st1 > st1"


def test_two_circles_are_both_told() -> None:
    rows = "id,stance,says,against,source\nst1,denies,No,st1,s1\nst2,denies,No,st3,s1\nst3,denies,No,st2,s1\n"
    assert len(problems(statement=rows)) == 2


def test_sources_based_on_each_other_are_a_circle() -> None:
    rows = "id,title,grade,interest,based_on\ns1,One,A,government,s2\ns2,Two,B,media,s1\n"
    problem = only_problem(sources=rows)
    assert place(problem) == ("sources.csv", 3, "based_on", "s1")
    assert problem.why == "refers in a circle: s1 > s2 > s1"


def test_a_source_based_on_an_unknown_source_is_refused() -> None:
    rows = "id,title,grade,interest,based_on\ns1,One,A,government,\ns2,Two,B,media,s11\n"
    problem = only_problem(sources=rows)
    assert place(problem) == ("sources.csv", 3, "based_on", "s11")
    assert problem.right == "did you mean s1?"


def test_two_sources_with_one_id_are_refused() -> None:
    rows = "id,title,grade,interest\ns1,One,A,government\ns2,Two,B,media\ns1,Three,B,media\n"
    problem = only_problem(sources=rows)
    assert place(problem) == ("sources.csv", 4, "id", "s1")
    assert "row 2" in problem.why


def test_an_unknown_source_is_refused() -> None:
    problem = only_problem(candidacy="id,person,election,source\nada-2031,ada,election-2031,s9\n")
    assert place(problem) == ("candidacy.csv", 2, "source", "s9")
    assert problem.why == "no source of that id"


def test_one_id_for_things_of_two_kinds_is_refused() -> None:
    problem = only_problem(body="id,name,sort,source\nada,Chamber,chamber,s1\n")
    assert place(problem) == ("body.csv", 2, "id", "ada")
    assert "person" in problem.why
    assert "row 2" in problem.why


def test_two_claims_of_one_name_are_refused() -> None:
    rows = "id,fact,name,public,source\nada,first,Ada,yes,s1\nada,first,Ada I.,yes,s2\n"
    problem = only_problem(person=rows)
    assert place(problem) == ("person.csv", 3, "fact", "first")
    assert "row 2" in problem.why


def test_a_thing_named_as_the_second_claim_of_another_is_refused() -> None:
    rows = "id,name,public,source\nada,Ada,yes,s1\nada.2,Bo,yes,s1\nada,Ada I.,yes,s2\n"
    assert "ada.2" in only_problem(person=rows).why


def test_the_same_claim_from_the_same_source_twice_is_refused() -> None:
    rows = "id,name,public,source,locator\nada,Ada,yes,s1,p. 1\nada,Ada,yes,s1,p. 2\n"
    problem = only_problem(person=rows)
    assert place(problem) == ("person.csv", 3, "id", "ada")
    assert "row 2" in problem.why


def test_the_same_claim_by_two_speakers_or_in_two_sources_is_no_duplicate() -> None:
    rows = "id,name,public,source,said_by\nada,Ada,yes,s1,\nada,Ada,yes,s1,ministry\nada,Ada,yes,s2,\n"
    assert len(read_files(changed(person=rows)).claims("ada")) == 3


@pytest.mark.parametrize("name", ["Ada", "ada_1", "ада", "-ada"])
def test_an_id_of_other_letters_is_refused(name: str) -> None:
    problem = only_problem(person=f"id,name,public,source\nada,Ada,yes,s1\n{name},Bo,yes,s1\n")
    assert place(problem) == ("person.csv", 3, "id", name)


def test_the_id_of_the_whole_case_is_not_for_a_thing() -> None:
    assert place(only_problem(body="id,name,sort,source\ncase,Chamber,chamber,s1\n"))[3] == "case"


def test_every_problem_of_a_case_is_told_in_one_run() -> None:
    found = problems(
        person="id,name,pubic,source\nada,Ada,yes,s1\nbo,,yes,s7\n",
        candidacy="id,person,election,source\nada-2031,nobody,election-2031,s1\n",
        sources="id,title,grade,interest\ns1,One,D,government\n",
        election=b"\xff\xfeid",
        **{"case.toml": 'id = "x"\ntitel = "T"\n'},
    )
    assert {(problem.file, problem.column) for problem in found} >= {
        ("person.csv", "pubic"), ("person.csv", "name"), ("person.csv", "source"), ("candidacy.csv", "person"),
        ("sources.csv", "grade"), ("election.csv", ""), ("case.toml", "titel"), ("case.toml", "poll"),
    }  # fmt: skip
    assert list(found) == sorted(found)


def test_a_value_of_a_withheld_row_does_not_stand_in_the_message() -> None:
    rows = "id,name,born,display,source\nada,Secret Name,Secret Day,withheld,s1\nbo,Secret,,withheld,Secret Source\n"
    found = problems(person=rows)
    assert {problem.value for problem in found} == {"(withheld)"}
    assert "Secret" not in str(CaseRefused(found))


def test_a_row_with_a_display_that_cannot_be_read_is_taken_for_a_withheld_one() -> None:
    found = problems(person="id,name,born,display,source\nada,Ada,Secret Day,witheld,s1\n")
    assert "Secret" not in str(CaseRefused(found))
    assert {problem.value for problem in found} == {"witheld", "(withheld)"}


def test_what_an_id_is_made_of_is_told_in_words() -> None:
    problem = only_problem(person="id,name,public,source\nada,Ada,yes,s1\nBo Dan,Bo,yes,s1\n")
    assert problem.right == "write lower-case letters, digits, dots and hyphens"


@pytest.mark.parametrize(
    ("column", "value"), [("published", "2031-06-02"), ("published", "2032"), ("retrieved", "2031-07")]
)
def test_a_source_later_than_the_assessment_is_refused(column: str, value: str) -> None:
    rows = f"id,title,grade,interest,{column}\ns1,One,A,government,{value}\ns2,Two,B,media,2031\n"
    problem = only_problem(sources=rows)
    assert place(problem) == ("sources.csv", 2, column, value)
    assert "nothing later was considered" in problem.why


def test_a_source_of_the_day_of_assessment_or_of_its_year_is_read() -> None:
    rows = "id,title,grade,interest,published,retrieved\ns1,One,A,government,2031-06-01,2031-06\ns2,Two,B,media,2031,\n"
    assert len(read_files(changed(sources=rows)).sources) == 2


def test_a_day_of_birth_of_a_private_person_that_is_wrong_is_not_repeated() -> None:
    problem = only_problem(person="id,name,born,public,source\nada,Ada,,yes,s1\nbo,Bo Secret,1999-13-07,,s1\n")
    assert place(problem) == ("person.csv", 3, "born", "(withheld)")


@pytest.mark.parametrize(("text", "hint"), [("tv1, tv2", "semicolon"), ("TV 1", "lower-case"), ("a, B", "lower-case")])
def test_several_ids_in_one_are_told_to_be_parted_by_a_semicolon(text: str, hint: str) -> None:
    with pytest.raises(BadValue, match=hint):
        Ref.parse(text)


# A case with a vault

VAULT = SOUND["case.toml"] + b'vault = "yes"\n'
OPEN = "id,name,aliases,public,source\nada,Ada Invented,,yes,s1\nbo,Bo Invented,,yes,s1\n{}\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("p-1,Cy Invented,,no,s1", "name"),
        ("p-1,Cy Invented,,,s1", "name"),
        ("p-1,Cy Invented,,unknown,s1", "name"),
        ("p-1,P-0001,Cy Invented,no,s1", "aliases"),
    ],
)
def test_a_private_name_in_a_case_with_a_vault_is_refused_without_being_repeated(row: str, column: str) -> None:
    problem = only_problem(**{"case.toml": VAULT, "person.csv": OPEN.format(row).encode()})
    assert place(problem) == ("person.csv", 4, column, "(withheld)")
    assert "Cy" not in str(problem)
    assert len(read_files(changed(person=OPEN.format(row))).all(Person)) == 3


@pytest.mark.parametrize("number", ["P-0001", "P01", "T1"])
def test_a_case_number_and_a_public_figure_stand_in_a_case_with_a_vault(number: str) -> None:
    files = changed(**{"case.toml": VAULT, "person.csv": OPEN.format(f"p-1,{number},,no,s1").encode()})
    assert [fact.record.name for fact in read_files(files).all(Person)][-1] == number
