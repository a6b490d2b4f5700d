"""Keys and scores of names: spellings of public figures must meet; what a key cannot tell is not decided by it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.name_keys import common_form, is_patronymic, name_key, name_keys, patronymic_stem
from saylau.methods.name_scores import name_score
from saylau.methods.transliteration import small_letters
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Person
from saylau.values import Truth


@pytest.mark.parametrize(
    "spellings",
    [
        ("Espayeva", "Espaeva", "Еспаева"),
        ("Tughel", "Tugel", "Түгел"),
        ("Toleutay Rakhimbekov", "Toleutai Rahimbekov", "Төлеутай Рахымбеков"),
        ("Kasym-Zhomart", "Kassym-Jomart", "Қасым-Жомарт"),
        ("Akhmetbekov", "Ahmetbekov", "Ахметбеков"),
        ("Kosanov", "Қосанов"),
        ("Нұрсұлтан", "Nursultan"),
    ],
)
def test_spellings_of_one_public_name_in_three_languages_score_1(spellings: tuple[str, ...]) -> None:
    for one, other in combinations(spellings, 2):
        assert name_keys(one) == name_keys(other)
        assert f"{name_score(one, other):.3f}" == "1.000"


def test_two_given_names_that_differ_in_one_letter_score_as_measured() -> None:
    # Jaro of the given names is (7/8 + 7/8 + 1) / 3, Winkler adds 0.4 of what lacks: 0.95; the family name 1.
    assert f"{name_score('Amirzhan Kosanov', 'Amirzhat Kosanov'):.3f}" == "0.975"


def test_parts_of_a_name_are_compared_in_the_best_order() -> None:
    assert name_score("Rakhimbekov Toleutay", "Төлеутай Рахымбеков") == 1


def test_a_part_without_a_partner_counts_as_nothing_alike() -> None:
    assert name_score("Invented Testov", "Testov") == 0.5
    assert name_score("", "Testov") == 0


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Щучинск", "shuchinsk"),  # щ shch, folded to sh
        ("Джакупов", "zhakupov"),  # dzh to zh
        ("Жақыпов", "zhakipov"),  # a Russified root keeps its other vowel
        ("Мәңгі", "mani"),  # ң is n, and n with g after it is folded too
        ("Маңғыстау", "manhistau"),
        ("O’Testov-Ulgi", "otestovulgi"),
        ("Ёлка", "elka"),  # yo to e
        ("Илия", "ila"),
        ("ƏLI", "ali"),
        ("ılıyas", "ilas"),
        ("Xassen", "hasen"),
        ("Test ov.", "testov"),
    ],
)
def test_a_key_follows_the_tables_and_the_order_of_the_rules(spelling: str, key: str) -> None:
    assert name_key(spelling.replace(" ", "")) == key


def test_composed_and_decomposed_letters_give_one_key() -> None:
    assert name_key("Ай") == name_key("Аи\u0306") == "ai"
    assert name_key("Élim") == name_key("E\u0301lim") == "elim"


@pytest.mark.parametrize(
    ("mixed", "plain"),
    [
        ("C\u0435\u0440\u0456\u043a", "Серік"),  # Latin C before Cyrillic letters
        ("\u041dyp\u043b\u0430\u043d", "Нурлан"),  # Latin y and p
        ("H\u04b1\u0440\u043b\u0430\u043d", "Нұрлан"),  # Latin H for Cyrillic Н
        ("h\u0438\u043a\u0430\u044f", "һикая"),  # Latin h for Kazakh һ
        ("\u0412olat", "Bolat"),  # Cyrillic В before Latin letters
        ("Nurl\u0430n", "Nurlan"),
        ("\u041c\u0430p\u0430\u0442oвич", "Маратович"),
    ],
)
def test_a_letter_of_the_other_script_that_looks_alike_changes_no_key(mixed: str, plain: str) -> None:
    assert mixed != plain
    assert name_key(mixed) == name_key(plain)
    assert patronymic_stem(mixed) == patronymic_stem(plain)


def test_a_name_with_parts_in_two_scripts_keeps_both() -> None:
    assert name_key("Нұр-Djan") == "nurdzhan"


@pytest.mark.parametrize(
    "patronymic",
    ["Үлгіұлы", "Үлгі ұлы", "Ulgiuly", "Үлгіқызы", "Улгикызы", "Ulgiqyzy", "Ulgi-kyzy", "Ulgiovich", "Ulgievna"],
)
def test_patronymics_are_compared_by_the_fathers_name(patronymic: str) -> None:
    assert is_patronymic(patronymic)
    assert patronymic_stem(patronymic) == "ulgi"


def test_a_doubled_letter_where_name_and_ending_meet_leaves_the_name_whole() -> None:
    assert patronymic_stem("Маликкызы") == patronymic_stem("Маликович") == "malik"


def test_a_name_without_the_ending_is_no_patronymic() -> None:
    assert not is_patronymic("Testov")
    assert not is_patronymic("ұлы")
    assert patronymic_stem("Testov") == "testov"


def test_women_and_men_of_one_surname_have_two_keys_with_one_common_form() -> None:
    assert name_key("Testova") != name_key("Testov")
    assert common_form(name_key("Тестова")) == common_form(name_key("Testov")) == "testov"
    assert common_form(name_key("Тестовская")) == common_form(name_key("Testovsky")) == "testovski"


@given(st.text(alphabet="".join(small_letters("kk")), min_size=1, max_size=12))
def test_the_key_of_a_cyrillic_name_is_in_latin_letters_and_its_own_key(name: str) -> None:
    key = name_key(name)
    assert key.isascii()
    assert name_key(name.upper()) == key


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_score_of_two_names_does_not_depend_on_their_order(one: str, other: str) -> None:
    assert name_score(one, other) == pytest.approx(name_score(other, one))
    assert 0 <= name_score(one, other) <= 1


def in_language(case: Case, person: Fact[Person], language: str) -> str:
    name = person.record.name
    return case.texts.get((person.id, "name", language), "") or case.phrases.get((name, language), "")


def test_public_figures_of_the_bundled_case_meet_in_three_languages_and_no_two_are_taken_for_one(
    kazakhstan: Case,
) -> None:
    """The table of the documentation. Their Russian and Kazakh spellings were written by the makers of the case."""
    figures = [f for f in kazakhstan.all(Person) if f.record.public is Truth.YES]
    named = {f.id: [f.record.name, *(in_language(kazakhstan, f, lang) for lang in ("ru", "kk"))] for f in figures}
    whole = [names for names in named.values() if all(names)]
    true = [pair for names in whole for pair in combinations(names, 2)]
    false = [(a, b) for one, other in combinations(whole, 2) for a in one for b in other]
    assert (len(whole), len(true)) == (28, 84)
    assert sum(name_keys(a) == name_keys(b) for a, b in true) == 82
    assert f"{min(name_score(a, b) for a, b in true):.3f}" == "0.980"
    assert f"{max(name_score(a, b) for a, b in false):.3f}" == "0.757"
