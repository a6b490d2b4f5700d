"""How many people in all: told as a range with all that it assumes, or refused with the documented count.

Lists, keepers and people are invented; the overlaps are those of published tables, so that the numbers are known.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from saylau.checks.detentions_estimate import estimate, rounded
from saylau.checks.finding import Finding, Outcome
from saylau.methods.capture.histories import Histories
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Linkage, Organisation, Overlap, PeopleList
from saylau.records.kinds.protests import Protest
from saylau.records.source import Grade
from saylau.values import Count
from tests.cases import case_of, election, source
from tests.checks.english import all_english, english
from tests.checks.found import changed, found, made, measure, one, regraded, without
from tests.methods.capture.published import CENSUS_R3, DIABETES, KOSOVO, UK_FIVE, UK_SIX

SOURCES = (source("s1"), source("s2"), source("s3"))


def linkage(name: str, table: Histories, **fields: Any) -> list[Fact[Record]]:
    """A linkage of the invented lists with its overlaps."""
    lists = [f"list-{place + 1}" for place in range(table.lists)]
    told = {"name": name, "lists": lists, "entries": str(table.people * 2), "people": str(table.people), **fields}
    rows = [
        made(
            Overlap, f"{name}-{history}", linkage=name, number=str(number),
            lists=[ref for ref, digit in zip(lists, history, strict=True) if digit == "1"],
        )
        for history, number in table.counts.items()
    ]  # fmt: skip
    return [made(Linkage, name, **told), *rows]


def lists(number: int, **fields: Any) -> list[Fact[Record]]:
    """Invented lists of people at one invented event, each kept by an association of its own."""
    shared = {"unit": "people", "entries": "100000", "closed": "yes", "event": "event-1", **fields}
    keepers = [made(Organisation, f"keeper-{n}", name=f"Keeper {n}", sort="association") for n in range(1, number + 1)]
    told = [
        made(PeopleList, f"list-{n}", name=f"List {n}", kept_by=f"keeper-{n}", **shared) for n in range(1, number + 1)
    ]
    return [*keepers, *told]


def linked(tables: Mapping[str, Histories], **fields: Any) -> Case:
    """A case with these linkages of the same lists."""
    number = next(iter(tables.values())).lists
    event = made(Protest, "event-1", name="Invented assembly", during="2019-06-09")
    rows = [row for name, table in tables.items() for row in linkage(name, table)]
    return case_of(election(), event, *lists(number, **fields), *rows, sources=SOURCES)


def twice(table: Histories, **fields: Any) -> Case:
    """A case in which a strict and a loose linkage give the same table."""
    return linked({"strict": table, "loose": table}, **fields)


def refused(case: Case, subject: str = "strict") -> str:
    """The sentence of a refusal; no estimate stands beside it."""
    finding = one(case, estimate, subject)
    assert finding.outcome is Outcome.UNKNOWN
    assert not any(m.name.startswith(("estimate", "interval", "range", "widest")) for m in finding.measures)
    assert finding.questions
    return english(finding.message, case)


# Told


def test_documented_people_and_the_lower_bound_stand_before_a_range() -> None:
    case = twice(DIABETES)
    finding = one(case, estimate, "strict")
    assert finding.outcome is Outcome.NOTED
    # 2,069 people; models of 2,472 (s.e. 53), 2,544 and 2,771 (145), as published, and averages between them. The upper
    # end is that of the last: 702 unseen, error of their logarithm 0.203; 702 e^0.398 = 1,045.
    documented, bound, estimates = english(finding.message, case).split(". ")
    assert documented == "People on at least one list: 2,069"
    assert bound.startswith("Lower bound of people in all: 2,3")
    assert estimates == (
        "Estimates, over models and linkages: between 2,470 and 2,770; with their intervals: between 2,370 and 3,110."
    )
    assert measure(finding, "estimate:strict:model.1") == 2470
    assert measure(finding, "estimate:strict:model.3") == 2770
    assert measure(finding, "documented:loose") == Count.of(2069)


def test_assumptions_direction_and_what_is_estimated_are_said() -> None:
    case = twice(DIABETES)
    finding = one(case, estimate, "strict")
    said = all_english((*finding.assumptions, *finding.limits), case)
    assert "It estimates people, not detentions" in said
    assert "no interaction of all lists at once (assumed)" in said
    assert "too few" in said
    assert "too many" not in said


def test_a_list_of_a_state_body_beside_one_of_activists_turns_the_expected_error() -> None:
    case = changed(twice(DIABETES), "keeper-1", sort="state body")
    said = all_english(one(case, estimate, "strict").limits, case)
    assert "too many" in said
    assert "too few" not in said


def test_where_keepers_are_not_told_both_directions_are_said() -> None:
    case = changed(twice(DIABETES), "list-1", kept_by=None)
    said = all_english(one(case, estimate, "strict").limits, case)
    assert "too many" in said
    assert "too few" in said


def test_the_range_goes_over_linkages() -> None:
    more = {**DIABETES.counts, "0001": 300, "1000": 900}
    case = linked({"strict": DIABETES, "loose": Histories(4, more)})
    alone = one(twice(DIABETES), estimate, "strict")
    finding = one(case, estimate, "strict")
    ranges = [measure(f, "range") for f in (alone, finding)]
    before, after = [(r.low, r.high or 0) for r in ranges if isinstance(r, Count)]
    assert after[0] == before[0]
    assert after[1] > before[1]
    said = english(finding.message, case)
    assert said.startswith("People on at least one list: between 2,069 and 2,550.")
    assert "only the range of all estimates is told" in said


def test_models_that_fit_equally_well_and_differ_leave_only_their_range() -> None:
    """Kosovo: 10,357, 12,741 and 18,393 lie within two BIC units."""
    case = twice(KOSOVO)
    finding = one(case, estimate, "strict")
    assert english(finding.message, case).startswith(
        "People on at least one list: 4,400. Lower bound of people in all: 8,590, with its interval of 95 per "
        "cent: between 8,190 and 9,030. Models that fit equally well, or "
        "linkages, differ by more than a half, so that only the range of all estimates is told: between 10,400 and "
        "18,400;"
    )
    told = {m.name for m in finding.measures if m.name.startswith("estimate")}
    assert told == {"estimate:strict:bound", "estimate:loose:bound"}


def test_another_overlap_gives_another_number() -> None:
    fewer = Histories(4, {**DIABETES.counts, "1100": 500})
    numbers = [measure(one(twice(t), estimate, "strict"), "estimate:strict:bound") for t in (DIABETES, fewer)]
    assert numbers[0] != numbers[1]


def test_no_row_of_an_overlap_is_named() -> None:
    finding = one(twice(DIABETES), estimate, "strict")
    told = {*finding.facts, *finding.context, *(f for m in finding.measures for f in m.facts)}
    assert told == {"strict", "loose", "list-1", "list-2", "list-3", "list-4"}


def test_lists_and_linkages_of_another_event_are_answered_by_themselves() -> None:
    case = twice(CENSUS_R3)
    other = [made(PeopleList, f"list-{n}", name=f"List {n}", unit="people", entries="9", closed="yes") for n in (8, 9)]
    row = made(Linkage, "other", name="other", lists=["list-8", "list-9"], entries="18", people="12")
    answers = found(replace(case, facts=(*case.facts, *other, row)), estimate)
    assert answers["strict"].outcome is Outcome.NOTED
    assert answers["other"].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("number", "told"), [(731.07, 730), (10356.5, 10400), (127492.3, 127000), (4404, 4404)])
def test_estimates_are_rounded_and_never_below_those_seen(number: float, told: int) -> None:
    assert rounded(number, 4404 if number == 4404 else 0) == told


# The nine refusals


def test_1_two_lists_give_only_the_band_over_the_odds_ratio() -> None:
    case = twice(Histories(2, {"10": 170, "01": 120, "11": 30}))
    finding = one(case, estimate, "strict")
    said = refused(case)
    assert "People on at least one list: 320." in said
    assert "between 660 and 1,680" in said
    assert "independence cannot be tested" in said
    assert measure(finding, "band") == Count.between(660, 1680)


def test_1_a_list_on_which_nobody_stands_is_no_third_list() -> None:
    case = twice(Histories(3, {"100": 170, "010": 120, "110": 30}))
    assert "between 660 and 1,680" in refused(case)


def test_1_one_list_gives_nothing() -> None:
    assert "fewer than two lists hold anybody" in refused(twice(Histories(2, {"10": 170})))


def test_1_a_list_that_shares_nobody_refuses() -> None:
    said = refused(twice(Histories(3, {"100": 170, "010": 120, "110": 30, "001": 50})))
    assert "a list, or several together, share nobody with the others" in said
    assert "370" in said


def test_1_two_lists_that_share_nobody_with_two_others_refuse() -> None:
    """Two by two they overlap, but nothing tells how those of one two would have come onto a list of the other."""
    said = refused(twice(Histories(4, {"1100": 30, "1000": 12, "0011": 25, "0001": 9})))
    assert "a list, or several together, share nobody with the others" in said


def test_1_a_list_that_one_linkage_leaves_empty_leaves_no_band() -> None:
    two, three = Histories(3, {"100": 170, "010": 120, "110": 30}), Histories(3, {"101": 30, "010": 50, "110": 40})
    said = refused(linked({"strict": two, "loose": three}))
    assert "independence cannot be tested" in said
    assert "from one half to two" not in said


@pytest.mark.parametrize("unit", ["detentions", "reports", "other"])
def test_2_a_unit_that_is_not_people_refuses(unit: str) -> None:
    case = changed(twice(DIABETES), "list-2", unit=unit)
    assert "an entry is not a person in the list List 2" in refused(case)
    asked = one(case, estimate, "strict").questions
    assert english(asked[0].asks, case) == "Which entries are of the same person in the list List 2?"
    assert english(asked[0].who, case) == "Keeper 2"


def test_2_lists_that_were_not_linked_refuse_with_the_longest_of_them() -> None:
    case = without(twice(DIABETES, entries="912"), Linkage, Overlap)
    finding = one(case, estimate)
    assert finding.outcome is Outcome.UNKNOWN
    assert english(finding.message, case) == (
        "How many people were detained in all was not estimated: the lists of people were not linked. People on at "
        "least one list: at least 912."
    )
    of_detentions = without(twice(DIABETES, unit="detentions"), Linkage, Overlap)
    assert "912" not in english(one(of_detentions, estimate).message, of_detentions)


def test_2_one_linkage_refuses() -> None:
    said = refused(linked({"strict": DIABETES}))
    assert "linked in one way only" in said
    assert "2,069" in said


@pytest.mark.parametrize("closed", ["no", "unknown"])
def test_3_an_open_population_refuses(closed: str) -> None:
    assert "people could come and go" in refused(twice(DIABETES, closed=closed))


def test_3_lists_of_different_events_refuse() -> None:
    case = changed(twice(DIABETES), "list-2", event=None)
    assert "the lists are not of one event" in refused(case)


def test_4_a_list_made_from_another_refuses() -> None:
    case = changed(twice(DIABETES), "list-2", derived_from=("list-1",))
    assert "one was made from the other, or both from a third: List 1 and List 2" in refused(case)


def test_4_two_lists_made_from_a_third_refuse() -> None:
    third = made(PeopleList, "list-9", name="List 9", unit="people", entries="40")
    case = twice(DIABETES)
    for name in ("list-2", "list-3"):
        case = changed(case, name, derived_from=("list-9",))
    assert "List 2 and List 3" in refused(replace(case, facts=(*case.facts, third)))


def test_4_the_graph_of_sources_is_asked() -> None:
    """Each list in a source of its own; the source of the third repeats that of the second by way of another."""
    case = twice(DIABETES)
    moved = tuple(replace(f, source={"list-2": "s2", "list-3": "s3"}.get(f.fact, f.source)) for f in case.facts)
    apart = replace(case, facts=moved)
    assert one(apart, estimate, "strict").outcome is Outcome.NOTED
    sources = {
        **case.sources,
        "s3": source("s3", based_on=("s4",)),
        "s4": source("s4", based_on=("s2",)),
    }
    assert "List 2 and List 3" in refused(replace(apart, sources=sources))


def test_4_lists_that_one_source_tells_of_are_not_taken_as_copied() -> None:
    case = twice(DIABETES)
    sources = {**case.sources, "s1": source("s1", based_on=("s2",))}
    assert one(replace(case, sources=sources), estimate, "strict").outcome is Outcome.NOTED


def test_5_a_list_that_could_not_hold_some_people_refuses() -> None:
    case = changed(twice(DIABETES), "list-3", misses="women, who were held elsewhere")
    said = refused(case)
    assert "could not have stood on the list List 3 at all" in said
    assert "women" not in said


def test_6_overlaps_that_determine_no_number_refuse() -> None:
    """Lists share one person in a hundred: numbers many times those seen stay likely to the end of the grid."""
    table = Histories(3, {"100": 400, "010": 400, "001": 400, "110": 4, "101": 4, "011": 2})
    assert "the overlaps do not determine a number" in refused(twice(table))


def test_6_five_lists_of_which_one_holds_everybody_refuse() -> None:
    everybody = {f"{number:04b}1": 3 + number % 5 for number in range(16)}
    assert "the overlaps do not determine a number" in refused(twice(Histories(5, everybody)))


def test_7_an_estimate_below_the_lower_bound_refuses() -> None:
    said = refused(twice(UK_SIX))
    assert "the estimate is lower than the lower bound" in said
    assert "People on at least one list: 2,744." in said


def test_7_comes_before_8_for_the_uk() -> None:
    assert "lower than the lower bound" in refused(twice(UK_FIVE))


def test_9_fewer_than_thirty_people_refuse() -> None:
    small = Histories(3, {"100": 5, "010": 5, "001": 5, "110": 4, "101": 3, "011": 3, "111": 4})
    assert small.people == 29
    assert "fewer than 30 people" in refused(twice(small))


def test_9_fewer_than_ten_people_on_two_lists_refuse() -> None:
    table = Histories(3, {"100": 50, "010": 50, "001": 50, "110": 3, "101": 3, "011": 3})
    assert "fewer than 10 people stand on two lists or more" in refused(twice(table))


# What the rows must be


def test_bounds_in_place_of_overlaps_refuse() -> None:
    case = changed(twice(DIABETES), "strict-0001", number=Count.parse("<3"))
    assert "not stated exactly or do not add up" in refused(case)


def test_overlaps_that_do_not_add_up_to_the_people_refuse() -> None:
    case = changed(twice(DIABETES), "loose", people=Count.of(2070))
    assert "the overlaps of the linkage loose" in refused(case)


def test_more_people_than_entries_on_a_list_refuse() -> None:
    case = changed(twice(DIABETES), "list-1", entries=Count.of(100))
    assert "do not add up" in refused(case)


def test_an_overlap_told_in_two_ways_refuses() -> None:
    case = twice(DIABETES)
    other = made(Overlap, "strict-0001", "strict-0001.2", linkage="strict", lists=["list-4"], number="999")
    assert "not stated exactly" in refused(replace(case, facts=(*case.facts, other)))


def test_a_linkage_known_from_a_weak_source_only_leaves_the_finding_unknown() -> None:
    case = regraded(twice(DIABETES), "strict", Grade.C)
    assert one(case, estimate, "strict").outcome is Outcome.UNKNOWN


# The bundled case, and what it costs


def test_the_bundled_case_is_refused_with_the_questions_that_would_change_that(kazakhstan: Case) -> None:
    finding: Finding = one(kazakhstan, estimate)
    assert finding.outcome is Outcome.UNKNOWN
    assert "the material holds no lists of people" in english(finding.message, kazakhstan)
    asked = all_english((q.asks for q in finding.questions), kazakhstan)
    assert "Which lists of the people detained" in asked
    assert "May the list be linked" in asked
    assert finding.measures == ()


def test_a_refusal_loads_no_numerical_package() -> None:
    code = (
        "import sys; from saylau.records.folder import read_folder; from saylau.records.locate import find_case; "
        "from saylau.checks.detentions_estimate import estimate; "
        "list(estimate.function(read_folder(find_case('kazakhstan-2019')))); "
        "sys.exit(bool({'numpy', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
