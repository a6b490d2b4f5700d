"""What the reference case lacks, says twice or does not know, and what it says of people."""

from __future__ import annotations

import re

import pytest

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.conflicts import conflicts
from saylau.records.fact import Display, Fact
from saylau.records.kinds.actors import Person
from saylau.records.kinds.data import ItemSort, MissingItem, StatedDuration, StatedSum
from saylau.records.kinds.internet import BlockingReport
from saylau.records.kinds.statements import Question, Recommendation, SearchForEvidence
from saylau.values import Count, Truth, When

CASE_NUMBER = re.compile(r"\b[PT][0-9]{2}\b")
ABOUT_ONE_PERSON = re.compile(r"\b(one|a) person\b|\bone individual\b|for an opinion poll|[PT][0-9]{2}")


def whens(record: Record) -> list[When]:
    """The times in a record."""
    values = [getattr(record, column.name) for column in record_columns(type(record))]
    return [value for value in values if isinstance(value, When)]


def texts_of(fact: Fact[Record]) -> str:
    """All words of a row."""
    values = [getattr(fact.record, column.name) for column in record_columns(type(fact.record))]
    parts = [fact.locator, fact.quote, fact.said_by, fact.note]
    for value in values:
        parts += [str(v) for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str)]
    return " ".join(parts)


# What the report lacks or says twice


def test_three_announced_items_and_five_references_are_missing(kazakhstan: Case) -> None:
    items = [(f.record.sort, f.record.number.low) for f in kazakhstan.all(MissingItem)]
    assert items.count((ItemSort.TABLE, 1)) == 1
    assert items.count((ItemSort.CHART, 1)) == 2
    assert sorted(n for sort, n in items if sort is ItemSort.REFERENCE) == [2, 3]
    assert sum(sort is ItemSort.SENTENCE for sort, _ in items) == 3


def test_eight_clock_times_in_four_passages_have_no_zone(kazakhstan: Case) -> None:
    found = {
        (f.source, f.locator, str(clock))
        for f in kazakhstan.facts
        for when in whens(f.record)
        for clock in when.clock_times
        if clock.zone_missing
    }
    kept_out = [f for f in kazakhstan.facts if getattr(f.record, "unzoned", None)]
    assert len(found) + sum(f.record.unzoned.low for f in kept_out) == 2 + 3 + 2 + 1  # type: ignore[attr-defined]
    assert len({(source, locator) for source, locator, _ in found} | {(f.source, f.locator) for f in kept_out}) == 4


def test_netblocks_gives_the_window_with_a_zone(kazakhstan: Case) -> None:
    report, netblocks = (f for f in kazakhstan.all(BlockingReport) if f.id == "blocking-2019-05-09")
    assert report.record.window.zone_missing
    assert str(netblocks.record.window.in_utc()) == "2019-05-09T07:00Z~/2019-05-09T14:00Z", "about seven, until two"


def test_the_stated_hours_of_custody_differ_from_the_clock(kazakhstan: Case) -> None:
    (custody,) = kazakhstan.all(StatedDuration)
    assert custody.record.between == Count.of(24 - 13)
    assert custody.record.hours == Count.of(12)


def test_stated_parts_make_their_whole(kazakhstan: Case) -> None:
    claims = kazakhstan.all(StatedSum)
    assert claims
    for fact in claims:
        assert sum(part.low for part in fact.record.parts) == fact.record.whole.low, fact.fact


@pytest.mark.parametrize(
    ("thing", "column"),
    [
        ("cap-upper", "amount"),
        ("blocking-2019-05-09", "window"),
        ("state-funding", "each"),
        ("tokayev-abroad", "during"),
        ("cap-upper", "provision"),
        ("nazarbayev-result-2011", "percent"),
        ("change-security-council", "on"),
        ("second-night-hearing", "on"),
        ("espayeva-collection-start", "on"),
        ("tokayev-signatures", "collected"),
        ("commission-precinct", "number"),
        ("detained-2019-05-01", "number"),
    ],
)
def test_where_sources_differ_both_claims_stand(kazakhstan: Case, thing: str, column: str) -> None:
    assert (thing, column) in {(c.thing, c.column) for c in conflicts(kazakhstan)}


# What is not known


UNKNOWNS = (
    "own money, the nominator's money", "Article 28(9)", "Article 54", "Article 55", "405(2)",
    "Article 488", "for Akhmetbekov", "for Kosanov", "each region", "313,653 or 315,653", "118,140",
    "How many people collected", "five years", "When and where", "fifteen years", "each polling station",
    "seven members", "Which parties", "final reports", "Who gave donations", "7,331,200", "P05", "P11",
    "P12", "P04", "two missing charts", "4 May", "ODIHR", "first published", "27 or on 28 April",
    "exit polls", "one case, or two",
)  # fmt: skip
"""Words of the questions that the record puts for what it does not know, one of each."""


@pytest.mark.parametrize("words", UNKNOWNS)
def test_every_explicit_unknown_of_the_record_has_its_question(kazakhstan: Case, words: str) -> None:
    assert [q.fact for q in kazakhstan.all(Question) if words in q.record.asks and q.record.who]


ADDRESSEES = {
    "Central Election Commission of Kazakhstan",
    "Ministry of Justice of Kazakhstan (register of legal acts, adilet)",
    "Open Dialogue Foundation (publisher of the source report)",
    "Government of Kazakhstan",
    "Parliament of Kazakhstan",
    "Administration of the President of Kazakhstan",
    "General Prosecutor's Office of Kazakhstan",
    "OSCE/ODIHR",
    "counsel in the case",
}


def test_each_question_has_one_addressee_and_each_addressee_one_spelling(kazakhstan: Case) -> None:
    assert {f.record.who for f in kazakhstan.all(Question)} == ADDRESSEES


def test_a_question_about_one_private_person_stays_with_the_team_and_one_over_several_goes_out(
    kazakhstan: Case,
) -> None:
    questions = kazakhstan.all(Question)
    withheld = {f.id for f in questions if f.display is Display.WITHHELD}
    assert withheld == {
        "question-house-arrest-start", "question-summons-p11", "question-summons-p12", "question-measure-p04",
        "question-poll-case", "question-hearing-day",
    }  # fmt: skip
    assert {f.display for f in questions if f.id not in withheld} == {Display.PUBLIC}
    over_several = {"question-house-arrests", "question-summonses", "question-measures", "question-poll-cases"}
    assert over_several <= {f.id for f in questions}
    assert withheld == {f.id for f in questions if f.record.who == "counsel in the case"}


def test_a_question_that_goes_out_names_its_subject(kazakhstan: Case) -> None:
    named = re.compile(r"Kazakhstan|Majilis|Shymkent|Ministry")
    claims = kazakhstan.all(Question)
    assert claims
    for fact in claims:
        assert fact.display is Display.WITHHELD or named.search(fact.record.asks), fact.fact


def test_an_absence_names_where_was_looked(kazakhstan: Case) -> None:
    assert [f.fact for f in kazakhstan.all(SearchForEvidence) if not f.record.where] == []


def test_the_six_recommendations_of_the_report_stand_in_order_and_those_of_odihr_after_them(kazakhstan: Case) -> None:
    assert [f.record.number for f in kazakhstan.all(Recommendation)] == list(range(1, 12))


# People


def test_private_persons_are_case_numbers_and_nothing_more(kazakhstan: Case) -> None:
    private = [f for f in kazakhstan.all(Person) if f.record.public is not Truth.YES]
    assert [f.record.name for f in private] == ["T01", "T02", *(f"P{n:02}" for n in range(1, 28)), "N01"]
    for fact in private:
        assert fact.record.model_dump(exclude_defaults=True).keys() <= {"name", "spellings"}
        assert fact.display is Display.NUMBER


def test_no_row_about_one_private_person_is_public(kazakhstan: Case) -> None:
    hidden = {f.id for f in kazakhstan.all(Person) if f.record.public is not Truth.YES}
    for fact in kazakhstan.facts:
        values = [getattr(fact.record, column.name) for column in record_columns(type(fact.record))]
        if hidden.intersection(v for v in values if isinstance(v, str)) or ABOUT_ONE_PERSON.search(texts_of(fact)):
            assert fact.display in (Display.NUMBER, Display.WITHHELD), fact.fact
            assert not fact.quote, fact.fact


def test_a_case_number_stands_only_in_persons_and_questions(kazakhstan: Case) -> None:
    kinds = {f.kind for f in kazakhstan.facts if CASE_NUMBER.search(texts_of(f))}
    assert kinds == {"person", "question"}


def test_no_row_tells_an_age_or_a_family(kazakhstan: Case) -> None:
    told = re.compile(r"\b(aged|years old|wife|husband|mother of|children of|baby)\b", re.IGNORECASE)
    rows = [f.fact for f in kazakhstan.facts if told.search(texts_of(f))]
    assert rows == ["constitution-41-2"], "only the age that the Constitution asks of a President"


def test_no_row_about_one_private_person_gives_a_day_or_a_clock_time(kazakhstan: Case) -> None:
    """The day on which the prosecutor spoke of it in public is no day of a person."""
    days = [
        f.fact
        for f in kazakhstan.facts
        if f.display is not Display.PUBLIC
        for when in whens(f.record)
        if when.exact_day is not None or when.clock_times
    ]
    assert days == ["statement-poll-liability"]
