"""Takes of an invented election, the publication rule, protocols, and the comparison with an official result."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from saylau.methods.quickcount.compare import against, by_station, difference, difference_total
from saylau.methods.quickcount.estimate import Estimate
from saylau.methods.quickcount.plan import Plan, Sort, Threshold, statements
from saylau.methods.quickcount.protocols import Entry, Question, State, Sum, questions, resolve
from saylau.methods.quickcount.publish import Condition, Item, Rule, cuts, of_sentence, swings
from saylau.methods.quickcount.quantiles import together
from saylau.methods.quickcount.sentences import Judged, Says, judged
from saylau.methods.quickcount.simulate import Population, simulate
from saylau.methods.quickcount.take import Report, take
from saylau.values.truth import Truth
from tests.methods.quickcount.elections import CONTESTANTS, plan_of, reports_of, sample_of, stations

ELECTION = stations()
SAMPLE = sample_of(ELECTION, each=20)
BAR = (Threshold("each", Fraction(6, 10), "valid"),)


def truth(*names: str) -> Fraction:
    """The full count of a share, or of a lead."""
    sums = {name: sum(numbers[name] for _, numbers in ELECTION.values()) for name in (*CONTESTANTS, "valid")}
    return Fraction(sums[names[0]] - sum(sums[name] for name in names[1:]), sums["valid"])


def shuffled(seed: int = 1) -> list[str]:
    order = list(SAMPLE)
    random.Random(seed).shuffle(order)
    return order


def test_the_statements_are_those_fixed_in_advance_and_share_the_level() -> None:
    plan = plan_of(ELECTION, SAMPLE, turnout=True, thresholds=BAR)
    names = [one.name for one in statements(plan)]
    assert names == [
        "ada", "bo", "cy", "ada - bo", "ada - cy", "bo - cy", "turnout",
        "ada against 0.6 of valid", "bo against 0.6 of valid", "cy against 0.6 of valid",
    ]  # fmt: skip
    assert take(plan, reports_of(ELECTION, SAMPLE)).joint_level == together(0.95, 10)


def test_a_take_of_every_station_is_the_full_count_without_a_margin() -> None:
    every = list(ELECTION)
    found = take(plan_of(ELECTION, every, turnout=True), reports_of(ELECTION, every))
    for one in found.of(Sort.SHARE) + found.of(Sort.LEAD):
        assert one.estimate.value == truth(*one.statement.top)
        assert one.alone == one.joint == (float(one.estimate.value),) * 2
        assert one.bounds is not None
        assert (one.bounds.low, one.bounds.high) == (one.estimate.value,) * 2
    (turnout,) = found.of(Sort.TURNOUT)
    cast, registered = (sum(numbers[n] for _, numbers in ELECTION.values()) for n in ("cast", "registered"))
    assert turnout.estimate.value == Fraction(cast, registered)


def test_neither_the_order_of_reports_nor_new_names_of_strata_change_a_digit() -> None:
    plan = plan_of(ELECTION, SAMPLE)
    reports = reports_of(ELECTION, SAMPLE)
    renamed = {one: (f"t{99 - int(stratum[1:])}", numbers) for one, (stratum, numbers) in ELECTION.items()}
    again = take(plan_of(renamed, SAMPLE), {one: reports[one] for one in shuffled()})
    assert again.told == take(plan, reports).told


def test_likely_bounds_lie_within_the_bounds_and_hold_what_ordinary_silent_stations_hold() -> None:
    """With every silent station at the highest turnout of its stratum, all for one side or all against it."""
    plan, silent = plan_of(ELECTION, SAMPLE), SAMPLE[3::10]
    found = take(plan, reports_of(ELECTION, [one for one in SAMPLE if one not in silent]))
    full = {one.statement: one.estimate.value for one in take(plan, reports_of(ELECTION, SAMPLE)).told}
    for one in found.told:
        assert one.bounds is not None
        assert one.likely is not None
        assert one.bounds.low < one.likely.low < full[one.statement] < one.likely.high < one.bounds.high


def test_reports_of_stations_that_were_not_drawn_are_refused() -> None:
    stranger = next(one for one in ELECTION if one not in SAMPLE)
    with pytest.raises(ValueError, match=f"{stranger}, which was not drawn"):
        take(plan_of(ELECTION, SAMPLE), reports_of(ELECTION, [*SAMPLE, stranger]))


def test_silent_stations_weigh_on_their_own_stratum_only() -> None:
    reports = reports_of(ELECTION, [one for one in SAMPLE if not one.startswith("00") or one <= "00-010"])
    found = take(plan_of(ELECTION, SAMPLE), reports)
    low = [one for one in found.of(Sort.SHARE) if one.bounds]
    for one in low:
        assert one.bounds is not None
        assert one.bounds.low < one.estimate.value < one.bounds.high
    quiet = [one for one in SAMPLE if one not in reports]
    assert quiet
    assert all(one.startswith("00") for one in quiet)


def test_a_silent_station_of_which_nobody_knows_the_voters_leaves_the_bounds_unknown() -> None:
    plan = plan_of(ELECTION, SAMPLE)
    plan = replace(plan, drawn={**plan.drawn, SAMPLE[0]: replace(plan.drawn[SAMPLE[0]], registered=0, most=0)})
    found = judge(plan, SAMPLE[1:])
    assert found.take.uncapped == (SAMPLE[0],)
    assert all(one.bounds is None for one in found.take.told)
    assert item(found, Condition.ROBUSTNESS).holds is Truth.UNKNOWN


def judge(plan: Plan, order: list[str], **told: int) -> Judged:
    return judged(plan, reports_of(ELECTION, order), arrived=order, **told)


def item(found: Judged, condition: Condition) -> Item:
    return next(one for one in found.sentences[0].items if one.condition is condition)


def test_a_whole_sample_may_say_who_is_first() -> None:
    found = judge(plan_of(ELECTION, SAMPLE), shuffled())
    first = found.sentences[0]
    ahead = max(CONTESTANTS, key=truth)
    assert (first.says, first.of, first.stands) == (Says.FIRST, ahead, Truth.YES)
    assert found.may_be_published


def test_before_the_rule_holds_no_take_of_an_evening_says_who_is_first() -> None:
    plan, order = plan_of(ELECTION, SAMPLE), shuffled()
    early = [judge(plan, order[:at]) for at in range(30, len(order) + 1, 30)]
    stands = [found.sentences[0].stands is Truth.YES for found in early]
    enough = [found.take.reports >= 0.9 * len(SAMPLE) for found in early]
    assert not any(stand and not there for stand, there in zip(stands, enough, strict=True))
    assert stands[-1]


@pytest.mark.parametrize(
    ("condition", "changes"),
    [
        (Condition.RESPONSE, {"response": Fraction(1)}),
        (Condition.REGIONS, {"region_response": Fraction(1)}),
        (Condition.STABILITY, {"stability": Fraction(0)}),
        (Condition.STABILITY, {"takes": 30}),
        (Condition.ROBUSTNESS, {"tipping": Fraction(2000)}),
    ],
)
def test_each_condition_alone_stops_the_sentence(condition: Condition, changes: dict[str, Fraction]) -> None:
    plan = plan_of(ELECTION, SAMPLE, rule=Rule(**changes))  # type: ignore[arg-type]
    found = judge(plan, shuffled()[:-5])
    assert found.sentences[0].stands is not Truth.YES
    failing = [one.condition for one in found.sentences[0].items if one.holds is not Truth.YES]
    assert failing == [condition]


def test_without_times_of_arrival_stability_is_unknown() -> None:
    found = judged(plan_of(ELECTION, SAMPLE), reports_of(ELECTION, SAMPLE))
    assert item(found, Condition.STABILITY).holds is Truth.UNKNOWN
    assert found.sentences[0].stands is Truth.UNKNOWN
    assert not found.may_be_published


def test_a_region_that_fails_is_named_with_its_numbers() -> None:
    order = [one for one in shuffled() if not (one.startswith(("00", "01")))]
    found = judge(plan_of(ELECTION, SAMPLE), order)
    assert item(found, Condition.REGIONS).where == ("r0: 40 of 80",)
    assert found.take.collapsed.silent == ("s00", "s01")
    silent = item(found, Condition.SILENT_STRATA)
    assert (silent.holds, silent.where) == (Truth.NO, ("s00", "s01"))


def test_stations_whose_entries_differ_count_as_open_questions() -> None:
    found = judge(plan_of(ELECTION, SAMPLE), shuffled()[:-8], unusable=8)
    assert item(found, Condition.QUALITY).found == pytest.approx(8 / (len(SAMPLE) - 8))
    assert item(found, Condition.QUALITY).holds is Truth.NO


def test_a_sentence_that_hangs_on_reports_with_open_questions_does_not_stand() -> None:
    """Two open reports that alone carry who is first: left out, somebody else or nobody is."""
    plan = plan_of(ELECTION, SAMPLE, rule=Rule(open=Fraction(1), stability=Fraction(100)))
    ahead = max(CONTESTANTS, key=truth)
    last = min(CONTESTANTS, key=truth)
    reports = reports_of(ELECTION, shuffled())
    for station in list(reports)[:3]:
        huge = {**dict.fromkeys(CONTESTANTS, 0), last: 60000, "valid": 60000, "cast": 60000}
        reports[station] = Report(huge, open=True)
    found = judged(plan, reports, arrived=list(reports))
    assert found.sentences[0].of != ahead
    if found.sentences[0].says is Says.FIRST:
        assert item(found, Condition.SAME_WITHOUT).holds is Truth.NO
    calm = judged(plan, {one: replace(r, open=False) for one, r in reports.items()}, arrived=list(reports))
    assert calm.sentences[0].key == found.sentences[0].key


def test_a_threshold_for_each_says_that_none_is_above_or_who_is() -> None:
    found = judge(plan_of(ELECTION, SAMPLE, thresholds=BAR), shuffled())
    (said,) = found.sentences[1:]
    assert max(map(truth, CONTESTANTS)) < Fraction(55, 100)
    assert (said.says, said.of, said.stands) == (Says.NONE_ABOVE, "each", Truth.YES)
    tenth = (Threshold("each", Fraction(1, 10), "valid"), Threshold("cy", Fraction(9, 10), "cast"))
    above = judge(plan_of(ELECTION, SAMPLE, thresholds=tenth), shuffled()).sentences[1:]
    assert [(one.says, one.of) for one in above] == [
        (Says.ABOVE, "ada"), (Says.ABOVE, "bo"), (Says.ABOVE, "cy"), (Says.BELOW, "cy"),
    ]  # fmt: skip


def test_a_threshold_within_the_margin_is_untold() -> None:
    near = (Threshold("turnout", Fraction(3, 5), "registered"),)
    few = sample_of(ELECTION, each=3)
    plan = plan_of(ELECTION, few, turnout=True, thresholds=near)
    found = judged(plan, reports_of(ELECTION, few), arrived=few).sentences[-1]
    assert (found.says, found.stands) == (Says.UNTOLD, Truth.NO)
    assert [one.condition for one in found.items][-1] is Condition.SEPARATION


def test_takes_are_five_per_cent_of_the_sample_apart() -> None:
    assert cuts(200, 240, Rule()) == (176, 188, 200)
    assert cuts(20, 240, Rule()) == ()


def test_swings_are_told_in_margins_of_the_last_take() -> None:
    takes = [[Fraction(50, 100)], [Fraction(52, 100)], [Fraction(51, 100)]]
    assert swings(takes, [0.04]) == pytest.approx(0.5)
    assert swings([[Fraction(1)], [Fraction(1)]], [0.0]) == 0
    assert swings([[Fraction(1)], [Fraction(0)]], [0.0]) == float("inf")


def test_what_the_sample_does_not_tell_needs_no_further_condition() -> None:
    assert [one.condition for one in of_sentence(Rule(), False, True, [])] == [Condition.SEPARATION]


def entry(by: str, **numbers: int) -> Entry:
    return Entry("1", by, numbers)


def test_two_people_who_typed_alike_are_accepted_and_one_waits() -> None:
    assert resolve([entry("A", ada=5, bo=3)]).state is State.WAITING
    assert resolve([entry("A", ada=5), entry("A", ada=5)]).state is State.WAITING
    assert resolve([]).state is State.WAITING
    found = resolve([entry("A", ada=5, bo=3), entry("B", bo=3, ada=5)])
    assert (found.state, found.numbers, found.different) == (State.ACCEPTED, {"ada": 5, "bo": 3}, ())


def test_entries_that_differ_name_the_numbers_and_a_third_decides() -> None:
    two = [entry("A", ada=5, bo=3), entry("B", ada=6, bo=3)]
    assert resolve(two).state is State.DIFFERENT
    assert resolve(two).different == ("ada",)
    third = [*two, entry("C", ada=6, bo=3)]
    assert resolve(third).numbers == {"ada": 6, "bo": 3}
    assert resolve(third[::-1]) == resolve(third)
    assert resolve([*third, entry("D", ada=5, bo=3)]).state is State.DIFFERENT


def test_a_count_with_one_entry_accepts_one_and_asks_where_two_differ() -> None:
    assert resolve([entry("A", ada=5)], needed=1).state is State.ACCEPTED
    assert resolve([entry("A", ada=5), entry("B", ada=6)], needed=1).state is State.DIFFERENT


def test_a_protocol_that_does_not_add_up_is_asked_about() -> None:
    numbers = {"ada": 50, "bo": 30, "valid": 81, "invalid": 4, "cast": 86, "issued": 80}
    assert questions(numbers, ["ada", "bo"], 84) == (
        Question(Sum.VALID, 80, 81), Question(Sum.CAST, 85, 86), Question(Sum.ISSUED, 86, 80),
        Question(Sum.REGISTERED, 86, 84),
    )  # fmt: skip
    assert questions({"ada": 50, "bo": 30, "valid": 80, "cast": 86}, ["ada", "bo"], 0) == ()


def test_the_same_stations_are_compared_number_by_number() -> None:
    reports = {"2": {"ada": 10, "valid": 20}, "1": {"ada": 5, "valid": 9}, "3": {"ada": 1, "valid": 2}}
    official = {"1": {"ada": 5, "valid": 9, "bo": 4}, "2": {"ada": 14, "valid": 24}}
    found = by_station(reports, official, ["ada"], "valid")
    assert (found.compared, found.equal, found.without) == (2, 1, ("3",))
    assert [(one.station, one.number, one.apart) for one in found.differences] == [("2", "ada", -4), ("2", "valid", -4)]
    assert found.sums == {"ada": -4, "valid": -4}
    assert found.largest == ("2", Fraction(4, 24))


def test_the_difference_estimator_is_nothing_where_all_agree_however_different_stations_are() -> None:
    zero = difference(difference_total([0, 0, 1, 1], [[0], [0], [0], [0]], [50, 70]), 0)
    assert [zero.value, zero.variance] == [0, 0]


def test_the_difference_estimator_by_hand() -> None:
    """One stratum of 10 stations, three reports, differences 0, 6, 0: D = 10 / 3 * 6, s^2 = 12."""
    found = difference(difference_total([0, 0, 0], [[0], [6], [0]], [10]), 0)
    assert found.value == 20
    assert found.variance == Fraction(100) * Fraction(7, 10) * 12 / 3


def test_an_official_share_is_inside_or_outside_the_interval() -> None:
    one = Estimate(Fraction(1, 2), Fraction(1, 10**4), 500)
    assert against(one, Fraction(51, 100), 0.95).inside
    outside = against(one, Fraction(45, 100), 0.95)
    assert not outside.inside
    assert outside.score == pytest.approx(5)
    assert against(Estimate(Fraction(1, 2), Fraction(0), 0), Fraction(1, 2), 0.95).score is None


def test_intervals_hold_the_truth_of_an_invented_election_about_as_often_as_they_say() -> None:
    """400 draws: standard error .011, so .92 to .98; a third of the stations of every fourth stratum stays silent."""
    import numpy as np

    names = sorted({stratum for stratum, _ in ELECTION.values()})
    rows = sorted(ELECTION.items())
    of = Population(
        np.array([names.index(stratum) for _, (stratum, _) in rows]),
        np.array([[numbers[name] for name in CONTESTANTS] for _, (_, numbers) in rows]),
        np.array([numbers["valid"] for _, (_, numbers) in rows]),
        tuple(f"r{place // 4}" for place in range(len(names))),
    )
    response = [0.65 if place % 4 == 0 else 1.0 for place in range(len(names))]
    for chances in (None, response):
        found = simulate(of, [8] * len(names), draws=400, seed=3, response=chances)
        assert all(0.92 <= one.coverage <= 0.98 for one in found.tried)
        assert all(abs(one.bias) < 0.001 for one in found.tried)
        assert found.together >= 0.94
        assert found.wrong <= 0.05 * found.draws
    assert simulate(of, [8] * len(names), draws=5, seed=3) == simulate(of, [8] * len(names), draws=5, seed=3)


def test_margins_from_the_covariances_lie_between_one_statement_alone_and_bonferroni() -> None:
    reports = reports_of(ELECTION, SAMPLE)
    level = take(plan_of(ELECTION, SAMPLE, turnout=True), reports)
    joint = take(plan_of(ELECTION, SAMPLE, turnout=True, by_covariance=True), reports)
    for one, other in zip(joint.told, level.told, strict=True):
        assert one.estimate == other.estimate
        assert one.estimate.margin(0.95) < joint.margin(one) < level.margin(other)
        assert one.joint[0] == max(-1.0, float(one.estimate.value) - joint.margin(one))
    again = take(plan_of(ELECTION, SAMPLE, turnout=True, by_covariance=True), {s: reports[s] for s in shuffled()})
    assert again == joint
