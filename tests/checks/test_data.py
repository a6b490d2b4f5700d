"""How the material holds together: counts of the reference page, and small invented cases."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import data
from saylau.checks.data_names import names
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import (
    BlockingReport,
    Conversion,
    MissingItem,
    Organisation,
    Person,
    SearchForEvidence,
    StatedDuration,
    StatedSum,
    VoterTotal,
)
from saylau.report.words import words_for
from saylau.values import Count
from saylau.values.message import From, Name, OutOf
from tests.cases import case_of, election, source
from tests.checks.found import added, changed, found, made, measure, one, without


def printed(finding: Finding) -> str:
    """Everything that a finding prints of itself."""
    values = [finding.message.values, *(r.says.values for r in finding.readings)]
    return " ".join(map(str, (finding.message.template, *values, *finding.measures, *finding.questions)))


# Sources and dates


def test_five_references_lead_nowhere(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.source_and_date)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "references") == Count.of(5)


def test_every_source_of_the_case_is_counted(kazakhstan: Case) -> None:
    sources = one(kazakhstan, data.source_and_date).message.values["sources"]
    assert isinstance(sources, OutOf)
    assert sources.whole == len(kazakhstan.sources)


def test_what_a_source_leaves_open_is_asked_of_its_author_and_else_of_who_made_the_case() -> None:
    named, nameless = source(), source("s2").model_copy(update={"author": ""})
    undated = [
        made(VoterTotal, f"voters-{name}", "", name, election="election-2019", voters="100") for name in ("s1", "s2")
    ]
    case = case_of(election(), *undated, sources=(named, nameless))
    words, questions = words_for("en", case), one(case, data.source_and_date).questions
    assert [words.text(question.who) for question in questions] == ["Invented", "the analyst"]
    assert [words.text(question.about) for question in questions] == ["material by Invented", "source s2"]


def test_a_number_without_a_day_is_a_concern_and_with_one_in_line() -> None:
    total = {"election": "election-2019", "voters": "100"}
    undated = case_of(election(), made(VoterTotal, "voters", **total))
    dated = case_of(election(), made(VoterTotal, "voters", as_of="2019-01-01", **total))
    assert one(undated, data.source_and_date).outcome is Outcome.CONCERN
    assert one(dated, data.source_and_date).outcome is Outcome.IN_LINE


# Clock times


def test_eight_clock_times_in_four_passages_have_no_zone(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.time_zone)
    assert finding.outcome is Outcome.CONCERN
    assert (measure(finding, "times"), measure(finding, "passages")) == (8, 4)


def test_a_zone_settles_a_clock_time() -> None:
    fields: dict[str, Any] = {"services": ("a",), "place": "b"}
    without_zone = case_of(made(BlockingReport, "cut", window="2019-05-09T07:00?/2019-05-09T14:00?", **fields))
    with_zone = case_of(made(BlockingReport, "cut", window="2019-05-09T07:00Z/2019-05-09T14:00Z", **fields))
    assert measure(one(without_zone, data.time_zone), "times") == 2
    assert one(with_zone, data.time_zone).outcome is Outcome.IN_LINE


def test_one_time_told_twice_in_one_place_counts_once() -> None:
    fields: dict[str, Any] = {"services": ("a",), "place": "b", "window": "2019-05-09T07:00?"}
    case = case_of(made(BlockingReport, "cut", **fields), made(BlockingReport, "cut", "cut.2", **fields))
    assert measure(one(case, data.time_zone), "times") == 1


# Rates


def test_17_pairs_stand_without_a_rate_of_which_16_differ(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.conversion_rate)
    assert finding.outcome is Outcome.CONCERN
    assert (measure(finding, "pairs"), measure(finding, "distinct")) == (17, 16)


@pytest.mark.parametrize(("rate_on", "outcome"), [("2019-05-29", Outcome.IN_LINE), (None, Outcome.CONCERN)])
def test_a_rate_needs_its_day(rate_on: str | None, outcome: Outcome) -> None:
    pair = made(Conversion, "pair", original="428 KZT", converted="1 EUR", rate="428", rate_on=rate_on)
    assert one(case_of(pair), data.conversion_rate).outcome is outcome


# Sums


def test_the_stated_sums_add_up(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.parts_sum)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "wrong") == 0
    assert measure(finding, "parts:sum-arrested") == Count.of(13 + 10)
    assert measure(finding, "parts:sum-candidates") == Count.of(7 + 1 + 1)


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        (("13", "10"), Outcome.IN_LINE),
        (("13", "11"), Outcome.CONCERN),
        (("13", ">=8"), Outcome.UNKNOWN),
        (("13", ">=11"), Outcome.CONCERN),
    ],
)
def test_parts_keep_their_bounds_when_they_are_added(parts: tuple[str, ...], outcome: Outcome) -> None:
    case = case_of(made(StatedSum, "sum", what="people", unit="people", whole="23", parts=parts))
    assert one(case, data.parts_sum).outcome is outcome


# Durations


def test_twelve_hours_were_stated_and_eleven_lie_between_the_ends(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.duration)
    assert finding.outcome is Outcome.DISPUTED
    stated, between = finding.message.values["stated"], finding.message.values["between"]
    assert stated == (From(Count.of(12), ("custody-duration",)),)
    assert between == (From(Count.of(11), ("custody-duration",)),)


def test_what_is_printed_about_private_people_names_nobody(kazakhstan: Case) -> None:
    private = {fact.id for fact in kazakhstan.facts if fact.display is not Display.PUBLIC}
    private |= {kazakhstan.name(thing) for thing in private}
    assert private
    for check in data.CHECKS:
        words = printed(one(kazakhstan, check)).replace("'", " ").split()
        named = {fact for m in one(kazakhstan, check).measures for fact in m.facts}
        assert not (private - named) & set(words), check.id
        assert not any(m.name.partition(":")[2] in private for m in one(kazakhstan, check).measures), check.id


def test_a_duration_that_matches_its_ends_is_in_line(kazakhstan: Case) -> None:
    assert one(changed(kazakhstan, "custody-duration", hours=Count.of(11)), data.duration).outcome is Outcome.IN_LINE


def test_hours_and_ends_that_may_agree_are_not_disputed() -> None:
    span = {"what": "closure", "during": "2019-05-09T13:00Z/2019-05-10T00:30Z"}
    assert one(case_of(made(StatedDuration, "span", hours="~11", **span)), data.duration).outcome is Outcome.IN_LINE
    assert one(case_of(made(StatedDuration, "span", hours="11", **span)), data.duration).outcome is Outcome.DISPUTED


# Names


def test_five_candidates_one_private_person_and_majilis_were_spelled_in_several_ways(kazakhstan: Case) -> None:
    finding = one(kazakhstan, names)
    assert finding.outcome is Outcome.NOTED
    candidates = measure(finding, "candidates")
    assert isinstance(candidates, tuple)
    assert set(candidates) == {Name(p) for p in ("tokayev", "tugel", "espayeva", "rakhimbekov", "kosanov")}
    assert measure(finding, "withheld") == 1
    assert Name("majilis") in measure(finding, "others")  # type: ignore[operator]


def test_one_acronym_of_two_bodies_is_told_apart(kazakhstan: Case) -> None:
    assert measure(one(kazakhstan, names), "shared:dck") == (Name("dck-party-2001"), Name("dck-movement"))


def test_names_that_meet_nowhere_are_noted_and_no_merit() -> None:
    plain = made(Organisation, "a", name="A", sort="party")
    assert one(case_of(plain), names).outcome is Outcome.NOTED
    shared = made(Organisation, "b", name="B", sort="party", aliases=("a",))
    assert one(case_of(plain, shared), names).outcome is Outcome.NOTED


def test_a_private_persons_alias_is_never_printed() -> None:
    person = made(Person, "p01", name="P01", aliases=("Q",), public="no", display=Display.NUMBER)
    assert "Q" not in printed(one(case_of(person), names))


# Tables and searches


def test_a_table_and_two_charts_were_announced_and_are_missing(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.announced_table)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "missing") == Count.of(3)
    assert (measure(finding, "tables"), measure(finding, "charts")) == (Count.of(1), Count.of(2))


def test_where_only_references_are_missing_no_table_is() -> None:
    case = case_of(made(MissingItem, "gone", sort="reference", what="a note"))
    assert one(case, data.announced_table).outcome is Outcome.IN_LINE


def test_every_absence_of_the_case_names_its_place(kazakhstan: Case) -> None:
    finding = one(kazakhstan, data.absence_scope)
    assert measure(finding, "without_place") == 0
    assert {"search-donors", "search-collection"} <= set(finding.facts)


@pytest.mark.parametrize(
    ("where", "on", "outcome"),
    [("the site", "2019-06-01", Outcome.IN_LINE), ("", "2019-06-01", Outcome.CONCERN), ("it", None, Outcome.CONCERN)],
)
def test_an_absence_needs_a_place_and_a_day(where: str, on: str | None, outcome: Outcome) -> None:
    search = made(SearchForEvidence, "search", what="a list", where=where, on=on, found="no")
    assert one(case_of(search), data.absence_scope).outcome is outcome


# What is missing


@pytest.mark.parametrize("check", data.CHECKS, ids=lambda c: c.id)
def test_in_a_country_without_law_and_facts_each_check_asks(check: Check) -> None:
    findings = found(case_of(election()), check)
    assert findings
    for finding in findings.values():
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


def test_every_check_stands_under_the_word_of_its_area() -> None:
    ids = [c.id for c in data.CHECKS] + [c.check.id for c in data.CHECKS_OF_FINDINGS]
    assert len(set(ids)) == len(ids) == 19
    assert all(name.startswith("data.") for name in ids)


def test_a_new_claim_changes_what_is_counted(kazakhstan: Case) -> None:
    more = added(kazakhstan, made(MissingItem, "gone", sort="chart", what="a chart", number="2"))
    assert measure(one(more, data.announced_table), "missing") == Count.of(5)
    fewer = without(kazakhstan, MissingItem)
    assert one(fewer, data.announced_table).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", data.CHECKS, ids=lambda c: c.id)
def test_counts_are_told_so_that_none_one_and_many_read_right(kazakhstan: Case, check: Check) -> None:
    finding = one(kazakhstan, check)
    counted = [m for m in finding.measures if isinstance(m.value, int) or m.name in ("missing", "tables", "charts")]
    assert not [m for m in counted if m.unit]
    for name, value in finding.message.values.items():
        plain = value.value if isinstance(value, From) else value
        if isinstance(plain, int | Count | OutOf):
            assert f": {{{name}}}" in finding.message.template, "a number stands behind what it counts"
