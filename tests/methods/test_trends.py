"""Exports of search interest: hand-made ones in several languages, and real ones where the developers hold them."""

from __future__ import annotations

import csv
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.methods.bursts import bursts, runs
from saylau.methods.trends import HALF, Export, Flag, Grain, Value, read_export

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "connectivity" / "search-interest"
needs_real = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are with the developers only"),
]
PRISTINE = "Категория: Все\n\nДень,Ада: (Страна),Бен: (Страна)\n2031-05-01,100,<1\n2031-05-02,7,0\n2031-05-03,,12\n"


def export(text: str) -> Export:
    return read_export(text.encode())


def test_words_of_any_language_stand_above_and_in_the_heading() -> None:
    read = export(PRISTINE)
    assert read.preamble == ("Категория: Все",)
    assert [(c.term, c.place) for c in read.columns] == [("Ада", "Страна"), ("Бен", "Страна")]
    assert read.grain is Grain.DAY
    assert read.flags == ()


def test_each_value_is_an_interval_and_below_one_is_neither_zero_nor_missing() -> None:
    first, second = export(PRISTINE).columns
    assert first.values == (Value(100 - HALF, Fraction(100)), Value(7 - HALF, 7 + HALF), None)
    assert second.values == (Value(Fraction(0), Fraction(1)), Value(Fraction(0), HALF), Value(12 - HALF, 12 + HALF))
    assert [v and v.middle for v in export(PRISTINE).columns[1].values] == [HALF, 0, 12]
    assert first.values[0] is not None
    assert first.values[0].middle == 100


@pytest.mark.parametrize("below", ["<1", "< 1", "<1%", "\uff1c1"])
def test_below_one_is_read_in_each_spelling(below: str) -> None:
    values = export(f"x\nDay,a\n2031-05-01,{below}\n2031-05-02,100\n").columns[0].values
    assert values[0] == Value(Fraction(0), Fraction(1))


def test_a_mark_of_byte_order_and_windows_line_ends_change_nothing() -> None:
    assert read_export(b"\xef\xbb\xbf" + PRISTINE.replace("\n", "\r\n").encode()) == export(PRISTINE)


def test_without_a_place_none_is_told() -> None:
    assert export("x\nDay,a: b\n2031-05-01,100\n").columns[0].term == "a: b"
    assert export("x\nDay,a: b\n2031-05-01,100\n").columns[0].place == ""


@pytest.mark.parametrize(
    ("stamps", "grain"),
    [
        (("2031-05-01", "2031-05-02"), Grain.DAY),
        (("2031-05-04", "2031-05-11"), Grain.WEEK),
        (("2031-05-04 - 2031-05-10", "2031-05-11 \u2013 2031-05-17"), Grain.WEEK),
        (("2031-01", "2031-02", "2031-03"), Grain.MONTH),
        (("2031-05-01T00", "2031-05-01T01"), Grain.HOUR),
        (("2031-05-01", "2031-05-04", "2031-05-05"), Grain.IRREGULAR),
        (("2031-05-01",), Grain.IRREGULAR),
    ],
)
def test_the_grain_comes_from_the_distances_of_the_dates(stamps: tuple[str, ...], grain: Grain) -> None:
    rows = "".join(f"{stamp},100\n" for stamp in stamps)
    assert export(f"x\nTime,a\n{rows}").grain is grain


@pytest.mark.parametrize(
    ("first", "last", "means"),
    [
        ("5/1/2031", "5/31/2031", datetime(2031, 5, 1)),
        ("1/5/2031", "31/5/2031", datetime(2031, 5, 1)),
        ("01.05.31", "31.05.31", datetime(2031, 5, 1)),
        ("01-05-31", "31-05-31", datetime(2031, 5, 1)),
    ],
)
def test_rewritten_dates_are_read_where_a_number_above_twelve_tells_the_order(
    first: str, last: str, means: datetime
) -> None:
    read = export(f"Day,a\n{first},100\n{last},7\n")
    assert read.times[0] == means
    assert read.flags == (Flag.DATES_REWRITTEN, Flag.NO_PREAMBLE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Day,a\n1/5/2031,100\n2/5/2031,7\n", "cannot be told"),
        ("Day,a\n31/5/2031,100\n5/31/2031,7\n", "cannot be told"),
        ("Day,a\n31/2/2031,100\n1/3/2031,7\n", "no day of the calendar"),
        ("Day,a\n2031-05-01,100\n31/5/2031,7\n", "two forms"),
        ("Day,a\n2031-05-01,100\nTotal,7\n", "is not a date"),
        ("Day,a\n2031-05-01,many\n", "is not a value"),
        ("Day,a\n2031-05-01,101\n", "not between 0 and 100"),
        ("Day,a\n2031-05-01,-1\n", "not between 0 and 100"),
        ("", "no heading"),
        ("only words\n", "no heading"),
    ],
)
def test_what_is_in_doubt_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        export(text)


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(BadValue, match="not UTF-8"):
        read_export("День,а".encode("cp1251"))


def test_an_export_without_a_peak_or_with_decimals_is_not_pristine() -> None:
    assert export("x\nDay,a\n2031-05-01,99\n").flags == (Flag.NO_PEAK,)
    assert export("x\nDay,a\n2031-05-01,100\n2031-05-02,7.25\n").flags == (Flag.RESCALED,)


@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=30))
def test_what_was_written_is_what_is_read(numbers: list[int | None]) -> None:
    rows = "".join(f"2031-05-{at:02},{'' if n is None else n}\n" for at, n in enumerate(numbers, start=1))
    values = export(f"x\nDay,a\n{rows}").columns[0].values
    assert [None if v is None else v.middle for v in values] == numbers


# Bursts


def test_a_day_far_above_four_weeks_of_quiet_is_a_burst() -> None:
    quiet = [Fraction(n) for n in (2, 3, 2, 3, 2, 3, 2)] * 4
    # median 2, deviations 0 and 1: median 0; scale is a tenth of 2
    (burst,) = bursts([*quiet, Fraction(4)])
    assert [burst.place, burst.baseline, burst.scale, burst.score] == [28, 2, Fraction(1, 5), 10]


def test_the_first_four_weeks_and_days_after_too_many_zeros_are_not_observable() -> None:
    assert bursts([Fraction(2)] * 27 + [Fraction(90)]) == ()
    assert bursts([Fraction(0)] * 20 + [Fraction(2)] * 8 + [Fraction(90)]) == ()
    assert bursts([Fraction(2)] * 28 + [None]) == ()


def test_a_burst_day_leaves_the_baseline_of_the_next_one_alone_and_runs_make_windows() -> None:
    found = bursts([Fraction(2)] * 28 + [Fraction(90), Fraction(90), Fraction(2), Fraction(90)])
    assert [b.place for b in found] == [28, 29, 31]
    assert {b.baseline for b in found} == {2}
    assert runs(found) == ((28, 29), (31, 31))


def test_a_rise_of_less_than_one_unit_is_no_burst() -> None:
    assert bursts([Fraction(1, 10)] * 28 + [Fraction(1)]) == ()


# Real exports


class TestRealExports:
    """Expected numbers are those of the reference page on search interest."""

    pytestmark = needs_real

    @pytest.mark.parametrize(
        ("name", "rows", "terms", "place", "first", "last", "grain", "below", "zeros", "pristine"),
        [
            ("fr-header-zh-preamble-lt1", 114, 1, "Monde", "2020-02-09", "2022-04-10", Grain.WEEK, 4, 1, True),
            ("fr-header-zh-preamble-japan", 114, 1, "Japon", "2020-02-09", "2022-04-10", Grain.WEEK, 0, 2, True),
            ("pt-five-terms-brazil", 52, 5, "Brasil", "2019-05-19", "2020-05-10", Grain.WEEK, 0, 0, True),
            ("month-first-resaved-two-terms", 76, 2, "Worldwide", "2022-04-01", "2022-06-15", Grain.DAY, 10, 0, False),
            ("day-first-resaved-two-terms", 261, 2, "", "2018-12-16", "2023-12-10", Grain.WEEK, 0, 129, False),
        ],
    )
    def test_structure(
        self, name: str, rows: int, terms: int, place: str, first: str, last: str, grain: Grain, below: int,
        zeros: int, pristine: bool,
    ) -> None:  # fmt: skip
        read = read_export((REAL / f"{name}.csv").read_bytes())
        values = [v for c in read.columns for v in c.values if v is not None]
        assert (len(read.times), len(read.columns), read.columns[0].place) == (rows, terms, place)
        assert (read.times[0].date().isoformat(), read.times[-1].date().isoformat()) == (first, last)
        assert read.grain is grain
        assert sum(v == Value(Fraction(0), Fraction(1)) for v in values) == below
        assert sum(v == Value(Fraction(0), HALF) for v in values) == zeros
        assert bool(read.flags) is not pristine

    def test_bursts_of_2019(self) -> None:
        lines = (REAL / "kazakhstan-2019-vpn-topic-daily.csv").read_text("utf-8").splitlines()
        rows = list(csv.reader(lines[1:]))
        assert len(rows) == 230
        found = bursts([Fraction(value) for _, value in rows])
        told = [
            (rows[b.place][0], f"{float(b.value):.4f}", f"{float(b.scale):.4f}", f"{float(b.score):.1f}") for b in found
        ]
        assert told == [
            ("2019-05-09", "14.1686", "0.2406", "54.5"),
            ("2019-05-10", "4.3891", "0.2340", "14.1"),
            ("2019-06-11", "28.0988", "0.3870", "68.0"),
            ("2019-06-12", "90.1887", "0.3870", "228.4"),
            ("2019-06-13", "19.4807", "0.3639", "48.6"),
            ("2019-06-14", "4.3291", "0.3408", "7.5"),
            ("2019-07-06", "4.6297", "0.2971", "9.5"),
        ]
        assert [(rows[a][0], rows[b][0]) for a, b in runs(found)] == [
            ("2019-05-09", "2019-05-10"), ("2019-06-11", "2019-06-14"), ("2019-07-06", "2019-07-06"),
        ]  # fmt: skip
