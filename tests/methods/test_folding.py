"""Folding text for search: the same word in several alphabets and spellings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.folding import fold, keys, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ҚОСАНОВ", "косанов"),
        ("Ёлка", "елка"),
        ("Үкімет", "укимет"),
        ("Kосанов", "косанов"),  # the first letter is Latin
        ("co\u00adoperation", "cooperation"),
        ("Nur\u200b-Sultan", "nur sultan"),
        ("O‘zbek", "ozbek"),
        (unicodedata.normalize("NFD", "йод"), "йод"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(one: str, other: str) -> None:
    assert fold(one) == other


def test_four_spellings_of_one_name_have_one_key() -> None:
    assert {tuple(keys(name)) for name in ("Қосанов", "Косанов", "Qosanov", "Kosanov")} == {("kosanov",)}


def test_words_of_both_alphabets_that_cannot_be_one_stay_apart() -> None:
    assert words("жfоx") == ["жfоx"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
