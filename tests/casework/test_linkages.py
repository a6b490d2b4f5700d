"""Lists of invented people linked: precision and recall against the truth, consent, disputes, rows, the verb itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from saylau.casework.linkages import (
    PEOPLE_ONLY,
    Made,
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
from saylau.casework.listed import Standing, judged, standing
from saylau.casework.pairs import item_of, names_of, reasons
from saylau.cli import main
from saylau.errors import WrongUse
from saylau.methods.linkage import Level
from saylau.methods.linkage_clusters import Verdict as Decided
from saylau.methods.linkage_pairs import LOOSE, MIDDLE
from saylau.records.folder import read_folder
from saylau.records.kinds import Linkage, Overlap
from saylau.values import When
from saylau.vault import session
from saylau.vault.age import Key
from saylau.vault.entries import Consent, Entry, Judgement, ListEntry, Purpose, Verdict, Withdrawal
from saylau.vault.vault import COMMON, LISTED, open_with, vault_path
from tests.invented_papers import vault_people
from tests.invented_people import LISTS, TODAY, ConsentState, Invented, Trap, people
from tests.records.folders import SOUND, write
from tests.vault.invented import vault_at

Pair = tuple[str, str]


def listed(invented: Invented) -> dict[str, tuple[Entry, ...]]:
    """The list entries as a vault holds them, without case numbers, so that consent asks for nobody."""
    return {handle: (entry.model_copy(update={"person": ""}),) for handle, entry in invented.entries.items()}


def true_pairs(invented: Invented) -> set[Pair]:
    about: dict[str, list[str]] = {}
    for handle, number in invented.truth.items():
        about.setdefault(number, []).append(handle)
    return {pair for handles in about.values() for pair in combinations(sorted(handles), 2)}


def joined(made: Made) -> set[Pair]:
    return {pair for group in made.linked.groups for pair in combinations(group, 2)}


def oracle(invented: Invented, given: Standing) -> tuple[Judgement, ...]:
    """Somebody who knows the truth judges every pair that waits."""
    waiting = to_judge(compared(given), given)
    return tuple(
        judgement(*pair.pair, Verdict.SAME if same(invented, pair.pair) else Verdict.DIFFERENT) for pair in waiting
    )


def same(invented: Invented, pair: Pair) -> bool:
    return invented.truth[pair[0]] == invented.truth[pair[1]]


def judgement(one: str, other: str, verdict: Verdict, by: str = "invented judge", on: date = TODAY) -> Judgement:
    return Judgement(on=on, one=one, other=other, verdict=verdict, by=by, reason="invented")


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


def agreed(*more: Entry) -> tuple[Entry, ...]:
    return (Consent(on=TODAY - timedelta(days=30), purposes=(Purpose.STORE, Purpose.ANALYSE)), *more)


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


# The verb, from two lists in two scripts and one in Kazakh to rows of the case

COLUMNS = ("name", "family", "given", "patronymic", "language", "gender", "born", "place", "day", "act", "matter")
PEOPLE_LISTS = "id,name,unit,entries,source\n" + "".join(f"{name},Invented {name},people,>=1,s1\n" for name in LISTS)


def as_csv(entries: Iterable[ListEntry]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        told = entry.model_dump(mode="json")
        writer.writerow([told[column] or "" for column in COLUMNS])
    return out.getvalue()


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of three lists, with a vault beside it whose key is at hand."""
    folder = write(tmp_path / "case", {**SOUND, "people_list.csv": PEOPLE_LISTS.encode()})
    key = Key.new()
    vault_at(vault_path(folder), key=key)
    monkeypatch.setattr(session, "opened", lambda path: open_with(path, key))
    return folder


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def build(folder: Path, *more: str) -> Mapping[str, int]:
    """Build and read the people of each linkage from the case."""
    assert run("link", "build", folder, "--on", TODAY.isoformat(), *more) == 0
    return {f.record.name: f.record.people.exact or 0 for f in read_folder(folder).all(Linkage)}


def test_lists_in_two_scripts_and_three_languages_are_linked_from_the_command_line(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invented = people(80)
    for name in LISTS:
        file = tmp_path / f"{name}.csv"
        file.write_text(as_csv(e for e in invented.entries.values() if e.list == name), encoding="utf-8")
        assert run("vault", "add", case, "--list", name, "--from", file, "--on", TODAY.isoformat()) == 0
    assert run("link", "candidates", case) == 2
    assert "--in-the-clear" in capsys.readouterr().err
    assert run("link", "candidates", case, "--in-the-clear", "--list", "list-ru,list-en", "--most", "0") == 0
    shown = capsys.readouterr().out
    assert "Cyrillic" in shown
    assert "Latin" in shown
    assert "family name: the same by its key" in shown

    before = build(case)
    given = standing(listed(invented), {}, (), TODAY)
    for told in oracle(invented, given):
        arguments = (told.one, told.other, str(told.verdict), "--reason", "invented", "--by", "judge")
        assert run("link", "decide", case, *arguments, "--on", TODAY.isoformat()) == 0
    after = build(case)
    truly = len(set(invented.truth.values()))
    assert before["middle"] > after["middle"]
    assert after["middle"] == pytest.approx(truly, abs=2)
    overlaps = [f.record for f in read_folder(case).all(Overlap) if f.record.linkage == "linkage-middle"]
    assert sum(row.number.exact or 0 for row in overlaps) == after["middle"]
    capsys.readouterr()
    assert run("link", "show", case, "--on", TODAY.isoformat()) == 0
    shown = capsys.readouterr().out
    assert "rebuild required" not in shown
    assert not any(e.family and e.family in shown for e in invented.entries.values())


def fill(folder: Path, entries: Mapping[str, ListEntry], people: Mapping[str, Sequence[Entry]]) -> None:
    vault = session.opened(vault_path(folder))
    for handle, entry in entries.items():
        assert vault.new_handle(LISTED) == handle
        vault.add(handle, entry)
    for number, held in people.items():
        vault.add(number, *held)
    vault.save()


def test_who_takes_consent_back_leaves_no_trace_in_vault_or_case_once_it_is_built_anew(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
        "E-0003": ListEntry(on=TODAY, list="list-en", name="Mysal Oiynov"),
    }
    fill(case, entries, {"P-0001": agreed()})
    decide = ("same", "--reason", "invented", "--by", "judge", "--on", TODAY.isoformat())
    assert run("link", "decide", case, "E-0001", "E-0002", *decide) == 0
    assert build(case) == {"strict": 2, "middle": 2, "loose": 2, PEOPLE_ONLY: 2}
    vault = session.opened(vault_path(case))
    vault.add("P-0001", Withdrawal(on=TODAY))
    vault.save()
    capsys.readouterr()
    assert run("link", "show", case, "--on", TODAY.isoformat()) == 0
    assert capsys.readouterr().out.count("rebuild required") == 4
    assert set(build(case, "--name", "middle").values()) == {1}
    held = session.opened(vault_path(case)).entries(COMMON)
    made = [entry for entry in held if entry.kind == "linkage"]
    assert len(made) == 4
    assert not any("E-0001" in entry.model_dump_json() for entry in made)
    assert "2 entries are left out" in capsys.readouterr().out


def test_to_erase_a_person_takes_their_entries_decisions_and_linkages_along(case: Path) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
    }
    fill(case, entries, {"P-0001": agreed()})
    why = ("same", "--reason", "invented", "--by", "judge", "--on", TODAY.isoformat())
    assert run("link", "decide", case, "E-0001", "E-0002", *why) == 0
    build(case)
    vault = session.opened(vault_path(case))
    assert set(vault.erase("P-0001", TODAY)) == {"P-0001", "E-0001"}
    assert vault.entries(COMMON) == ()


def test_a_decision_names_two_entries_that_may_be_looked_at(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
    }
    fill(case, entries, {})
    why = ("same", "--reason", "invented", "--by", "judge")
    assert run("link", "decide", case, "E-0001", "E-0002", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0009", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0002", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0001", "same") == 2
    assert run("link", "decide", case) == 2
    refused = capsys.readouterr().err
    assert "does not let it be analysed" in refused
    assert "no list entry E-0009" in refused
    assert "Testov" not in refused
    assert session.opened(vault_path(case)).entries(COMMON) == ()


def test_a_case_that_cannot_be_read_again_gets_no_row_and_the_vault_no_linkage(case: Path) -> None:
    fill(case, {"E-0001": ListEntry(on=TODAY, list="list-lost", name="Ulgi Testov")}, {})
    assert run("link", "build", case) == 4
    assert session.opened(vault_path(case)).entries(COMMON) == ()
    assert not (case / "linkage.csv").exists()


def test_a_walk_through_the_pairs_saves_each_decision(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "E-0001": ("list-kk", "Үлгі Тестов"),
        "E-0002": ("list-en", "Ulgi Testov"),
        "E-0003": ("list-ru", "Улги Тестов"),
    }
    fill(case, {h: ListEntry(on=TODAY, list=of, name=name) for h, (of, name) in names.items()}, {})
    typed = io.StringIO("judge\ns\nsame spelling\nx\n\nq\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    assert run("link", "decide", case) == 0
    assert "1 decision, 2 pairs left" in capsys.readouterr().out
    (told,) = session.opened(vault_path(case)).entries(COMMON)
    assert isinstance(told, Judgement)
    assert (told.verdict, told.by, told.reason) == (Verdict.SAME, "judge", "same spelling")
