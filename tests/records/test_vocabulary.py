"""The vocabulary of acts: every code has its term, and the codes of the published thesaurus are whole."""

from __future__ import annotations

from itertools import combinations

import pytest

from saylau.records.base import Ref
from saylau.records.kinds import Act
from saylau.records.kinds.prosecutions import ActSort
from saylau.records.vocabulary import TITLES, VOCABULARY, CountedAs, full_code, lacking, phrase, texts
from saylau.values import When


def test_every_code_has_one_term_with_a_title_and_a_meaning_of_its_own() -> None:
    assert list(VOCABULARY) == list(ActSort)
    assert all(term.title and term.meaning.endswith(".") for term in VOCABULARY.values())
    assert all(a.title != b.title and a.meaning != b.meaning for a, b in combinations(VOCABULARY.values(), 2))


def test_no_title_of_another_code_is_a_code() -> None:
    assert {code for code, title in TITLES.items() if title in TITLES and title != code} == set()


@pytest.mark.parametrize(
    ("code", "full"),
    [
        ("detention.short", ("03010100000004",)),
        ("arrest.house", ("03010500000004",)),
        ("device.seizure", ("13010700000004",)),
        ("dismissal.employment", ("30010403010004", "30010210000004")),
        ("campaign.intimidation", ("17010500000004", "17010501000004")),
        ("arrest.administrative", ()),
        ("hearing.night", ()),
        ("surveillance", ()),
        ("child.in_custody", ()),
    ],
)
def test_a_stem_is_padded_to_twelve_digits_and_closed_with_the_number_of_the_thesaurus(
    code: str, full: tuple[str, ...]
) -> None:
    assert VOCABULARY[ActSort(code)].codes == full


def test_all_stems_are_digits_that_fit() -> None:
    stems = [
        s for t in VOCABULARY.values() for s in (*t.stems, *t.wider, *(stem for stem, _ in t.narrower))
    ]  # fmt: skip
    assert all(s.isdigit() and len(s) <= 12 and len(full_code(s)) == 14 for s in stems)


@pytest.mark.parametrize(
    ("code", "counted_as"),
    [
        ("detention.preventive", CountedAs.DETENTIONS),
        ("fine.administrative", CountedAs.SENTENCES),
        ("arrest.house", CountedAs.PEOPLE),
        ("conscription.reprisal", CountedAs.SUMMONSES),
        ("denial.counsel", CountedAs.HEARINGS),
        ("assembly.dispersal", CountedAs.EVENTS),
        ("blocking.internet", CountedAs.BLOCKINGS),
        ("force.use", CountedAs.ACTS),
    ],
)
def test_what_an_act_counts_as_follows_from_its_code(code: str, counted_as: CountedAs) -> None:
    assert VOCABULARY[ActSort(code)].counted_as is counted_as


def test_required_fields_are_fields_of_an_act() -> None:
    fields = set(Act.model_fields)
    assert all(set(term.required) <= fields for term in VOCABULARY.values())


def test_an_act_tells_which_of_the_fields_that_its_code_requires_it_lacks() -> None:
    bare = Act(person=Ref("p01"), sort=ActSort.FORCE)
    assert lacking(bare) == ("during", "region", "means")
    told = Act(person=Ref("p01"), sort=ActSort.FORCE, during=When("2019-05"), region=Ref("city"), means="baton")
    assert lacking(told) == ()


def test_a_code_is_said_by_its_title_and_any_other_choice_as_it_is() -> None:
    assert phrase("child.in_custody") == "child in custody"
    assert phrase("public") == "public"


def test_the_texts_of_the_vocabulary_hold_titles_meanings_and_units_and_no_code() -> None:
    said = set(texts())
    assert {"child in custody", "detentions", "summonses"} <= said
    assert not {code for code in TITLES if "." in code} & said
