from __future__ import annotations

import math
import time
import warnings
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Precision, When
from tests.values.strategies import clock_texts, date_texts, whens

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf


@given(whens())
def test_its_text_reads_back(when: When) -> None:
    assert When.parse(str(when)) == when
    assert hash(When.parse(str(when))) == hash(when)


@given(st.one_of(date_texts, clock_texts))
def test_a_simple_text_is_kept_as_written(text: str) -> None:
    assert str(When.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2019", Precision.YEAR, date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", Precision.MONTH, date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", Precision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-05-09", Precision.DAY, date(2019, 5, 9), date(2019, 5, 9)),
        ("2019-05-09T23:30+06:00", Precision.MINUTE, date(2019, 5, 9), date(2019, 5, 9)),
        ("2019-04-29/2019-05-04", Precision.DAY, date(2019, 4, 29), date(2019, 5, 4)),
        ("2011-03-11/2013-10", Precision.MONTH, date(2011, 3, 11), date(2013, 10, 31)),
        ("../2018-06", Precision.MONTH, None, date(2018, 6, 30)),
        ("2018-06/..", Precision.MONTH, date(2018, 6, 1), None),
        ("2019-05~", Precision.MONTH, date(2019, 5, 1), date(2019, 5, 31)),
    ],
)
def test_precision_and_possible_days(text: str, precision: Precision, first: date | None, last: date | None) -> None:
    when = When.parse(text)
    assert (when.precision, when.first, when.last) == (precision, first, last)


@given(whens(clocks=False, approximate=False))
def test_possible_days_agree_with_the_edtf_package(when: When) -> None:
    oracle = edtf.parse_edtf(str(when))
    assert _oracle_day(oracle.lower_strict()) == when.first
    assert _oracle_day(oracle.upper_strict()) == when.last


@given(whens(clocks=False))
def test_every_date_and_interval_is_edtf(when: When) -> None:
    assert bool(edtf.parse_edtf(str(when)).is_approximate) is when.approximate


def _oracle_day(bound: time.struct_time | float) -> date | None:
    if isinstance(bound, float):
        assert math.isinf(bound)
        return None
    return date(*bound[:3])


def test_a_year_is_never_the_first_of_january() -> None:
    assert When.parse("2019") != When.on(date(2019, 1, 1))
    assert When.parse("2019").exact_day is None
    assert When.on(date(2019, 1, 1)).exact_day == date(2019, 1, 1)


def test_only_one_certain_day_is_exact() -> None:
    assert When.parse("2019-05-09T07:00Z").exact_day == date(2019, 5, 9)
    assert When.parse("2019-05-09T07:00?").exact_day == date(2019, 5, 9)
    for text in ("2019-05", "2019-05-09~", "2019-05-09/2019-05-09", "2019-05-09/.."):
        assert When.parse(text).exact_day is None


def test_a_simple_value_is_its_own_start_and_end() -> None:
    when = When.parse("2019-05")
    assert when.start == when.end == when
    assert not when.is_interval


def test_an_interval_gives_its_ends() -> None:
    when = When.parse("2019-05~/..")
    assert when.is_interval
    assert (when.start, when.end) == (When.parse("2019-05~"), None)


def test_clock_times_and_missing_zones_can_be_found() -> None:
    when = When.parse("2019-05-09T07:00?/2019-05-09")
    assert when.clock_times == (When.parse("2019-05-09T07:00?"),)
    assert when.zone_missing
    assert not When.parse("2019-05-09T07:00Z").zone_missing
    assert not When.parse("2019-05-09").clock_times


def test_a_period_is_made_of_two_days() -> None:
    assert str(When.between(date(2019, 4, 29), date(2019, 5, 4))) == "2019-04-29/2019-05-04"
    assert str(When.between(None, date(2019, 5, 4))) == "../2019-05-04"
    assert str(When.parse("2019-02").whole()) == "2019-02-01/2019-02-28"


def test_the_hours_of_a_blocking_in_local_time_and_in_utc() -> None:
    # 13:00 to 20:00 in Almaty, then UTC+6, is 07:00 to 14:00 UTC
    local = When.parse("2019-05-09T13:00+06:00/2019-05-09T20:00+06:00")
    assert str(local.in_utc()) == "2019-05-09T07:00Z/2019-05-09T14:00Z"
    assert str(When.parse("2019-05-09T01:00+06:00~").in_utc()) == "2019-05-08T19:00Z~"
    assert str(When.parse("../2019-05-09T01:00+06:00").in_utc()) == "../2019-05-08T19:00Z"


@pytest.mark.parametrize("text", ["2019-05-09", "2019-05-09T07:00?", "2019-05-09T07:00Z/2019-05-10"])
def test_what_has_no_zone_is_not_moved_to_utc(text: str) -> None:
    assert When.parse(text).in_utc() is None


def test_a_clock_time_without_a_zone_is_refused() -> None:
    with pytest.raises(BadValue) as refusal:
        When.parse("2019-05-09T07:00")
    assert refusal.value.why == "a clock time needs a zone"
    for right in ("2019-05-09T07:00Z", "2019-05-09T07:00+06:00", "2019-05-09T07:00? where the source states none"):
        assert right in refusal.value.right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", "write 2019, 2019-05"),
        ("9 May 2019", "write 2019, 2019-05"),
        ("9.5.2019", "write 2019, 2019-05"),
        ("09/05/2019", "write 2019, 2019-05"),
        ("2019-5-9", "write 2019-05-09"),
        ("2019/05/09", "write 2019-05-09"),
        ("2019.05", "write 2019-05"),
        (" 2019-05-09", "write 2019-05-09"),
        ("2019-05-09 07:00Z", "write 2019-05-09T07:00Z"),
        ("2019-05-09t07:00z", "write 2019-05-09T07:00Z"),
        ("2019-05-09T07:00:30Z", "write 2019-05-09T07:00Z"),
        ("2019-05-09 07:00", "write 2019-05-09T07:00Z, an offset"),
        ("2019-05-09T24:00?", "write 2019-05-10T00:00?"),
        ("2019-05-09T25:00Z", "hours run from 00 to 23"),
        ("2019-05-09T07:60Z", "hours run from 00 to 23"),
        ("2019-05-09T07:00+00:00", "write 2019-05-09T07:00Z"),
        ("2019-05-09T07:00-00:00", "write 2019-05-09T07:00Z"),
        ("2019-05-09T07:00+15:00", "offsets run from -12:00 to +14:00"),
        ("2019-05-09T07:00-12:30", "offsets run from -12:00 to +14:00"),
        ("2019-05-09T07:00+05:60", "offsets run from -12:00 to +14:00"),
        ("2019-13", "months run from 01 to 12"),
        ("2019-00", "months run from 01 to 12"),
        ("2019-02-29", "months run from 01 to 12, days from 01 to the last of the month"),
        ("0219", "years run from 1000 to 9998"),
        ("2019-05?", "a ? stands only after a clock time"),
        ("2019-05-09T07:00~?", "write 2019-05-09T07:00?~"),
        ("~2019", "write 2019~"),
        ("2019/", "write 2019/.. for an open end"),
        ("/2019", "write ../2019 for an open end"),
        ("../..", "leave the cell empty"),
        ("/", "leave the cell empty"),
        ("..", "write 2019, 2019-05"),
        ("2019/2020/2021", "write 2019, 2019-05"),
        ("2019-04-29/05-04", "write 2019, 2019-05"),
        ("2019-05-09/2019-05-08", "write 2019-05-08/2019-05-09"),
        ("2019-05/2018", "write 2018/2019-05"),
        ("2019-05-09T07:00?/2019-05-09T06:59?", "write 2019-05-09T06:59?/2019-05-09T07:00?"),
        ("2019-05-09T07:00Z/2019-05-09T12:00+06:00", "write 2019-05-09T12:00+06:00/2019-05-09T07:00Z"),
        ("2019-05-10T01:00+06:00/2019-05-09T20:00Z", "write both clock times with the same offset"),
        ("٢٠١٩", "write 2019, 2019-05"),
    ],
)
def test_other_spellings_are_refused_with_the_right_one(text: str, right: str) -> None:
    with pytest.raises(BadValue) as refusal:
        When.parse(text)
    assert refusal.value.text == text
    assert refusal.value.right.startswith(right)


@given(st.text(alphabet="0129-/.T:Z+?~", max_size=24))
def test_any_text_is_read_back_exactly_or_refused(text: str) -> None:
    try:
        read = str(When.parse(text))
    except BadValue as refusal:
        read = refusal.text
    assert read == text


def test_a_datetime_is_not_taken_for_a_day() -> None:
    with pytest.raises(BadValue):
        When.on(datetime(2019, 5, 9, 7, 0))
