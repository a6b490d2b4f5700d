"""Names in the other script; expected spellings are those of BGN/PCGN 1947 (Russian) and 1979 (Kazakh)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Нурсултан Назарбаев", "ru", "Nursultan Nazarbaev"),
        ("Шымкент", "ru", "Shymkent"),
        ("Жамбыл", "kk", "Zhambyl"),
        ("Қостанай", "kk", "Qostanay"),
        ("Маңғыстау", "kk", "Mangghystau"),
        ("Щучинск", "ru", "Shchuchinsk"),
        ("Юлия Ясная", "ru", "Yuliya Yasnaya"),
        ("P01", "ru", "P01"),
    ],
)
def test_a_name_in_cyrillic_letters_is_written_in_latin_ones(name: str, language: str, latin: str) -> None:
    assert to_latin(name, language) == latin


@pytest.mark.parametrize(
    ("name", "language", "cyrillic"),
    [
        ("Sadybek Tugel", "ru", "Садыбек Тугел"),
        ("Zhambyl", "kk", "Жамбыл"),
        ("Daniya Espayeva", "ru", "Дания Еспаева"),
        ("Khabar", "ru", "Хабар"),
        ("ASTANA", "ru", "АСТАНА"),
    ],
)
def test_a_name_in_latin_letters_is_written_in_cyrillic_ones(name: str, language: str, cyrillic: str) -> None:
    assert to_cyrillic(name, language) == cyrillic


@given(st.text(alphabet="абвгджзиклмнопрстуфхцчш", min_size=1, max_size=20), st.sampled_from(["ru", "kk"]))
def test_no_letter_of_the_other_script_is_left(text: str, language: str) -> None:
    latin = to_latin(text, language)
    assert is_latin(latin)
    assert is_cyrillic(to_cyrillic(latin, language))
