"""The public copy is built from what is public: what is withheld is not in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import guard_of
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.errors import ReportRefused
from saylau.records.base import Record, Ref
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Organisation, Person, Question, StatedTime, Statement, Tie
from saylau.records.kinds.statements import Stance
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name
from tests.cases import case_of, election, fact, source

SECRET = "A name that must not leave"


def person(thing: str, name: str, display: Display) -> Fact[Record]:
    """A private person with a display level."""
    return replace(fact(Person(name=name, public=Truth.NO), thing), display=display)


def member_of_party(thing: str) -> Fact[Record]:
    """A public row that points at a person."""
    return fact(Tie(one=Ref(thing), other=Ref("party"), sort="membership"), f"tie-{thing}")


PARTY = fact(Organisation(name="Party", sort="party"), "party")


def assessment(*facts: Fact[Record], finding: Finding) -> Assessment:
    """An assessment with one finding."""
    return Assessment(case_of(election(), *facts), (finding,), {}, ())


def test_a_withheld_row_and_everything_that_points_at_it_is_not_in_the_copy() -> None:
    finding = Finding("case", Outcome.NOTED, Message("x"), facts=("tie-p",))
    public = publish(assessment(person("p", SECRET, Display.WITHHELD), PARTY, member_of_party("p"), finding=finding))
    assert {f.fact for f in public.case.facts} == {"election-2019", "party"}
    assert SECRET not in repr(public)


def test_a_number_over_withheld_rows_stays_and_its_facts_become_labels() -> None:
    time = replace(fact(StatedTime(what="coarse", at=When.parse("2019-05-09T21:00?")), "t"), display=Display.WITHHELD)
    finding = Finding(
        "case",
        Outcome.CONCERN,
        Message("{n} clock times had no zone.", n=From(1, ("t",))),
        facts=("t",),
        measures=(Measure("n", 1, "", "clock times", facts=("t",)),),
    )
    public = publish(assessment(time, finding=finding))
    (found,) = public.findings
    assert found.facts == ("withheld-1",)
    assert found.measures[0].facts == ("withheld-1",)
    assert found.message.values["n"] == From(1, ("withheld-1",))
    assert public.hidden == {"withheld-1": "s1"}


def test_a_sentence_that_would_name_a_withheld_person_is_refused() -> None:
    finding = Finding("case", Outcome.NOTED, Message("{who} did.", who=Name("p")))
    with pytest.raises(ReportRefused, match="names what is withheld"):
        publish(assessment(person("p", SECRET, Display.WITHHELD), finding=finding))


def test_a_person_shown_by_number_is_printed_by_the_number() -> None:
    finding = Finding("case", Outcome.NOTED, Message("{who} did.", who=Name("t01")))
    public = publish(assessment(person("t01", "T01", Display.NUMBER), finding=finding))
    assert public.findings[0].message.values["who"] == "T01"
    assert not public.case.claims("t01")


def test_a_standard_that_a_withheld_row_names_is_cited_by_findings_all_the_same() -> None:
    act = Act(person=Ref("p"), sort="detention.short", rights=("ICCPR-9",), ended="let go at the gate")
    finding = Finding("case", Outcome.NOTED, Message("{x}", x="let go at the gate"), standards=("ICCPR-9",))
    held = replace(fact(act, "a"), display=Display.WITHHELD)
    (found,) = publish(assessment(person("p", SECRET, Display.WITHHELD), held, finding=finding)).findings
    assert found.standards == ("ICCPR-9",)
    assert found.message.values["x"] == "(withheld)"


def test_texts_of_a_withheld_thing_are_left_out() -> None:
    finding = Finding("case", Outcome.NOTED, Message("x"))
    made = assessment(person("p", SECRET, Display.WITHHELD), finding=finding)
    made = replace(
        made, case=replace(made.case, texts={("p", "name", "ru"): SECRET, ("election-2019", "name", "ru"): "Выборы"})
    )
    assert publish(made).case.texts == {("election-2019", "name", "ru"): "Выборы"}


def test_a_private_person_named_in_a_public_row_is_refused() -> None:
    finding = Finding("case", Outcome.NOTED, Message("x"))
    with pytest.raises(ReportRefused, match=r"person\.csv, p: a private person would be printed by name") as refused:
        publish(assessment(person("p", SECRET, Display.PUBLIC), finding=finding))
    assert SECRET not in str(refused.value)


def test_a_private_person_under_a_case_number_may_be_printed() -> None:
    finding = Finding("case", Outcome.NOTED, Message("x"))
    assert publish(assessment(person("p", "P01", Display.PUBLIC), finding=finding)).case.claims("p")


@pytest.mark.parametrize("where", ["prose", "text", "statement", "note", "question"])
def test_a_withheld_name_in_any_text_that_would_go_out_is_refused_by_place_and_never_repeated(where: str) -> None:
    written = f"It was {SECRET.upper()} who said it."
    statement = fact(Statement(stance=Stance.ASSERTS, says=written if where == "statement" else "It was said."), "said")
    statement = replace(statement, note=written if where == "note" else "")
    question = fact(Question(asks=written if where == "question" else "Who?", who="Archive"), "asked")
    made = assessment(
        person("p", SECRET, Display.WITHHELD),
        statement,
        question,
        finding=Finding("case", Outcome.NOTED, Message("x")),
    )
    texts = {("said", "says", "ru"): written} if where == "text" else {}
    prose = {("summary", "en"): written} if where == "prose" else {}
    made = replace(made, case=replace(made.case, texts=texts, prose=prose))
    place = {"prose": "text/summary.en.md", "text": "texts.csv", "note": "statement.csv, said"}.get(where, where)
    with pytest.raises(ReportRefused, match=place) as refused:
        publish(made)
    assert SECRET.casefold() not in str(refused.value).casefold()


def test_questions_about_what_is_withheld_are_not_in_the_copy() -> None:
    asked = replace(fact(Question(asks="From which day?", who="Counsel"), "asked"), display=Display.NUMBER)
    made = assessment(asked, finding=Finding("case", Outcome.NOTED, Message("x")))
    assert publish(made).questions == ()


def test_a_finding_about_a_withheld_person_alone_is_refused() -> None:
    finding = Finding("p", Outcome.NOTED, Message("x"), check="invented.check")
    with pytest.raises(ReportRefused, match=r"finding invented\.check:p: it is about someone or something withheld"):
        publish(assessment(person("p", SECRET, Display.WITHHELD), finding=finding))


def test_names_of_withheld_claims_inside_plain_texts_become_labels_too() -> None:
    row = replace(fact(StatedTime(what="coarse", at=When.parse("2019-05-09T21:00?")), "time-1"), display=Display.NUMBER)
    finding = Finding(
        "case", Outcome.NOTED, Message("x"), measures=(Measure("n", 1, "", "by (time-1)", how="time-1 / other-2"),)
    )
    (found,) = publish(assessment(row, finding=finding)).findings
    assert (found.measures[0].label, found.measures[0].how) == ("by (withheld-1)", "withheld-1 / other-2")


def test_a_source_on_which_only_withheld_claims_rest_is_not_in_the_copy() -> None:
    secret = replace(person("p", SECRET, Display.WITHHELD), source="secret")
    made = assessment(secret, PARTY, finding=Finding("case", Outcome.NOTED, Message("x")))
    made = replace(made, case=replace(made.case, sources={**made.case.sources, "secret": source("secret")}))
    assert set(publish(made).case.sources) == {"s1"}


@pytest.mark.parametrize("written", ["A  name that\nmust not leave", "about leaves of it", "MUST not"])
def test_the_guard_finds_a_name_across_line_breaks_and_a_long_word_of_it_with_an_ending(written: str) -> None:
    whole = case_of(election(), person("p", SECRET, Display.WITHHELD))
    guard = guard_of(whole, case_of(election()))
    if "leave" in written:
        with pytest.raises(ReportRefused, match="place: the text names a person"):
            guard.refuse("place", written)
    else:
        guard.refuse("place", written)


def test_a_case_number_is_no_name_to_the_guard() -> None:
    whole = case_of(election(), person("p", "P01", Display.WITHHELD))
    assert guard_of(whole, case_of(election())).pattern is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ivan Zhanibekov", "Иван Жанибеков"),
        ("Ivan Zhanibekov", "дело Жанибекову"),
        ("Жанибекова", "the case of Zhanibekova"),
        ("Жанибекова", "о Жанибековой"),
        ("Жанибекова", "Zhani\u00adbekova"),
        ("Sara O\u2019Zhanibek", r"""'Sara O\'Zhanibek said "no"'"""),
        ("Ann Zhanibek", r"Ann\nZhanibek"),
    ],
)
def test_the_guard_finds_a_name_in_the_other_script_with_endings_and_escapes(name: str, written: str) -> None:
    guard = guard_of(case_of(election(), person("p", name, Display.WITHHELD)), case_of(election()))
    with pytest.raises(ReportRefused, match="place: the text names"):
        guard.refuse("place", written)


def test_the_guard_knows_the_translations_of_a_withheld_name() -> None:
    whole = case_of(
        election(),
        person("p", SECRET, Display.WITHHELD),
        texts={("p", "name", "kk"): "Ззяимя"},
        phrases={(SECRET, "ru"): "Ззяфамилия"},
    )
    guard = guard_of(whole, case_of(election()))
    for written in ("Ззяимя", "у Ззяфамилии"):
        with pytest.raises(ReportRefused):
            guard.refuse("place", written)


def test_the_guard_lets_the_name_of_a_public_relative_stand_in_both_scripts() -> None:
    shown = replace(fact(Person(name="Nur Zhanibekov", public=Truth.YES), "n"), display=Display.PUBLIC)
    phrases = {("Nur Zhanibekov", "ru"): "Нур Жанибеков"}
    whole = case_of(election(), shown, person("p", "Ann Zhanibekov", Display.WITHHELD), phrases=phrases)
    guard = guard_of(whole, case_of(election(), shown, phrases=phrases))
    guard.refuse("place", "Nur Zhanibekov, Нур Жанибеков")
    with pytest.raises(ReportRefused):
        guard.refuse("place", "Анн Жанибеков")


def test_the_translation_of_a_withheld_telling_is_left_out_though_another_telling_is_public() -> None:
    first = fact(Statement(stance=Stance.ASSERTS, says="one", by=Ref("party")), "said")
    second = replace(
        fact(Statement(stance=Stance.ASSERTS, says="two", by=Ref("party")), "said", "said.2"),
        display=Display.WITHHELD,
    )
    made = assessment(PARTY, first, second, finding=Finding("case", Outcome.NOTED, Message("x")))
    texts = {("said", "says", "ru"): "раз", ("said.2", "says", "ru"): "тайна"}
    public = publish(replace(made, case=replace(made.case, texts=texts)))
    assert public.case.texts == {("said", "says", "ru"): "раз"}
