"""How the material holds together: counts of the reference page, and small invented cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saylau.checks import data
from saylau.checks.data_findings import contradictions, edition, evidence, later_standard
from saylau.checks.data_names import names
from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.checks.registry import Check, CheckOfFindings
from saylau.checks.run import run_checks
from saylau.law.rule import Basis, Cite, Explanation
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import (
    BlockingReport,
    Conversion,
    MissingItem,
    Organisation,
    Person,
    Provision,
    SearchForEvidence,
    StatedDuration,
    StatedSum,
    VoterTotal,
)
from saylau.records.source import Decision, Grade, Review
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Name, OutOf
from tests.cases import case_of, election, fact, source
from tests.checks.found import added, changed, found, measure, one, without


def made(kind: type[Record], thing: str, claim: str = "", source_id: str = "s1", **fields: Any) -> Fact[Record]:
    display = fields.pop("display", Display.PUBLIC)
    return fact(kind.model_validate(fields), thing, claim, source_id, display=display)


def reviewed(case: Case, check: CheckOfFindings, *findings: Finding) -> Finding:
    """What a check of findings says of those given."""
    (finding,) = check.function(case, findings)
    return finding


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
    finding = one(case_of(election(), *undated, sources=(named, nameless)), data.source_and_date)
    assert [question.who for question in finding.questions] == ["Invented", "the analyst"]
    assert all("Invented election, XX, 9 June 2019" in question.asks for question in finding.questions)


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


# Contradictions


def test_both_values_of_the_known_contradictions_are_kept(kazakhstan: Case) -> None:
    everything = run_checks(kazakhstan)
    finding = next(f for f in everything if f.check == "data.contradictions")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "tokayev-signatures:collected") == (Count.of(313_653), Count.of(315_653))
    assert measure(finding, "change-security-council:on") == (When("2018-06"), When("2018-07-05"))
    assert measure(finding, "cap-upper:origins") == ("nominator", "donations")
    assert not any(m.name.startswith("signatures-required") for m in finding.measures)  # >=118000 holds 118140
    amounts = measure(finding, "state-funding:each")
    assert isinstance(amounts, tuple)
    assert [str(amount) for amount in amounts] == ["7500000 KZT", "7331200 KZT"]
    assert "power.senate_seats:case" in measure(finding, "disputed")  # type: ignore[operator]


def test_values_of_what_is_not_public_are_counted_and_not_printed() -> None:
    fields = {"what": "custody", "during": "2019-05-09T13:00?/2019-05-10T00:00?", "display": Display.WITHHELD}
    case = case_of(
        made(StatedDuration, "secret", hours="12", **fields),
        made(StatedDuration, "secret", "secret.2", hours="13", **fields),
    )
    finding = reviewed(case, contradictions)
    assert measure(finding, "things") == 1
    assert not any(m.name.startswith("secret") for m in finding.measures)


def test_a_contradiction_of_grade_c_is_shown_and_does_not_count_against_the_finding() -> None:
    total = {"election": "election-2019", "as_of": "2019-01-01"}
    case = case_of(
        election(),
        made(VoterTotal, "voters", voters="1", **total),
        made(VoterTotal, "voters", "weak", "s2", voters="2", **total),
        sources=(source(), source("s2", Grade.C)),
    )
    finding = reviewed(case, contradictions)
    assert (finding.facts, finding.context) == (("voters",), ("weak",))


@pytest.mark.parametrize(
    ("one_way", "another", "things"),
    [
        ("~250000", "251340", 0),
        (">=118000", "118140", 0),
        ("~200", "80", 1),
        ("11960364", "11947995", 1),
    ],
)
def test_numbers_contradict_each_other_where_no_number_lies_in_both_bounds(
    one_way: str, another: str, things: int
) -> None:
    total = {"election": "election-2019", "as_of": "2019-01-01"}
    claims = [made(VoterTotal, "v", f"v.{n}", voters=text, **total) for n, text in enumerate((one_way, another))]
    assert measure(reviewed(case_of(election(), *claims), contradictions), "things") == things


@pytest.mark.parametrize(
    ("one_day", "other_day", "things"),
    [
        ("2019-06", "2019-06-09", 0),
        ("2019", "2019-06~", 0),
        ("2018-06", "2018-07-05", 1),
        ("2019-01-01/2019-06-08", "2019-01-01/2019-06-09", 1),
        ("2019-01-01/..", "2019-01-01/2019-06-09", 1),
        ("2019-06-09T07:00?", "2019-06-09T07:00Z", 1),
        ("2019-06-09T07:00+06:00", "2019-06-09", 0),
    ],
)
def test_days_contradict_each_other_where_they_cannot_be_the_same(one_day: str, other_day: str, things: int) -> None:
    total = {"election": "election-2019", "voters": "100"}
    claims = [made(VoterTotal, "v", f"v.{n}", as_of=day, **total) for n, day in enumerate((one_day, other_day))]
    assert measure(reviewed(case_of(election(), *claims), contradictions), "things") == things


def test_remarks_in_free_words_do_not_contradict_each_other_and_references_and_categories_do() -> None:
    total = {"election": "election-2019", "voters": "100"}
    words = [made(VoterTotal, "v", f"v.{n}", basis=basis, **total) for n, basis in enumerate(("lists", "the lists"))]
    assert reviewed(case_of(election(), *words), contradictions).outcome is Outcome.IN_LINE
    sorts = [made(Organisation, "o", f"o.{n}", name="O", sort=sort) for n, sort in enumerate(("party", "movement"))]
    assert measure(reviewed(case_of(election(), *sorts), contradictions), "things") == 1


@pytest.mark.parametrize(
    ("one_list", "other_list", "things"),
    [(("13", "10"), ("13", "~10"), 0), (("13", "10"), ("12", "11"), 1), (("13", "10"), ("13", "5", "5"), 1)],
)
def test_lists_of_numbers_are_compared_with_their_bounds(
    one_list: tuple[str, ...], other_list: tuple[str, ...], things: int
) -> None:
    stated = {"what": "people", "unit": "people", "whole": "23"}
    claims = [made(StatedSum, "s", f"s.{n}", parts=parts, **stated) for n, parts in enumerate((one_list, other_list))]
    assert measure(reviewed(case_of(*claims), contradictions), "things") == things


def test_what_one_claim_leaves_unknown_contradicts_nothing() -> None:
    claims = [
        made(Person, "a", f"a.{n}", name="P01", public="no", spellings=spellings)
        for n, spellings in ((1, None), (2, "2"))
    ]
    assert reviewed(case_of(*claims), contradictions).outcome is Outcome.IN_LINE


def test_claims_that_agree_are_in_line() -> None:
    assert reviewed(case_of(election()), contradictions).outcome is Outcome.IN_LINE


# Findings

PLAIN = Finding("case", Outcome.NOTED, Message("x"), facts=("election-2019",), check="calendar.x")


def test_a_finding_without_facts_is_named() -> None:
    bare = replace(PLAIN, facts=(), check="law.bare")
    assert reviewed(case_of(election()), evidence, PLAIN).outcome is Outcome.IN_LINE
    finding = reviewed(case_of(election()), evidence, PLAIN, bare)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "bare") == ("law.bare:case",)


def test_signatures_are_not_counted_since_only_the_assessment_knows_which_of_them_hold() -> None:
    fallen = Review(
        finding=PLAIN.id, hash="0" * 16, reviewer="R", day=date(2019, 6, 9), decision=Decision.APPROVED, note=""
    )
    finding = reviewed(case_of(election(), reviews=(fallen,)), evidence, PLAIN)
    assert finding == reviewed(case_of(election()), evidence, PLAIN)
    assert set(finding.message.values) == {"all", "assessed", "noted", "unknown", "bare"}


def test_a_finding_that_notes_a_fact_assesses_nothing() -> None:
    in_line = replace(PLAIN, outcome=Outcome.IN_LINE, check="law.x")
    unknown = replace(PLAIN, outcome=Outcome.UNKNOWN, check="law.y", facts=())
    finding = reviewed(case_of(election()), evidence, PLAIN, in_line, unknown)
    assert [measure(finding, name) for name in ("all", "assessed", "noted", "without_facts")] == [3, 1, 1, 0]
    assert finding.message.values["bare"] == OutOf(0, 2)


def test_every_finding_of_the_case_names_a_fact(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.evidence")
    assert finding.outcome is Outcome.IN_LINE


def test_articles_28_54_and_58_were_not_read(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.edition")
    assert finding.outcome is Outcome.CONCERN
    unread = finding.message.values["unread"]
    assert isinstance(unread, tuple)
    beside = measure(finding, "beside")
    assert isinstance(beside, tuple)
    for article in ("54", "58"):
        assert any(f"article {article} (edition of 28 December 2018)" in str(cite) for cite in unread)
    assert any("article 28 (edition of 28 December 2018)" in str(cite) for cite in beside)
    assert not any("article 56(2)" in str(cite) for cite in unread)


def test_article_56_2_was_read_in_another_edition_only_and_stands_apart(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.edition")
    which = finding.message.values["which"]
    assert isinstance(which, tuple)
    assert len(which) == measure(finding, "elsewhere") == 1
    assert "article 56(2)" in str(which[0])


def test_provisions_are_counted_as_the_chapter_on_method_counts_them(kazakhstan: Case) -> None:
    findings = run_checks(kazakhstan)
    finding = next(f for f in findings if f.check == "data.edition")
    cited = {cite for f in findings for cite in f.provisions}
    assert measure(finding, "provisions") == len(cited)
    assert measure(finding, "unread") == sum(cite.basis is not Basis.TEXT for cite in cited)


def test_a_provision_read_only_in_another_edition_is_a_concern() -> None:
    provision = made(Provision, "act-1", act="Act", article="1", read="other edition", says="a rule")
    cite = Cite("Act", "1", "2018", Basis.TEXT, "act-1")
    assert reviewed(case_of(provision), edition, replace(PLAIN, provisions=(cite,))).outcome is Outcome.CONCERN


@pytest.mark.parametrize(
    ("cited", "during", "outcome"),
    [("2018", None, Outcome.IN_LINE), ("", None, Outcome.CONCERN), ("2018", "../2018-12-31", Outcome.CONCERN)],
)
def test_a_breach_needs_a_provision_in_an_edition_in_force(cited: str, during: str | None, outcome: Outcome) -> None:
    provision = made(Provision, "act-1", act="Act", article="1", during=during, read="official", says="a rule")
    cite = Cite("Act", "1", cited, Basis.TEXT, "act-1")
    breach = replace(PLAIN, outcome=Outcome.CONTRARY, provisions=(cite,))
    assert reviewed(case_of(election(), provision), edition, breach).outcome is outcome


def test_where_no_provision_was_cited_nothing_was_tested_and_nothing_is_in_line() -> None:
    finding = reviewed(case_of(election()), edition, PLAIN)
    assert finding.outcome is Outcome.NOTED
    assert "No provision" in finding.message.template


def test_a_breach_that_was_held_back_is_tested_too_and_a_reading_may_cite_for_it() -> None:
    said = Explanation(Truth.NO, Message("x"), cite=Cite("Act", "1", "2018", Basis.TEXT))
    reading = ReadingOutcome("text", "text", Outcome.NOTED, Message("x"), said, decides=False)
    held_back = replace(PLAIN, outcome=Outcome.CONCERN, would_be=Outcome.AT_ODDS)
    assert measure(reviewed(case_of(election()), edition, held_back), "uncited") == 1
    assert measure(reviewed(case_of(election()), edition, replace(held_back, readings=(reading,))), "uncited") == 0


def test_guidance_of_2020_is_later_than_an_election_of_2019() -> None:
    later = replace(PLAIN, standards=("GC37-70..73", "ICCPR-21"))
    finding = reviewed(case_of(election()), later_standard, later)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "which_later") == ("GC37-70..73",)
    earlier = replace(PLAIN, standards=("ICCPR-21",))
    assert reviewed(case_of(election()), later_standard, earlier).outcome is Outcome.IN_LINE


# What is missing


@pytest.mark.parametrize("check", data.CHECKS, ids=lambda c: c.id)
def test_in_a_country_without_law_and_facts_each_check_asks(check: Check) -> None:
    findings = found(case_of(election()), check)
    assert findings
    for finding in findings.values():
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


@pytest.mark.parametrize("check", data.CHECKS_OF_FINDINGS, ids=lambda c: c.check.id)
def test_without_facts_and_findings_each_check_of_findings_asks(check: CheckOfFindings) -> None:
    finding = reviewed(case_of(), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_every_check_stands_under_the_word_of_its_area() -> None:
    ids = [c.id for c in data.CHECKS] + [c.check.id for c in data.CHECKS_OF_FINDINGS]
    assert len(set(ids)) == 12
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
