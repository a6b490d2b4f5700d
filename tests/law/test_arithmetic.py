"""The arithmetic under the rules against second methods: sets of days, counting up, every split of a sum."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.law.amounts import deposit_returned, own_and_nominator, reaches, signatures_by_share, within_cap
from saylau.law.answers import Asking, Rounding
from saylau.law.calendar import Period, Unit
from saylau.law.deadlines import deadline, on_the_day
from saylau.law.eligibility import of_age
from saylau.law.inputs import (
    DeadlineInputs,
    DepositInputs,
    FundInputs,
    ResidenceInputs,
    ServiceInputs,
    SignatureInputs,
    Stay,
)
from saylau.law.residence import calendar_length, covered, residence, service
from saylau.law.rule import Basis, Cite, Explanation, rules
from saylau.values import Count, Money, Truth, When
from tests.cases import template

ASKING = Asking("a clerk", Cite("Act", "1", "", Basis.TEXT, "act-1"), "CR")
POLL = date(2019, 6, 9)

SPANS = st.lists(st.tuples(st.integers(1, 80), st.integers(1, 80)), max_size=6)


@given(SPANS)
def test_days_covered_are_the_days_in_any_of_the_spans(spans: list[tuple[int, int]]) -> None:
    days = {day for first, last in spans for day in range(first, last)}
    assert covered(spans) == len(days)


@given(st.dates(date(1990, 1, 1), date(2019, 12, 31)), st.integers(1, 12))
def test_from_a_day_to_the_same_day_so_many_years_later_are_so_many_whole_years(first: date, years: int) -> None:
    # 29 February has no same day in most years: it is asked of the 28th
    last = first.replace(year=first.year + years, day=28 if (first.month, first.day) == (2, 29) else first.day)
    span = (first.toordinal(), last.toordinal())
    assert calendar_length([span]) == (12 * years, 0)
    months, _ = calendar_length([(span[0] + 1, span[1])]) if first.day < 28 else (12 * years - 1, 0)
    assert months == 12 * years - 1


@given(SPANS)
def test_a_calendar_length_and_its_days_left_over_are_between_28_and_31_days_a_month(
    spans: list[tuple[int, int]],
) -> None:
    days = covered(spans)
    months, left = calendar_length((first + 737_000, last + 737_000) for first, last in spans)
    assert left <= 30
    assert 28 * months + left <= days <= 31 * months + left


def test_days_left_over_from_one_period_are_put_before_the_next() -> None:
    # 17 days of January, and 14 or 15 of February
    january = (date(2019, 1, 1).toordinal(), date(2019, 1, 18).toordinal())
    february = (date(2019, 2, 14).toordinal(), date(2019, 2, 28).toordinal())
    longer = (february[0], february[1] + 1)
    # put before 14 February, 17 days reach back to 28 January; a month from there ends on 28 February
    assert calendar_length([january, february]) == (1, 0)
    assert calendar_length([january, longer]) == (1, 1)


def test_what_is_said_of_service_is_in_calendar_years_and_names_no_number_of_days_that_make_them() -> None:
    served = ServiceInputs(periods=(When("2014-06-10/2019-06-09"),), complete=Truth.YES)
    answer = service(served, 5, POLL, ASKING)
    assert answer.verdict is Truth.NO
    assert dict(answer.says.values) == {"years": 5, "low_years": 4, "low_months": 11, "low_days": 30}
    assert "days_required" not in answer.values
    assert any("assumed" in template(words) for words in answer.assumed)


def test_service_known_by_its_months_alone_may_or_may_not_make_the_years() -> None:
    for months, verdict in (("2014-05/2019-06-09", Truth.YES), ("2014-06/2019-06-09", Truth.UNKNOWN)):
        served = ServiceInputs(periods=(When(months),), complete=Truth.YES)
        assert service(served, 5, POLL, ASKING).verdict is verdict
    assert service(ServiceInputs(complete=Truth.YES), 5, POLL, ASKING).verdict is Truth.NO


DAY = st.dates(date(2003, 1, 1), date(2019, 12, 31))


@given(st.lists(st.tuples(DAY, DAY).map(sorted), min_size=1, max_size=3))
def test_days_abroad_with_known_ends_are_those_in_the_window(stays: list[list[date]]) -> None:
    start, end = date(2004, 6, 9), POLL
    given_stays = tuple(Stay(during=When.between(first, last)) for first, last in stays)
    answer = residence(ResidenceInputs(poll=When.on(POLL), stays_abroad=given_stays), 15, _breaks, ASKING, "Where?")
    one = timedelta(1)
    nights = {first + one * n for first, last in stays for n in range((last - first).days)}
    inside = [night for night in nights if start <= night < end]
    assert (answer.values["abroad_low"], answer.values["abroad_high"]) == (len(inside), len(inside))
    touches = any(first <= end and last >= start for first, last in stays)
    assert answer.verdict is (Truth.NO if touches else Truth.UNKNOWN)


def _breaks(stay: Stay) -> Truth:
    return Truth.YES


@given(st.integers(2000, 2018))
def test_a_stay_known_by_its_year_alone_is_anything_from_nothing_to_the_year(year: int) -> None:
    stays = (Stay(during=When(str(year))),)
    answer = residence(ResidenceInputs(poll=When.on(POLL), stays_abroad=stays), 15, _breaks, ASKING, "Where?")
    whole = residence(
        ResidenceInputs(poll=When.on(POLL), stays_abroad=(Stay(during=When(str(year)).whole()),)),
        15, _breaks, ASKING, "Where?",
    )  # fmt: skip
    assert answer.values["abroad_low"] == 0
    assert answer.values["abroad_high"] == whole.values["abroad_high"]


def test_residence_up_to_a_vote_without_a_day_is_unknown() -> None:
    answer = residence(ResidenceInputs(poll=When("2019-06")), 15, _breaks, ASKING, "Where?")
    assert answer.verdict is Truth.UNKNOWN
    assert [q.asks for q in answer.questions] == ["On which day was the vote?"]


@given(st.integers(1, 20_000_000))
def test_one_per_cent_rounded_up_is_the_first_number_that_is_enough(voters: int) -> None:
    given = SignatureInputs(voters=Count.of(voters))
    required = signatures_by_share(given, Fraction(1, 100), Rounding.UP, ASKING).values["required"]
    assert isinstance(required, int)
    assert 100 * required >= voters > 100 * (required - 1)


@given(st.integers(1, 20_000_000))
def test_one_per_cent_to_the_nearest_lies_within_half(voters: int) -> None:
    given = SignatureInputs(voters=Count.of(voters))
    required = signatures_by_share(given, Fraction(1, 100), Rounding.NEAREST, ASKING).values["required"]
    assert isinstance(required, int)
    assert -50 < 100 * required - voters + 1 <= 51


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 200), st.integers(0, 200))
def test_a_share_with_bounds_is_certain_only_where_all_numbers_agree(a: int, b: int, c: int, d: int) -> None:
    part, whole = Count.between(min(a, b), max(a, b)), Count.between(min(c, d), max(c, d))
    answers = {
        20 * p >= w
        for p in (part.low, part.high or part.low)
        for w in (whole.low, whole.high or whole.low)
    }  # fmt: skip
    expected = Truth.of(answers.pop()) if len(answers) == 1 else Truth.UNKNOWN
    assert reaches(part, whole, Fraction(1, 20)) is expected


def test_a_part_without_an_upper_bound_may_still_reach_its_share() -> None:
    assert reaches(Count(">=3"), Count("100"), Fraction(1, 20)) is Truth.UNKNOWN
    assert reaches(Count(">=5"), Count("100"), Fraction(1, 20)) is Truth.YES
    assert reaches(None, Count("100"), Fraction(1, 20)) is Truth.UNKNOWN


@given(st.integers(0, 14))
def test_a_sum_that_is_not_split_is_certain_only_where_every_split_agrees(tens: int) -> None:
    total = 50_000_000 * tens
    step = 12_500_000
    splits = {
        own <= 212_500_000 and total - own <= 297_500_000
        for own in range(0, total + 1, step)
    }  # fmt: skip
    (answer,) = [
        rule.apply(FundInputs(own_and_nominator=Money(f"{total} KZT")), POLL)
        for rule in rules("kz", "finance.own_nominator_cap", POLL)
        if rule.reading == "text-2017"
    ]
    assert answer.verdict is (Truth.of(splits.pop()) if len(splits) == 1 else Truth.UNKNOWN)


def test_own_and_nominators_money_is_the_stated_sum_or_the_sum_of_both() -> None:
    own, other = Money("3 KZT"), Money("4 KZT")
    assert own_and_nominator(FundInputs(own_and_nominator=Money("9 KZT"), own=own)) == Money("9 KZT")
    assert own_and_nominator(FundInputs(own=own, nominator=other)) == Money("7 KZT")
    assert own_and_nominator(FundInputs(own=own)) == Money(">=3 KZT")
    assert own_and_nominator(FundInputs()) is None


def test_money_in_two_currencies_is_not_added() -> None:
    assert own_and_nominator(FundInputs(own=Money("3 KZT"), nominator=Money("4 EUR"))) is None


def test_an_amount_in_another_currency_leaves_the_limit_unanswered_and_asks() -> None:
    answer = within_cap(Money("1 EUR"), Money("5 KZT"), ASKING, "How much in KZT?")
    assert answer.verdict is Truth.UNKNOWN
    assert [q.asks for q in answer.questions] == ["How much in KZT?"]


def test_the_return_of_a_deposit_asks_for_what_is_missing() -> None:
    answer = deposit_returned(DepositInputs(), Fraction(1, 20), ASKING)
    assert [q.asks for q in answer.questions] == [
        "How many voters took part, invalid ballots included, and how many voted for the candidate?",
        "Was the candidate elected?",
    ]


@given(st.dates(date(1930, 1, 1), date(2005, 12, 31)), st.dates(date(1990, 1, 1), date(2025, 12, 31)))
def test_age_on_voting_day_agrees_with_counting_birthdays(born: date, poll: date) -> None:
    years = range(born.year + 1, poll.year + 1)
    birthdays = sum((year, born.month, born.day) <= (poll.year, poll.month, poll.day) for year in years)
    assert of_age(When.on(born), When.on(poll), 40, ASKING).verdict is Truth.of(birthdays >= 40)


DEADLINE_DAYS = st.dates(date(2019, 1, 1), date(2019, 12, 31))


@given(DEADLINE_DAYS, DEADLINE_DAYS, st.integers(1, 5))
def test_a_deadline_known_to_the_month_is_certain_only_where_all_days_agree(
    begins: date, happened: date, months: int
) -> None:
    def asked(day: When) -> Explanation:
        return deadline(DeadlineInputs(begins=day, happened=When.on(happened)), Period(months, Unit.MONTHS), ASKING)

    month = When(f"{begins:%Y-%m}")
    days = [begins.replace(day=n) for n in range(1, monthrange(begins.year, begins.month)[1] + 1)]
    verdicts = {asked(When.on(day)).verdict for day in days}
    assert asked(month).verdict is (verdicts.pop() if len(verdicts) == 1 else Truth.UNKNOWN)


def test_a_clock_time_counts_as_its_calendar_day() -> None:
    given = DeadlineInputs(begins=When("2019-04-09T20:00+06:00"), happened=When("2019-06-09T20:00+06:00"))
    assert deadline(given, Period(2, Unit.MONTHS), ASKING).verdict is Truth.YES


@pytest.mark.parametrize("happened", ["2019-06-09~", "2019-06", "2019-06-08/..", "2019-06-01/2019-06-30"])
def test_what_may_lie_on_either_side_of_a_deadline_is_unknown(happened: str) -> None:
    given = DeadlineInputs(begins=When("2019-04-09"), happened=When(happened))
    assert deadline(given, Period(2, Unit.MONTHS), ASKING).verdict is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("begins", "happened", "says"),
    [
        ("2019-04-09", "2019-06-09", "ended on {deadline}; {happened} was within it"),
        ("2019-04-09", "2019-06-10", "ended on {deadline}; {happened} was after it"),
        ("2019-04-09", "2019-06", "ended on {deadline}; whether {happened} was within it cannot be told"),
        ("2019-04", "2019-06-01", "ended between {earliest} and {latest}; {happened} was within it"),
        ("2019-04", "2019-07-01", "ended between {earliest} and {latest}; {happened} was after it"),
        ("2019-04", "2019-06-09", "ended between {earliest} and {latest}; whether {happened} was within it"),
    ],
)
def test_an_answer_on_a_deadline_says_what_is_certain(begins: str, happened: str, says: str) -> None:
    given = DeadlineInputs(begins=When(begins), happened=When(happened))
    assert says in deadline(given, Period(2, Unit.MONTHS), ASKING).says.template


def test_a_start_known_by_its_month_may_have_been_on_its_day() -> None:
    def asked(happened: str) -> Truth:
        given = DeadlineInputs(begins=When("2019-04-09"), happened=When(happened))
        return on_the_day(given, Period(1), ASKING, began="When?", happened="When?").verdict

    assert [asked(h) for h in ("2019-04", "2019-05", "2019-03", "2019-04-10/..")] == [
        Truth.UNKNOWN, Truth.NO, Truth.NO, Truth.YES,
    ]  # fmt: skip


def test_of_no_votes_cast_no_share_is_reached() -> None:
    def verdict(votes: str, cast: str) -> Truth:
        inputs = DepositInputs(votes=Count(votes), participants=Count(cast), elected=Truth.NO)
        return deposit_returned(inputs, Fraction(2, 100), ASKING).verdict

    assert [verdict("0", "0"), verdict("2", "100"), verdict("1", "100")] == [Truth.UNKNOWN, Truth.YES, Truth.NO]
