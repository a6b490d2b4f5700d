from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Count, Ends, Precision, Truth, When, days_between
from tests.values.strategies import whens

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
MINUTE = timedelta(minutes=1)


def before(left: str, right: str) -> Truth:
    return When.parse(left).before(When.parse(right))


def within(left: str, right: str) -> Truth:
    return When.parse(left).within(When.parse(right))


def overlaps(left: str, right: str) -> Truth:
    return When.parse(left).overlaps(When.parse(right))


def test_days_are_compared_as_days() -> None:
    assert before("2019-05-08", "2019-05-09") is YES
    assert before("2019-05-09", "2019-05-09") is NO
    assert before("2019-05-10", "2019-05-09") is NO
    assert within("2019-05-09", "2019-05-09") is YES


def test_a_month_is_some_day_of_it_which_may_be_earlier_or_later() -> None:
    assert before("2019-05", "2019-05-20") is UNKNOWN
    assert before("2019-05", "2019-06-01") is YES
    assert before("2019-05", "2019-05-01") is NO
    assert before("2019", "2019") is UNKNOWN


def test_a_day_lies_in_a_stated_period_but_not_surely_in_some_day_of_a_month() -> None:
    assert within("2019-05-09", "2019-05-01/2019-05-31") is YES
    assert within("2019-05-09", "2019-05") is UNKNOWN
    assert When.parse("2019-05-09").within(When.parse("2019-05").whole()) is YES
    assert within("2019-05", "2019-05-01/2019-05-31") is YES
    assert within("2019-05", "2019-05-10/2019-06-30") is UNKNOWN
    assert within("2019-06-01", "2019-05") is NO


def test_an_open_end_has_no_limit() -> None:
    assert within("2019-06-09", "2019-03-20/..") is YES
    assert within("2019-03-19", "2019-03-20/..") is NO
    assert before("../2018-06", "2019") is YES
    assert within("2019-03-20/..", "2019-03-20/2019-06-09") is NO
    assert overlaps("2019-03-20/..", "../2019-03-20") is YES


def test_an_approximate_time_is_widened_by_one_unit_of_its_precision() -> None:
    assert before("2019-05~", "2019-06-30") is UNKNOWN
    assert before("2019-05~", "2019-07-01") is YES
    assert before("2018~", "2019-12-31") is UNKNOWN
    assert before("2019-05-09~", "2019-05-10") is UNKNOWN
    assert before("2019-05-09~", "2019-05-11") is YES
    assert before("2019-05-09T07:00Z~", "2019-05-09T08:00Z") is UNKNOWN
    assert before("2019-05-09T07:00Z~", "2019-05-09T08:01Z") is YES


def test_clock_times_are_compared_in_utc() -> None:
    assert before("2019-05-09T13:00+06:00", "2019-05-09T07:01Z") is YES
    assert before("2019-05-09T13:00+06:00", "2019-05-09T07:00Z") is NO
    assert within("2019-05-09T13:00+06:00", "2019-05-09T07:00Z/2019-05-09T14:00Z") is YES


def test_a_clock_time_without_a_zone_is_never_compared_to_the_hour() -> None:
    assert before("2019-05-09T07:00?", "2019-05-09T14:00?") is UNKNOWN
    assert before("2019-05-09T07:00?", "2019-05-09T23:59Z") is UNKNOWN
    assert within("2019-05-09T07:00?", "2019-05-09") is YES
    assert before("2019-05-09T23:00?", "2019-05-10") is YES
    assert overlaps("2019-05-09T07:00?/2019-05-09T14:00?", "2019-05-09T07:00Z/2019-05-09T14:00Z") is UNKNOWN


def test_a_plain_day_may_begin_in_any_zone_of_the_world() -> None:
    # 9 May begins at 10:00 UTC of 8 May in UTC+14 and ends at 12:00 UTC of 10 May in UTC-12
    assert before("2019-05-08T09:59Z", "2019-05-09") is YES
    assert before("2019-05-08T10:00Z", "2019-05-09") is UNKNOWN
    assert before("2019-05-09", "2019-05-10T11:59Z") is UNKNOWN
    assert before("2019-05-09", "2019-05-10T12:00Z") is YES
    assert within("2019-05-09T07:00Z", "2019-05-09") is UNKNOWN
    assert within("2019-05-09T07:00Z", "2019-05-08/2019-05-10") is YES


@given(whens(), whens())
def test_nothing_is_both_before_and_after(left: When, right: When) -> None:
    if left.before(right) is YES:
        assert right.before(left) is NO
        assert right.after(left) is YES
        assert left.overlaps(right) is NO


@given(whens(), whens())
def test_overlapping_is_mutual(left: When, right: When) -> None:
    assert left.overlaps(right) is right.overlaps(left)


@given(whens(), whens())
@example(When.parse("2019/2019-01-01T00:00Z"), When.parse("../2019"))
@example(When.parse("2019-01-01T20:00Z/2019"), When.parse("2019-01-01T20:00Z/.."))
def test_what_lies_within_overlaps(left: When, right: When) -> None:
    if left.within(right) is YES:
        assert left.overlaps(right) is YES


@given(whens(), whens(), whens())
def test_before_carries_over(a: When, b: When, c: When) -> None:
    if a.before(b) is YES and b.before(c) is YES:
        assert a.before(c) in (YES, UNKNOWN)


def possible(when: When, zone: int, pick: Callable[[int], int]) -> tuple[float, float]:
    """One way in which a value may be true: first and last minute in UTC, plain days standing in the zone given."""
    start = _possible_end(when.start, zone, pick, last=False)
    if not when.is_interval and when.start and when.start.precision is not Precision.MINUTE:
        return start, start + 24 * 60 - 1
    return start, start if not when.is_interval else _possible_end(when.end, zone, pick, last=True)


def _possible_end(part: When | None, zone: int, pick: Callable[[int], int], *, last: bool) -> float:
    if part is None:
        return float("inf") if last else float("-inf")
    assert part.first
    assert part.last
    slack = part.approximate
    if part.clock_times and not part.zone_missing:
        at = datetime.fromisoformat(str(part).rstrip("~").replace("Z", "+00:00"))
        seen = (at - datetime.fromisoformat("0001-01-01T00:00+00:00")) // MINUTE
        return seen + (pick(121) - 60 if slack else 0)
    unit = {Precision.YEAR: 365, Precision.MONTH: 28, Precision.DAY: 1, Precision.MINUTE: 0}[part.precision] * slack
    first, days = part.first.toordinal() - 1 - unit, (part.last - part.first).days + 2 * unit
    minute = (first + pick(days + 1)) * 24 * 60 - zone
    if part.zone_missing:
        return minute + pick(24 * 60)
    return minute + 24 * 60 - 1 if last else minute


@given(whens(), whens(), st.integers(-12 * 60, 14 * 60), st.data())
def test_what_is_certain_holds_in_every_case(left: When, right: When, zone: int, data: st.DataObject) -> None:
    def pick(choices: int) -> int:
        return data.draw(st.integers(0, choices - 1))

    (a, b), (c, d) = possible(left, zone, pick), possible(right, zone, pick)
    if a > b or c > d:
        return
    assert left.before(right) in (UNKNOWN, Truth.of(b < c))
    assert left.after(right) in (UNKNOWN, Truth.of(d < a))
    assert left.within(right) in (UNKNOWN, Truth.of(c <= a and b <= d))
    assert left.overlaps(right) in (UNKNOWN, Truth.of(a <= d and c <= b))


@pytest.mark.parametrize(
    ("left", "right", "common"),
    [
        ("2019-05-01/2019-05-31", "2019-05-09/2019-06-09", "2019-05-09/2019-05-31"),
        ("2019-05-01/2019-05-09", "2019-05-09/2019-06-09", "2019-05-09/2019-05-09"),
        ("2019-03-20/..", "../2019-06-09", "2019-03-20/2019-06-09"),
        ("2019-03-20/..", "2019-05-09/..", "2019-05-09/.."),
        ("2019-05-01/2019-05-31", "2019-05-09", "2019-05-09"),
        (
            "2019-05-09T13:00+06:00/2019-05-09T20:00+06:00",
            "2019-05-09T08:00Z/..",
            "2019-05-09T08:00Z/2019-05-09T14:00Z",
        ),
        ("2019-05-01/2019-05-08", "2019-05-09/2019-06-09", None),
        ("2019-05/2019-06", "2019-05-09/2019-06-09", None),
        ("2019-05-01/2019-05-31", "2019-05-01~/2019-06-09", None),
    ],
)
def test_what_two_periods_have_in_common(left: str, right: str, common: str | None) -> None:
    expected = common and When.parse(common)
    assert When.parse(left).overlap(When.parse(right)) == expected
    assert When.parse(right).overlap(When.parse(left)) == expected


@given(whens(), whens())
def test_what_two_times_have_in_common_lies_in_both(left: When, right: When) -> None:
    common = left.overlap(right)
    if common is not None:
        assert left.overlap(right) == common
        assert NO not in (common.within(left), common.within(right))


def test_lists_are_sorted_by_earliest_beginning() -> None:
    texts = ["../2018", "2018~", "2018-06/..", "2019-01-01", "2019", "2019-05", "2019-05-09T07:00Z", "2019-05-10"]
    shuffled = sorted(map(When.parse, reversed(texts)), key=When.sort_key)
    assert [str(when) for when in shuffled] == texts


def test_times_have_no_natural_order() -> None:
    with pytest.raises(TypeError):
        sorted([When.parse("2018"), When.parse("2019")])  # type: ignore[type-var]


@given(whens(), whens())
def test_equal_keys_are_equal_times(left: When, right: When) -> None:
    assert (left.sort_key() == right.sort_key()) is (left == right)


@pytest.mark.parametrize(
    ("text", "ends", "days"),
    [
        ("2019-04-09/2019-06-09", Ends.ONE, "61"),
        ("2019-04-09/2019-06-09", Ends.BOTH, "62"),
        ("2019-04-09/2019-06-09", Ends.NEITHER, "60"),
        ("2019-04-10/2019-04-28", Ends.BOTH, "19"),
        ("2019-04-29/2019-05-04", Ends.BOTH, "6"),
        ("2004-06-09/2019-06-09", Ends.ONE, "5478"),  # 15 × 365 and the leap days of 2008, 2012 and 2016
        ("2011-03-11/2013-10", Ends.ONE, "935..965"),
        ("2019-05-09/2019-05", Ends.ONE, "0..22"),
        ("2019-05-09/..", Ends.BOTH, ">=1"),
        ("../2019-05-09", Ends.ONE, ">=0"),
        ("2019-05-09/2019-05-09", Ends.NEITHER, "0"),
        ("2019-05-09", Ends.BOTH, "1"),
        ("2019-05", Ends.ONE, "0"),
        ("2019-05-09~/2019-05-19", Ends.ONE, "9..11"),
        # one and the same minute, which is already the next day in the zone of the second
        ("2019-05-09T23:00Z/2019-05-10T05:00+06:00", Ends.ONE, "0"),
        ("2019-05-09T13:00?/2019-05-10T00:00?", Ends.ONE, "1"),
    ],
)
def test_days_of_a_period(text: str, ends: Ends, days: str) -> None:
    assert When.parse(text).duration_days(ends) == Count.parse(days)


def test_days_between_two_times() -> None:
    called, poll = When.parse("2019-04-09"), When.parse("2019-06-09")
    assert days_between(called, poll, Ends.ONE) == Count.of(61)
    assert days_between(When.parse("2019-04"), poll, Ends.ONE) == Count.between(40, 69)
    assert days_between(When.parse("2019-04-10/2019-04-28"), poll, Ends.ONE) == Count.between(42, 60)


def test_days_to_an_earlier_time_are_refused() -> None:
    with pytest.raises(BadValue, match="ends before it begins"):
        days_between(When.parse("2019-06-09"), When.parse("2019-04-09"), Ends.ONE)


@given(st.dates(date(2000, 1, 1)), st.integers(0, 4000), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_days_of_a_vague_period_contain_the_true_number(start: date, days: int, cut: int, cut_end: int) -> None:
    if start > date(9900, 1, 1):
        return
    end = start + timedelta(days)
    vague = When.parse(f"{start.isoformat()[:cut]}/{end.isoformat()[:cut_end]}")
    assert vague.duration_days(Ends.ONE).at_most(days) is not NO
    assert vague.duration_days(Ends.ONE).at_least(days) is not NO


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2019-06-09T13:00?/2019-06-10T00:00?", "660"),
        ("2019-05-09T07:00Z/2019-05-09T14:00Z", "420"),
        ("2019-05-09T13:00+06:00/2019-05-09T14:00Z", "420"),
        ("2019-05-09T07:00Z~/2019-05-09T14:00Z", "360..480"),
        ("2019-05-09T07:00Z~/2019-05-09T07:30Z", "0..90"),
    ],
)
def test_minutes_of_a_period_of_clock_times(text: str, minutes: str) -> None:
    assert When.parse(text).duration_minutes() == Count.parse(minutes)


@pytest.mark.parametrize(
    "text",
    [
        "2019-05-09T07:00Z",
        "2019-05-09T07:00Z/..",
        "2019-05-09T07:00Z/2019-05-10",
        "2019-05-09T07:00Z/2019-05-10T07:00?",
    ],
)
def test_minutes_need_two_clock_times_with_or_without_a_zone(text: str) -> None:
    assert When.parse(text).duration_minutes() is None


def test_ends_say_how_days_are_counted() -> None:
    assert [ends.value for ends in Ends] == ["both ends counted", "one end counted", "clear days"]
