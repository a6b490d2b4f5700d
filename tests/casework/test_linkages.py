"""Lists of invented people linked: precision and recall against the truth, consent, disputes, rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from saylau.casework.linkages import (
    PEOPLE_ONLY,
    State,
    compared,
    hash_of,
    link,
    link_all,
    linkage_id,
    rows_of,
    state_of,
    threshold_of,
    to_judge,
    wanted,
)
from saylau.casework.listed import judged, standing
from saylau.casework.pairs import item_of, names_of, reasons
from saylau.errors import WrongUse
from saylau.methods.linkage import Level
from saylau.methods.linkage_clusters import Verdict as Decided
from saylau.methods.linkage_pairs import LOOSE, MIDDLE
from saylau.values import When
from saylau.vault.entries import Entry, ListEntry, Verdict, Withdrawal
from tests.casework.linking import agreed, joined, judgement, listed, oracle, true_pairs
from tests.invented_papers import vault_people
from tests.invented_people import LISTS, TODAY, ConsentState, Trap, people


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("threshold", [MIDDLE, LOOSE])
def test_three_lists_in_three_languages_are_linked_after_the_middle_band_was_judged(
    seed: int, threshold: float
) -> None:
    invented = people(seed=seed)
    first = standing(listed(invented), {}, (), TODAY)
    judgements = oracle(invented, first)
    given = standing(listed(invented), {}, judgements, TODAY)
    found = joined(link(given, compared(given), "invented", threshold))
    truth = true_pairs(invented)
    precision, recall = len(found & truth) / len(found), len(found & truth) / len(truth)
    print(f"seed {seed}, {threshold:g} bits: {len(judgements)} judged, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.98
    assert recall >= 0.95


def test_before_anybody_judged_the_linkages_stand_side_by_side_and_a_missed_link_makes_a_stranger() -> None:
    invented = people()
    given = standing(listed(invented), {}, (), TODAY)
    strict, middle, loose = link_all(given, wanted(given, {}))
    assert [made.entry.name for made in (strict, middle, loose)] == ["strict", "middle", "loose"]
    truly = len(set(invented.truth.values()))
    assert strict.linked.people[0] > middle.linked.people[0] > loose.linked.people[0] > truly
    assert joined(strict) < joined(middle) < joined(loose)


@pytest.mark.parametrize("trap", [Trap.NAMESAKES, Trap.FATHER_AND_SON, Trap.TWINS, Trap.FORMS])
def test_people_whom_a_name_confuses_are_never_joined_by_a_score(trap: Trap) -> None:
    invented = people()
    given = standing(listed(invented), {}, (), TODAY)
    found = joined(link(given, compared(given), "loose", LOOSE))
    numbers = {frozenset(invented.truth[handle] for handle in pair) for pair in found}
    assert not numbers & set(map(frozenset, invented.traps[trap]))


def test_a_maiden_and_a_married_name_go_to_people() -> None:
    invented = people()
    given = standing(listed(invented), {}, (), TODAY)
    by_score = joined(link(given, compared(given), "loose", LOOSE))
    married = {number for number, _ in invented.traps[Trap.MARRIED]}
    kk = {h for h, e in invented.entries.items() if e.list == "list-kk"}
    pairs = {p for p in true_pairs(invented) if invented.truth[p[0]] in married and set(p) & kk}
    assert pairs
    assert not pairs & by_score


def test_the_order_of_entries_and_of_lists_changes_nothing() -> None:
    invented = people(120)
    entries = listed(invented)
    back = dict(reversed(entries.items()))
    one, other = (standing(held, {}, (), TODAY) for held in (entries, back))
    made = link(one, compared(one, LISTS), "middle", MIDDLE)
    turned = link(other, compared(other, LISTS[::-1]), "middle", MIDDLE)
    assert made == turned
    assert hash_of(made.entry) == hash_of(turned.entry)


def test_an_irrelevant_entry_changes_no_other_group() -> None:
    entries = listed(people(120))
    stranger = ListEntry(on=TODAY, list="list-en", name="Nobody Elsewhere", place="Nowhere")
    before, after = (standing(held, {}, (), TODAY) for held in (entries, entries | {"E-9999": (stranger,)}))
    groups = link(after, compared(after), "middle", MIDDLE).linked.groups
    assert (
        tuple(group for group in groups if group != ("E-9999",))
        == link(before, compared(before), "middle", MIDDLE).linked.groups
    )


# Consent


def kept(*states: ConsentState) -> frozenset[ConsentState]:
    return frozenset(states)


ANALYSED = kept(
    ConsentState.GRANTED, ConsentState.INSIDE_ONLY, ConsentState.OLD, ConsentState.IN_CUSTODY, ConsentState.CHANGED
)


def test_entries_of_people_who_did_not_agree_to_analysis_are_in_no_linkage() -> None:
    invented = people()
    entries = {handle: (entry,) for handle, entry in invented.entries.items()}
    minors = {p.number for p in invented.persons if p.minor}
    given = standing(entries, vault_people(invented), (), TODAY, minors)
    with_number = {h: e.person for h, e in invented.entries.items() if e.person}
    expected = {h for h, number in with_number.items() if invented.by_number[number].consent not in ANALYSED}
    assert given.out == expected
    assert 20 < len(expected) < len(with_number)
    for made in link_all(given, wanted(given, {})):
        assert not expected & {handle for group in made.entry.clusters for handle in group}


def test_someone_of_whom_the_vault_knows_nothing_agreed_to_nothing() -> None:
    entry = ListEntry(on=TODAY, list="a", name="Invented-One Testov", person="P-0001")
    assert standing({"E-0001": (entry,)}, {}, (), TODAY).out == {"E-0001"}


def test_what_people_judged_to_be_the_same_person_goes_out_with_them() -> None:
    entries = {
        "E-0001": (ListEntry(on=TODAY, list="a", name="Invented-One Testov", person="P-0001"),),
        "E-0002": (ListEntry(on=TODAY, list="b", name="Инвентед Тестов"),),
        "E-0003": (ListEntry(on=TODAY, list="b", name="Invented-Two Testov"),),
    }
    decided = (judgement("E-0001", "E-0002", Verdict.SAME), judgement("E-0001", "E-0003", Verdict.DIFFERENT))
    given = standing(entries, {}, decided, TODAY)
    assert given.out == {"E-0001", "E-0002"}
    assert given.judged.verdicts == {}


def test_a_withdrawal_makes_a_linkage_unusable_until_it_is_built_anew() -> None:
    entries = {
        "E-0001": (ListEntry(on=TODAY, list="a", name="Invented-One Testov", person="P-0001"),),
        "E-0002": (ListEntry(on=TODAY, list="b", name="Invented-Two Oiynov"),),
    }
    before = standing(entries, {"P-0001": agreed()}, (), TODAY)
    made = link(before, compared(before), "middle", MIDDLE)
    assert state_of(made.entry, before, made) is State.HOLDS
    after = standing(entries, {"P-0001": agreed(Withdrawal(on=TODAY))}, (), TODAY)
    (again,) = link_all(after, wanted(after, {"middle": made.entry}))
    assert state_of(made.entry, after, again) is State.WITHDRAWN
    assert again.entry.clusters == (("E-0002",),)
    assert "E-0001" not in again.entry.model_dump_json()


def test_new_entries_make_a_linkage_outdated() -> None:
    entries: dict[str, Sequence[Entry]] = {"E-0001": (ListEntry(on=TODAY, list="a", name="Invented-One Testov"),)}
    before = standing(entries, {}, (), TODAY)
    made = link(before, compared(before), "middle", MIDDLE)
    after = standing(entries | {"E-0002": entries["E-0001"]}, {}, (), TODAY)
    (again,) = link_all(after, wanted(after, {"middle": made.entry}))
    assert state_of(made.entry, after, again) is State.CHANGED
    assert state_of(made.entry, after, None) is State.CHANGED


# Decisions


def test_of_one_persons_decisions_the_last_counts_and_two_people_who_disagree_decide_nothing() -> None:
    later = TODAY + timedelta(days=1)
    changed = [judgement("E-1", "E-2", Verdict.SAME), judgement("E-2", "E-1", Verdict.DIFFERENT, on=later)]
    assert judged(changed, later).verdicts == {("E-1", "E-2"): Decided.DIFFERENT}
    assert judged(changed, TODAY).verdicts == {("E-1", "E-2"): Decided.SAME}
    disagree = judged([changed[0], judgement("E-1", "E-2", Verdict.DIFFERENT, by="another")], TODAY)
    assert disagree.verdicts == {("E-1", "E-2"): Decided.UNSURE}
    assert [(d.same, d.different) for d in disagree.disputes] == [(("invented judge",), ("another",))]


def test_unsure_gives_way_to_whoever_is_sure() -> None:
    said = [judgement("E-1", "E-2", Verdict.UNSURE), judgement("E-1", "E-2", Verdict.SAME, by="another")]
    assert judged(said, TODAY).verdicts == {("E-1", "E-2"): Decided.SAME}


def test_entries_with_one_case_number_are_one_person_without_a_decision() -> None:
    entries = {
        handle: (ListEntry(on=TODAY, list=of, name=name, person="P-0001"),)
        for handle, of, name in (("E-0001", "a", "Invented-One Testov"), ("E-0002", "b", "Мысал Ойынов"))
    }
    given = standing(entries, {"P-0001": agreed()}, (), TODAY)
    (group,) = link(given, compared(given), PEOPLE_ONLY, None).linked.groups
    assert group == ("E-0001", "E-0002")


def test_a_decided_pair_waits_no_more_and_one_in_dispute_waits_again() -> None:
    twice = {"E-0001": "a", "E-0002": "b"}
    entries = {h: (ListEntry(on=TODAY, list=of, name="Ulgi Testov"),) for h, of in twice.items()}
    first = (judgement("E-0001", "E-0002", Verdict.DIFFERENT),)
    second = (*first, judgement("E-0001", "E-0002", Verdict.SAME, by="another"))
    waiting = [to_judge(compared(g), g) for g in (standing(entries, {}, said, TODAY) for said in ((), first, second))]
    assert list(map(len, waiting)) == [1, 0, 1]


# Entries, reasons, names of linkages, rows


@pytest.mark.parametrize(
    ("whole", "family", "given", "patronymic", "ordered"),
    [
        ("Testov Ulgi Mysaluly", "Testov", "Ulgi", "Mysaluly", True),
        ("Ulgi Mysal ұлы Testov", "Testov", "Ulgi", "Mysalұлы", True),
        ("Тестова, Үлгі", "Тестова", "Үлгі", "", True),
        ("Ulgi Mysal", "Ulgi", "Mysal", "", False),
        ("Testov U. M.", "Testov", "U", "M", True),
        ("Ж.М. Тестова", "Тестова", "Ж", "М", True),
        ("Zh. M. Testov", "Testov", "Zh", "M", True),
        ("Testov U. Mysaluly", "Testov", "U.", "Mysaluly", True),
        ("", "", "", "", False),
    ],
)  # fmt: skip
def test_a_name_written_as_a_whole_is_told_apart_by_its_endings(
    whole: str, family: str, given: str, patronymic: str, ordered: bool
) -> None:
    names = names_of(ListEntry(on=TODAY, list="a", name=whole))
    assert (names.family, names.given, names.patronymic, names.ordered) == (family, given, patronymic, ordered)


def test_a_birth_that_is_only_about_right_is_taken_wider() -> None:
    sure, about = (ListEntry(on=TODAY, list="a", born=When.parse(text)) for text in ("1980", "1980~"))
    (first, last), (wider_first, wider_last) = item_of("E-1", sure).born or (0, 0), item_of("E-2", about).born or (0, 0)
    assert first - wider_first == wider_last - last == 36  # a tenth of 365 days


def test_the_reasons_of_a_score_add_up_to_it() -> None:
    given = standing(listed(people(120)), {}, (), TODAY)
    found = compared(given)
    for pair in found.pairs[:20]:
        told = reasons(pair, found.weights)
        assert sum(reason.bits for reason in told) == pytest.approx(pair.score, abs=0.05)
        assert all(reason.bits == 0 for reason in told if reason.level is Level.MISSING)


def test_the_rows_of_a_linkage_hold_numbers_that_add_up_and_no_word_of_an_entry() -> None:
    invented = people(120)
    given = standing(listed(invented), {}, (), TODAY)
    made = link(given, compared(given), "middle", MIDDLE)
    rows = rows_of(made)
    assert sum(int(row["number"]) for row in rows["overlap"]) == int(rows["linkage"][0]["people"])
    said = {cell for table in rows.values() for row in table for cell in row.values()}
    entries = invented.entries.values()
    assert not said & {text for e in entries for text in (e.name, e.family, e.given, e.place, e.matter) if text}
    assert {row["display"] for row in rows["overlap"]} == {"number"}


def test_a_linkage_needs_a_name_of_its_own_and_a_threshold_that_was_looked_at() -> None:
    assert linkage_id("People only") == "linkage-people-only"
    assert threshold_of("middle", None) == MIDDLE
    assert threshold_of("mine", 15) == 15
    for name, threshold in (("mine", None), ("mine", 2.0), (PEOPLE_ONLY, 15.0)):
        with pytest.raises(WrongUse):
            threshold_of(name, threshold)
    with pytest.raises(WrongUse, match="Latin letters"):
        linkage_id("орта")
