"""Scores of pairs, weights, groups: what a score cannot tell goes to people, and what people decide wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.linkage import HAND, PRIOR, Bearers, Candidate, Caution, Field, Item, Level, Span, bits_of, weighed
from saylau.methods.linkage_clusters import LARGE, Pair, Stop, Verdict, linked, overlaps
from saylau.methods.linkage_em import ENOUGH, estimated, fitting_weights
from saylau.methods.linkage_pairs import ASKED_FROM, LOOSE, MIDDLE, STRICT, Band, band, candidates, pairs
from saylau.methods.name_keys import name_key, patronymic_stem

THRESHOLDS = (STRICT, MIDDLE, LOOSE, ASKED_FROM)


def day(text: str) -> Span:
    """One day, or one year, as bounds."""
    if len(text) == 4:
        return date(int(text), 1, 1).toordinal(), date(int(text), 12, 31).toordinal()
    return date.fromisoformat(text).toordinal(), date.fromisoformat(text).toordinal()


def item(
    key: str, family: str = "Testov", given: str = "Ulgi", patronymic: str = "", born: str = "", **more: str
) -> Item:
    """An entry of list `a` or `b`, by the first letter of its key."""
    held = day(more.pop("day")) if "day" in more else None
    more["place"] = name_key(more.get("place", ""))
    return Item(
        key, key[0], name_key(family), name_key(given), True, patronymic_stem(patronymic) if patronymic else "",
        day(born) if born else None, day=held, **more,
    )  # fmt: skip


def pair_of(one: Item, other: Item) -> Candidate:
    found = weighed(one, other, Bearers([one, other]))
    assert found is not None
    return found


def alike(**fields: str) -> Candidate:
    """A pair that agrees on the fields given."""
    return pair_of(item("a1", **fields), item("b1", **fields))


# Scores


def test_a_score_is_the_sum_of_what_its_fields_add_and_missing_fields_add_nothing() -> None:
    pair = alike(born="1980-02-03", place="Testkent", gender="woman")
    by_hand = [log2(0.80 * 300), log2(0.80 * 100), log2(0.90 * 1000), log2(0.98 / 0.55), log2(0.85 / 0.20)]
    assert pair.score == pytest.approx(sum(by_hand), abs=0.25)  # each to a tenth of a bit
    assert pair.score == pytest.approx(sum(bits_of(pair.levels, pair.bearers)), abs=0.05)
    assert pair.levels[Field.PATRONYMIC] is Level.MISSING


def test_each_doubling_of_the_bearers_of_a_name_takes_one_bit_off() -> None:
    levels = pair_of(item("a1"), item("b1")).levels
    one, four = bits_of(levels, (1, 1)), bits_of(levels, (4, 1))
    assert one[Field.FAMILY] - four[Field.FAMILY] == pytest.approx(2)
    assert bits_of(levels, (10**6, 1))[Field.FAMILY] == pytest.approx(
        log2(PRIOR[Field.FAMILY, Level.SAME][0]), abs=0.05
    )


def test_bearers_of_a_name_are_counted_on_the_list_where_most_bear_it() -> None:
    items = [item("a1"), item("b1"), item("b2"), item("c1", family="Other")]
    assert Bearers(items).of("testov", "other") == 2
    assert Bearers(items).of("nobody", "") == 1


def test_which_of_two_entries_comes_first_changes_nothing() -> None:
    one, other = item("a1", born="1980-02-03", place="Testkent"), item("b1", family="Testova", born="1980")
    assert pair_of(one, other) == pair_of(other, one)


def test_names_whose_order_is_not_known_are_compared_both_ways() -> None:
    turned = Item("b1", "b", family="ulgi", given="testov", ordered=False)
    assert pair_of(item("a1"), turned).levels[:2] == (Level.SAME, Level.SAME)
    assert pair_of(item("a1"), Item("b1", "b", family="ulgi", given="testov")).levels[0] is Level.DIFFERS


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1980-02-03", "1980-02-03", Level.SAME),
        ("1980-02-03", "1980", Level.CLOSE),
        ("1980", "1980", Level.CLOSE),
        ("1980-02-03", "1980-03-02", Level.NEAR),  # day and month exchanged
        ("1980", "1981", Level.NEAR),
        ("1980", "1985", Level.DIFFERS),
        ("1980", "", Level.MISSING),
    ],
)
def test_births_are_compared_by_their_bounds(one: str, other: str, level: Level) -> None:
    assert pair_of(item("a1", born=one), item("b1", born=other)).levels[Field.BORN] is level


def test_bounds_of_many_years_say_nothing() -> None:
    wide = (day("1950")[0], day("1990")[1])
    assert pair_of(Item("a1", "a", born=wide), Item("b1", "b", born=wide)).levels[Field.BORN] is Level.MISSING


def test_an_initial_that_fits_is_neither_the_same_name_nor_another() -> None:
    assert pair_of(item("a1", given="U."), item("b1")).levels[Field.GIVEN] is Level.INITIAL
    assert pair_of(item("a1", given="K."), item("b1")).levels[Field.GIVEN] is Level.DIFFERS
    assert pair_of(item("a1", given="U."), item("b1", given="U")).levels[Field.GIVEN] is Level.INITIAL


# What a score cannot tell


@pytest.mark.parametrize(("one", "other"), [("Ж.", "Zh."), ("Ж.", "Zhandos"), ("Sh.", "Шолпан"), ("Ч.", "Chingiz")])
def test_a_letter_that_is_two_in_latin_is_an_initial_as_well(one: str, other: str) -> None:
    assert pair_of(item("a", given=one), item("b", given=other)).levels[Field.GIVEN] is Level.INITIAL
    assert pair_of(item("a", given=one), item("b", given="Ulgi")).levels[Field.GIVEN] is Level.DIFFERS


def test_two_entries_of_which_a_given_name_is_an_initial_are_not_linked_by_their_score() -> None:
    born = {"born": "1990-05-04", "place": "Ulgi", "day": "2031-03-21", "matter": "31"}
    pair = pair_of(item("a", given="Ж.", **born), item("b", given="Zh.", **born))
    assert pair.score >= STRICT
    assert band(pair) is Band.ASK


def test_namesakes_of_whom_no_more_is_known_go_to_people_however_many_bear_the_name() -> None:
    crowd = [item(f"a{n}") for n in range(300)] + [item(f"b{n}") for n in range(300)]
    found = weighed(crowd[0], crowd[-1], Bearers(crowd))
    assert found is not None
    assert found.score < ASKED_FROM
    assert Caution.NAMES_ONLY in found.cautions
    assert {band(found, threshold) for threshold in THRESHOLDS} == {Band.ASK}


@pytest.mark.parametrize(
    ("one", "other", "caution"),
    [
        ({}, {}, Caution.NAMES_ONLY),
        ({"patronymic": "Oiynuly"}, {"patronymic": "Elesuly"}, Caution.PATRONYMICS),
        ({"given": "Elesbek"}, {"given": "Elesbek", "patronymic": "Elesbekuly"}, Caution.FATHER_AND_CHILD),
        ({"given": "Ulgi"}, {"given": "Mysal"}, Caution.GIVEN_NAMES),  # twins
        ({"family": "Testova"}, {"family": "Oiynbaeva"}, Caution.FAMILY_NAMES),  # maiden and married
        ({"family": "Тестова"}, {"family": "Testov"}, Caution.FORMS),
    ],
    ids=["namesakes", "patronymics", "father and son", "twins", "maiden and married", "women's and men's form"],
)
def test_what_a_key_cannot_tell_goes_to_people_whatever_the_score(
    one: dict[str, str], other: dict[str, str], caution: Caution
) -> None:
    beside = {} if caution is Caution.NAMES_ONLY else {"born": "1980-02-03", "place": "Testkent", "matter": "77"}
    pair = pair_of(item("a1", **one, **beside), item("b1", **other, **beside))
    assert caution in pair.cautions
    assert {band(pair, threshold) for threshold in THRESHOLDS} == {Band.ASK}


def test_two_entries_of_one_list_are_never_linked_by_their_score() -> None:
    pair = pair_of(item("a1", born="1980-02-03", matter="77"), item("a2", born="1980-02-03", matter="77"))
    assert Caution.SAME_LIST in pair.cautions
    assert band(pair, LOOSE) is Band.ASK


def test_two_case_numbers_are_never_linked_by_their_score() -> None:
    pair = pair_of(
        item("a1", born="1980-02-03", matter="77", person="P-0001"),
        item("b1", born="1980-02-03", matter="77", person="P-0002"),
    )
    assert band(pair, LOOSE) is Band.ASK


def test_a_pair_that_agrees_on_names_and_birth_is_linked_by_its_score() -> None:
    assert band(alike(born="1980-02-03", place="Testkent"), MIDDLE) is Band.SAME
    assert band(alike(born="1980-02-03", place="Testkent"), None) is Band.ASK  # people only


# Pairs that are looked at


def test_entries_that_share_none_of_the_four_keys_are_not_compared() -> None:
    apart = [item("a1", "Testov", "Ulgi", place="Testkent"), item("b1", "Oiynov", "Ulgi", place="Elsewhere")]
    assert pairs(apart) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"given": "Mysal"}),
        ({"family": "A", "place": "Testkent"}, {"family": "B", "place": "Тесткент"}),
        ({"family": "A", "day": "2031-05-01"}, {"family": "B", "day": "2031-05-01"}),
        ({"given": "A", "family": "C", "born": "1980", "place": "Testkent"},
         {"given": "B", "family": "D", "born": "1980-02-03", "place": "Testkent"}),
    ],
    ids=["family name", "given name and place", "name and day", "year of birth and place"],
)  # fmt: skip
def test_one_shared_key_is_enough_to_be_compared(one: dict[str, str], other: dict[str, str]) -> None:
    assert len(pairs([item("a1", **one), item("b1", **other)])) == 1


# Weights from the lists


def test_small_lists_keep_the_weights_set_by_hand() -> None:
    assert fitting_weights([item("a1"), item("b1")]) is HAND


def test_a_level_that_was_never_seen_keeps_its_prior_weight_and_says_so() -> None:
    found = estimated(people_on_two_lists(300))
    assert found.estimated
    assert (Field.MATTER, Level.SAME) in found.kept
    assert found.m_u[Field.MATTER, Level.SAME] == PRIOR[Field.MATTER, Level.SAME]
    assert (Field.PLACE, Level.SAME) not in found.kept


def test_estimated_weights_find_the_error_rate_that_the_lists_were_made_with() -> None:
    # One place in ten is wrong on list b, and ten places are about as likely for two people.
    found = estimated(people_on_two_lists(1_200))
    assert found.m_u[Field.PLACE, Level.SAME][0] == pytest.approx(0.9, abs=0.03)
    assert found.m_u[Field.PLACE, Level.SAME][1] == pytest.approx(1 / 10, abs=0.02)


def test_from_some_thousands_weights_are_estimated() -> None:
    assert fitting_weights(people_on_two_lists(ENOUGH // 2)).estimated


@cache
def people_on_two_lists(count: int) -> tuple[Item, ...]:
    """So many people, each on both lists; one in ten stands at another place on list b, and none has a matter."""
    rng = Random(count)
    found = []
    for n in range(count):
        family, given, father, place, other = (int(rng.random() * kinds) for kinds in (97, 31, 29, 10, 9))
        day_of_birth = 720_000 + int(rng.random() * 15_000)
        there = (place + 1 + other) % 10 if rng.random() < 0.1 else place
        one = Item(f"a{n:05}", "a", word(family), word(100 + given), True, word(200 + father), (day_of_birth,) * 2)
        found += [replace(one, place=word(300 + place)), replace(one, key=f"b{n:05}", of="b", place=word(300 + there))]
    return tuple(found)


@cache
def word(number: int) -> str:
    """An invented word, unlike others."""
    rng = Random(number)
    return "".join("bdfghklmnprstvz"[int(rng.random() * 15)] + "aeiou"[int(rng.random() * 5)] for _ in range(4))


# Groups

LISTS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "c1": "c"}


def test_groups_hang_together_by_decisions_and_scores_without_the_pairs_judged_different() -> None:
    found = linked(LISTS, [("a1", "b1"), ("b1", "c1")], {("c1", "b1"): Verdict.DIFFERENT, ("a2", "b2"): Verdict.SAME})
    assert found.groups == (("a1", "b1"), ("a2", "b2"), ("c1",))
    assert found.people == (3, 3)


@pytest.mark.parametrize("verdict", [Verdict.DIFFERENT, Verdict.UNSURE])
def test_a_judged_pair_wins_over_its_score(verdict: Verdict) -> None:
    assert linked(LISTS, [("a1", "b1")], {("b1", "a1"): verdict}).groups == tuple((one,) for one in LISTS)


def test_contradicting_decisions_are_listed_and_not_resolved() -> None:
    found = linked(LISTS, [], {("a1", "b1"): Verdict.SAME, ("b1", "c1"): Verdict.SAME, ("a1", "c1"): Verdict.DIFFERENT})
    (conflict,) = found.conflicts
    assert (conflict.different, conflict.chain, conflict.judged) == (("a1", "c1"), ("a1", "b1", "c1"), True)
    assert found.stopped[("a1", "b1", "c1")] == (Stop.CONFLICT,)
    assert found.people == (3, 5)


def test_a_group_that_scores_joined_past_a_decision_is_told_as_such() -> None:
    found = linked(LISTS, [("a1", "b1"), ("b1", "c1")], {("a1", "c1"): Verdict.DIFFERENT})
    assert [conflict.judged for conflict in found.conflicts] == [False]


def test_two_entries_of_one_list_stop_a_group_until_people_decided() -> None:
    by_score = linked(LISTS, [("a1", "b1"), ("a2", "b1")], {})
    assert by_score.stopped == {("a1", "a2", "b1"): (Stop.ONE_LIST_TWICE,)}
    assert by_score.people == (3, 5)
    assert overlaps(by_score, LISTS) == {("a",): (0, 2), ("a", "b"): (0, 1), ("b",): (1, 2), ("c",): (1, 1)}
    decided = linked(LISTS, [], {("a1", "b1"): Verdict.SAME, ("a2", "b1"): Verdict.SAME})
    assert not decided.stopped
    assert overlaps(decided, LISTS) == {("a", "b"): (1, 1), ("b",): (1, 1), ("c",): (1, 1)}


def test_more_entries_than_lists_and_improbably_many_stop_a_group() -> None:
    many = {f"a{n:02}": "a" for n in range(LARGE + 1)}
    found = linked(many, combinations(many, 2), {})
    assert found.stopped[tuple(sorted(many))] == (Stop.ONE_LIST_TWICE, Stop.MORE_THAN_LISTS, Stop.LARGE)


KEYS = [f"{of}{n}" for of in "abc" for n in range(4)]
GRAPHS = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE, "score"]),
    max_size=14,
)


def groups_of(graph: dict[Pair, str], keys: list[str]) -> tuple[tuple[str, ...], ...]:
    scored = [pair for pair, how in graph.items() if how == "score"]
    judged = {pair: Verdict(how) for pair, how in graph.items() if how != "score"}
    return linked({key: key[0] for key in keys}, scored, judged).groups


@given(GRAPHS, st.permutations(KEYS))
def test_the_order_of_entries_and_pairs_changes_no_group(graph: dict[Pair, str], keys: list[str]) -> None:
    shuffled = {(other, one): how for (one, other), how in reversed(graph.items())}
    assert groups_of(graph, KEYS) == groups_of(shuffled, keys)


@given(GRAPHS)
def test_people_and_overlaps_keep_their_bounds(graph: dict[Pair, str]) -> None:
    lists = {key: key[0] for key in KEYS}
    judged = {pair: Verdict(how) for pair, how in graph.items() if how != "score"}
    found = linked(lists, [pair for pair, how in graph.items() if how == "score"], judged)
    low, high = found.people
    assert 0 < low <= high <= len(KEYS)
    if not found.stopped:
        assert sum(bounds[0] for bounds in overlaps(found, lists).values()) == low == high
    assert all(least <= most for least, most in overlaps(found, lists).values())


@given(st.permutations(people_on_two_lists(12)))
def test_the_order_of_entries_changes_no_score(items: list[Item]) -> None:
    assert candidates(items) == candidates(people_on_two_lists(12))


def test_an_irrelevant_entry_changes_no_score_and_no_other_group() -> None:
    items = people_on_two_lists(40)
    stranger = Item("b99999", "b", family="stranger", given="nobody", place="nowhere")
    assert candidates([*items, stranger]) == candidates(items)
