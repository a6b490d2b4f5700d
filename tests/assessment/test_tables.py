"""Tables over private people: each counted once, by broad heads, and nobody to be worked out, one release or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.assessment.tables import NOT_STATED, TOTAL, Counted, Printed, count, heads_for, said_head, sums_of
from saylau.assessment.tables_printed import isolated, printable
from saylau.errors import ReportRefused, WrongUse
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Appeal, Person, Region
from saylau.values import Count, Truth, When
from tests.cases import case_of, election, fact


def regions() -> tuple[Fact[Record], ...]:
    return tuple(fact(Region(name=name.title(), sort="region"), name) for name in ("north", "south"))


def people(*acts: tuple[str, str, str], **more: object) -> Case:
    """One invented person for each (sort, region, day)."""
    facts: list[Fact[Record]] = [election(), *regions()]
    for number, (sort, region, day) in enumerate(acts, 1):
        facts.append(fact(Person(name=f"P{number:03}", **more), f"p{number:03}"))
        facts.append(fact(Act(person=f"p{number:03}", sort=sort, region=region, during=When(day)), f"act-{number}"))
    return case_of(*facts)


def test_people_are_counted_once_each_under_the_first_act_told_of_them() -> None:
    case = people(("force.use", "north", "2019-05-01"), ("search.home", "north", "2019-05-02"))
    later = fact(Act(person="p001", sort="search.home", during=When("2019-06-01")), "act-9")
    counted = count(case_of(*case.facts, later), "acts", ["sort"])
    assert counted.cells == {("force.use", TOTAL): 1, ("search.home", TOTAL): 1, (TOTAL, TOTAL): 2}


def test_public_figures_are_not_counted_and_groups_only_where_their_number_is_exact() -> None:
    group = fact(Person(name="P900", people=Count("7")), "p900"), fact(Act(person="p900", sort="force.use"), "a-1")
    vague = fact(Person(name="P901", people=Count(">=7")), "p901"), fact(Act(person="p901", sort="force.use"), "a-2")
    public = fact(Person(name="Official", public=Truth.YES), "o1"), fact(Act(person="o1", sort="force.use"), "a-3")
    counted = count(case_of(election(), *group, *vague, *public), "acts", ["sort"])
    assert counted.cells[TOTAL, TOTAL] == 7
    assert counted.left_out == 1


def test_appeals_are_reports_and_a_repeated_one_is_not_counted_again() -> None:
    told = [fact(Appeal(received=When("2019-05"), channel="letter"), f"r{n}") for n in range(3)]
    again = fact(Appeal(received=When("2019-06"), channel="letter", same_as="r0"), "r9")
    assert count(case_of(election(), *told, again), "appeals", ["channel"]).cells[TOTAL, TOTAL] == 3


@pytest.mark.parametrize(
    ("by", "during", "key"),
    [
        ("month", "2019-05-09", "2019-05"),
        ("month", "2019", NOT_STATED),
        ("month", "2019-05~", NOT_STATED),
        ("quarter", "2019-05", "2019-04/2019-06"),
        ("quarter", "2019-03-30/2019-04-02", NOT_STATED),
        ("year", "2019-03-30/2019-04-02", "2019"),
    ],
)
def test_a_time_stands_under_the_period_in_which_it_certainly_lies(by: str, during: str, key: str) -> None:
    assert count(people(("force.use", "north", during)), "acts", [by]).rows == (key, TOTAL)


@pytest.mark.parametrize(
    ("born", "key"),
    [("1990-05-09", "18..29"), ("1989-05-09", "30..44"), ("1989", NOT_STATED), ("1950", ">=60"), ("2005", "0..17")],
)
def test_an_age_stands_in_the_band_in_which_it_certainly_was(born: str, key: str) -> None:
    case = people(("force.use", "north", "2019-05-09"), born=When(born))
    assert count(case, "acts", ["age"]).rows == (key, TOTAL)


@pytest.mark.parametrize(
    ("of", "by"),
    [("people", ["sort"]), ("steps", ["region"]), ("acts", ["city"]), ("acts", []), ("acts", ["sort"] * 2)],
)
def test_what_cannot_be_counted_so_is_refused_with_what_can(of: str, by: list[str]) -> None:
    with pytest.raises(WrongUse, match=r"sort|acts"):
        count(people(), of, by)


def test_each_head_has_words_in_every_language() -> None:
    case = people(("force.use", "north", "2019-05-09"))
    for by in heads_for("acts"):
        for key in count(case, "acts", [by]).rows:
            assert said_head("acts", by, key)


def grid(counts: Sequence[Sequence[int]]) -> Counted:
    rows = (*(f"r{n}" for n in range(len(counts))), TOTAL)
    columns = (*(f"c{n}" for n in range(len(counts[0]))), TOTAL)
    inner = {(f"r{r}", f"c{c}"): n for r, line in enumerate(counts) for c, n in enumerate(line)}
    cells = {
        (r, c): sum(n for (one, other), n in inner.items() if r in (one, TOTAL) and c in (other, TOTAL))
        for r in rows
        for c in columns
    }
    return Counted("acts", ("sort", "region"), rows, columns, cells, 0)


def test_a_group_of_whom_all_stand_under_one_head_does_not_show_it_by_its_zeros() -> None:
    table = printable(grid([[0, 20], [30, 40]]), 5)
    assert str(table.cells["r0", "c0"]) == "<5"
    assert table.cells["r0", "c1"].exact is None


@pytest.mark.parametrize("by", [["sort"], ["sort", "region"]])
def test_a_table_over_nobody_has_its_total_alone(by: list[str]) -> None:
    table = printable(count(case_of(election()), "acts", by), 5)
    assert {str(number) for number in table.cells.values()} <= {"0", "<5"}
    assert (table.rows, table.cells[TOTAL, TOTAL].low) == ((TOTAL,), 0)


def test_bounds_that_leave_one_number_alone_may_stand_for_nobody() -> None:
    # Two cells of one person each make two: of three bounds "fewer than 3" that cannot be nobody, each part is one.
    table = printable(grid([[1, 1], [5, 6]]), 3)
    assert table.zeros_hidden
    assert {n["r0", "c0"] for n in agreeing(table)} == {0, 1, 2}
    assert not printable(grid([[1, 12], [20, 30]]), 3).zeros_hidden


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2), st.integers(3, 4))
def test_whoever_tries_all_tables_works_out_no_small_number(counts: list[list[int]], smallest: int) -> None:
    table = printable(grid(counts), smallest)
    few = [place for place, cell in table.cells.items() if cell.exact is None and cell.high is not None]
    ways = [way for way in agreeing(table) if table.zeros_hidden or all(way[place] for place in few)]
    assert all(len({way[place] for way in ways}) > 1 for place in few)


COUNTS = st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=3), min_size=2, max_size=3).filter(
    lambda lines: len({len(line) for line in lines}) == 1
)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(3, 6))
def test_no_small_number_is_printed_and_each_printed_bound_is_true(counts: list[list[int]], smallest: int) -> None:
    counted = grid(counts)
    table = printable(counted, smallest)
    for place, cell in table.cells.items():
        assert cell.exact is None or cell.exact == 0 or cell.exact >= smallest
        assert cell.low <= counted.cells[place] <= (counted.cells[place] if cell.high is None else cell.high)


def test_two_releases_that_differ_by_one_person_are_refused_and_the_cell_is_named() -> None:
    old = printable(grid([[20, 30], [40, 50]]), 5)
    with pytest.raises(ReportRefused, match="r0 / c0"):
        printable(grid([[21, 30], [40, 50]]), 5, [old])


def test_a_release_that_differs_by_many_or_by_none_is_printed() -> None:
    first = grid([[20, 30], [40, 50]])
    old = printable(first, 5)
    assert printable(first, 5, [old]) == old
    assert printable(grid([[26, 30], [40, 50]]), 5, [old]).cells["r0", "c0"] == Count("26")
    other = replace(old, of="steps")
    assert printable(grid([[21, 30], [40, 50]]), 5, [other]).cells["r0", "c0"] == Count("21")


def crossed(by: tuple[str, str], counts: Sequence[Sequence[int]]) -> Counted:
    return replace(grid(counts), by=by)


def test_a_total_that_an_earlier_table_by_another_head_shows_is_not_relied_on() -> None:
    # One head alone shows 18, 30 and 48. Beside 2 the crossed table hides three inner cells, and no such total.
    alone = replace(grid([[18], [30]]), by=("sort",), columns=(TOTAL,))
    alone = replace(alone, cells={k: n for k, n in alone.cells.items() if k[1] == TOTAL})
    before = printable(alone, 5)
    table = printable(crossed(("sort", "region"), [[2, 16], [14, 16]]), 5, [before])
    assert [str(table.cells[f"r{n}", TOTAL]) for n in range(2)] == ["18", "30"]
    assert table.cells["r0", "c1"].exact is None


def test_a_total_that_an_earlier_table_by_another_head_hides_is_not_shown() -> None:
    before = printable(replace(grid([[2], [9], [30]]), by=("sort",), columns=(TOTAL,), cells={
        ("r0", TOTAL): 2, ("r1", TOTAL): 9, ("r2", TOTAL): 30, (TOTAL, TOTAL): 41,
    }), 5)  # fmt: skip
    assert str(before.cells["r1", TOTAL]) == ">=5"
    table = printable(crossed(("sort", "region"), [[2, 0], [0, 9], [15, 15]]), 5, [before])
    assert table.cells["r1", TOTAL].exact is None


def test_how_much_the_hidden_cells_of_a_row_grew_together_is_seen_too() -> None:
    # 30 - 20 = 10 were in the two hidden cells and 38 - 26 = 12 are: two people are new in them.
    old, new = printable(grid([[20], [2], [8]]), 5), printable(grid([[26], [2], [10]]), 5)
    assert [str(old.cells[f"r{n}", "c0"]) for n in range(3)] == ["20", "<5", ">=5"]
    assert (TOTAL, "c0") in isolated(old, new)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from([1, 2, 4, 5]), min_size=2, max_size=2), min_size=2, max_size=2), st.data())
def test_whoever_tries_all_pairs_of_tables_finds_no_few_new_people_in_releases_that_pass(
    counts: list[list[int]], data: st.DataObject
) -> None:
    more = [[n + data.draw(st.sampled_from([0, 1, 4])) for n in line] for line in counts]
    old, new = printable(grid(counts), 3), printable(grid(more), 3)
    one, other = agreeing(old), agreeing(new)
    few = {p for p in old.cells if all(0 < abs(b[p] - a[p]) < 3 for a in one for b in other)}
    assert few <= set(isolated(old, new))


def agreeing(table: Printed) -> list[dict[tuple[str, str], int]]:
    inner = [place for place in table.cells if TOTAL not in place]
    ways = [range(c.low, (c.high if c.high is not None else 14) + 1) for c in (table.cells[p] for p in inner)]
    found = []
    for values in product(*ways):
        lines = [list(values[at : at + len(table.columns) - 1]) for at in range(0, len(values), len(table.columns) - 1)]
        cells = dict(grid(lines).cells)
        if all(c.low <= cells[p] <= (cells[p] if c.high is None else c.high) for p, c in table.cells.items()):
            found.append(cells)
    return found


def in_time(by: str, counts: dict[str, int]) -> Counted:
    cells = {(key, TOTAL): number for key, number in {**counts, TOTAL: sum(counts.values())}.items()}
    return Counted("acts", (by,), (*counts, TOTAL), (TOTAL,), cells, 0)


MONTHS = ("2019-02", "2019-03", "2019-04", "2019-05")
QUARTERS = ("2019-01/2019-03", "2019-04/2019-06")


def quarters(counts: Sequence[int]) -> Counted:
    return in_time("quarter", {QUARTERS[0]: sum(counts[:2]), QUARTERS[1]: sum(counts[2:])})


def months(counts: Sequence[int]) -> Counted:
    return in_time("month", dict(zip(MONTHS, counts, strict=True)))


def test_a_quarter_less_its_months_tells_of_one_person_and_is_refused_in_either_order() -> None:
    # 1 is hidden beside 14, of another quarter: 37 - 23 = 14 in the one quarter and 16 - 15 = 1 in the other.
    counts = (23, 14, 15, 1)
    by_month, by_quarter = printable(months(counts), 3), printable(quarters(counts), 3)
    assert [str(by_month.cells[m, TOTAL]) for m in MONTHS] == ["23", ">=3", "15", "<3"]
    with pytest.raises(ReportRefused, match="2019-05"):
        printable(quarters(counts), 3, [by_month])
    with pytest.raises(ReportRefused, match="2019-05"):
        printable(months(counts), 3, [by_quarter])


def test_one_person_more_in_a_quarter_than_its_months_had_before_is_refused() -> None:
    # The totals are hidden beside 2 of whom no time is stated, so that the quarter alone tells of the new one.
    before = replace(printable(months((20, 30, 10, 8)), 5), cells={(m, TOTAL): Count.of(n) for m, n in zip(
        (*MONTHS, TOTAL), (20, 30, 10, 8, 68), strict=True)} | {(TOTAL, TOTAL): Count.parse(">=5")})  # fmt: skip
    with pytest.raises(ReportRefused, match="2019-01/2019-03"):
        printable(quarters((20, 31, 10, 8)), 5, [before])


def test_whose_month_is_not_stated_may_stand_in_any_quarter() -> None:
    # Of 12 without a month some are stated by quarter: 40 - 23 leaves anything from 5 to 14 for March.
    by_month = printable(in_time("month", {**dict(zip(MONTHS, (23, 14, 15, 1), strict=True)), NOT_STATED: 12}), 3)
    by_quarter = in_time("quarter", {QUARTERS[0]: 40, QUARTERS[1]: 20, NOT_STATED: 5})
    assert printable(by_quarter, 3, [by_month]).cells[QUARTERS[0], TOTAL] == Count("40")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3, 4, 6, 9]), min_size=4, max_size=4))
def test_whoever_tries_all_months_finds_no_small_one_from_quarters_that_pass(counts: list[int]) -> None:
    first = printable(months(counts), 4)
    try:
        second = printable(quarters(counts), 4, [first])
    except ReportRefused:
        return
    alone = [guess for guess in product(range(1, 16), repeat=4) if shows(first, months(guess))]
    both = [guess for guess in alone if shows(second, quarters(guess))]
    for place in range(4):
        if counts[place] < 4:
            assert {guess[place] for guess in both} == {guess[place] for guess in alone}


def shows(table: Printed, counted: Counted) -> bool:
    return all(
        c.low <= counted.cells[p] <= (counted.cells[p] if c.high is None else c.high) for p, c in table.cells.items()
    )


def test_a_table_with_rows_and_columns_exchanged_is_the_same_table() -> None:
    old = printable(crossed(("sort", "region"), [[20, 30], [40, 50]]), 5)
    more = grid([[21, 30], [40, 50]])
    cells = {(c, r): number for (r, c), number in more.cells.items()}
    new = Counted("acts", ("region", "sort"), more.columns, more.rows, cells, 0)
    with pytest.raises(ReportRefused, match="c0 / r0"):
        printable(new, 5, [old])


def test_margins_add_up_as_sums_say() -> None:
    counted = grid([[1, 2], [3, 4]])
    assert all(
        counted.cells[total] == sum(counted.cells[part] for part in parts)
        for total, parts in sums_of(counted.rows, counted.columns)
    )
