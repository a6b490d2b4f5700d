"""Random values in each of their text forms, for property tests."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Count, Money, When

# Two years are few enough for values to touch and overlap, and hold a leap day.
days = st.dates(date(2019, 1, 1), date(2020, 12, 31))
date_texts = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
clock_texts = st.builds(
    lambda at, zone: f"{at:%Y-%m-%dT%H:%M}{zone}",
    st.datetimes(datetime(2019, 1, 1), datetime(2020, 12, 31)),
    st.sampled_from(["Z", "+06:00", "-12:00", "+14:00", "+05:30", "?"]),
)


@st.composite
def whens(draw: st.DrawFn, clocks: bool = True, approximate: bool = True, open_ends: bool = True) -> When:
    """A simple value or an interval."""
    simple = st.one_of(date_texts, clock_texts) if clocks else date_texts
    if approximate:
        simple = st.builds(lambda text, mark: text + mark, simple, st.sampled_from(["", "", "~"]))
    if draw(st.booleans()):
        return When.parse(draw(simple))
    end = st.one_of(simple, simple, st.just("..")) if open_ends else simple
    ends = [draw(end), draw(end)]
    for start, last in (ends, reversed(ends)):
        try:
            return When.parse(f"{start}/{last}")
        except BadValue:
            continue
    return When.parse(draw(simple))


_small = st.integers(0, 400)
_signs = st.sampled_from([">=", "<=", ">", "<", "~"])
count_texts = st.one_of(
    _small.map(str),
    st.builds(lambda sign, number: f"{sign}{number}", _signs, st.integers(1, 400)),
    st.builds(lambda low, more: f"{low}..{low + more}", _small, st.integers(1, 400)),
    st.just("several"),
)
counts = count_texts.map(Count.parse)


@st.composite
def moneys(draw: st.DrawFn, currency: str | None = None) -> Money:
    """An amount below 10,000 major units."""
    code = currency or draw(st.sampled_from(["KZT", "EUR", "JPY", "KWD", "CLF"]))
    minor = st.integers(0, 9_999_999)
    low, high = draw(minor), draw(st.none() | minor)
    if high is not None and high < low:
        low, high = high, low
    plain = Money.from_minor(low, high, code)
    if low == high and low:
        return Money.parse(draw(st.sampled_from(["", "<", "<=", ">", "~"])) + str(plain))
    return plain
