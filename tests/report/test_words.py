"""Values in words: no bound loses its word, no time is more precise than it is, small shares are fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.report.document import Text
from saylau.report.words import Words, words_for
from saylau.values import Count, Money, When
from saylau.values.message import From, Message, Name, OutOf, Percent, Territory, Value

WORDS = words_for("en", lambda thing, language: f"<{thing}>")
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("41", "41"),
        (">=41", "at least 41"),
        (">140", "more than 140"),
        ("<1", "fewer than 1"),
        ("<=5", "at most 5"),
        ("~200", "about 200"),
        ("1000..3000", "between 1,000 and 3,000"),
        ("several", "several"),
        ("9970", "9,970"),
    ],
)
def test_a_count_keeps_its_bound_in_words(text: str, said: str) -> None:
    assert WORDS.value(Count.parse(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("510000000 KZT", f"510,000,000{NBSP}KZT"),
        ("120..200 EUR", f"between 120 and 200{NBSP}EUR"),
        ("7331200.50 KZT", f"7,331,200.50{NBSP}KZT"),
        (">=100 KZT", f"at least 100{NBSP}KZT"),
    ],
)
def test_money_is_printed_with_its_currency_and_bound(text: str, said: str) -> None:
    assert WORDS.value(Money.parse(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019", "2019"),
        ("2019-05", "May 2019"),
        ("2019-05-09", "9 May 2019"),
        ("2019-04-10/2019-04-28", "10 to 28 April 2019"),
        ("2019-04-29/2019-05-04", "29 April to 4 May 2019"),
        ("2018-12-30/2019-01-02", "30 December 2018 to 2 January 2019"),
        ("2011-03-11/2013-10", "11 March 2011 to October 2013"),
        ("../2018-06", "until June 2018"),
        ("2018-07-05/..", "from 5 July 2018"),
        ("2019~", "about 2019"),
        ("2019-05-09T07:00?", "9 May 2019, 07:00 (time zone not stated)"),
        ("2019-05-09T07:00Z", "9 May 2019, 07:00 UTC"),
        ("2019-05-09T07:00Z/2019-05-09T14:00Z", "9 May 2019, 07:00 to 14:00 UTC"),
        ("2019-05-09T07:00?/2019-05-09T14:00?", "9 May 2019, 07:00 to 14:00 (time zone not stated)"),
        ("2019-05-09T07:00Z/2019-05-10T14:00Z", "9 May 2019, 07:00 UTC to 10 May 2019, 14:00 UTC"),
        ("2019-05-09T07:00Z~/2019-05-09T14:00Z", "about 9 May 2019, 07:00 UTC to 9 May 2019, 14:00 UTC"),
        ("2019-05-09T13:00+06:00", "9 May 2019, 13:00 UTC+06:00"),
    ],
)
def test_a_time_is_no_more_precise_in_words_than_in_the_source(text: str, said: str) -> None:
    assert WORDS.value(When.parse(text)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (OutOf(4, 7), "4 of 7"),
        (OutOf(15, 47), f"15 of 47 (31.9{NBSP}%)"),
        (Percent(Fraction(4446, 10000)), f"44.5{NBSP}%"),
        (Percent(Fraction(1, 3), 2), f"33.33{NBSP}%"),
        (Percent(Fraction(0)), f"0.0{NBSP}%"),
        (Fraction(11814019, 100), "118,140.19"),
        (Fraction(28, 5), "5.60"),
        (Fraction(12, 4), "3"),
        (Decimal("0.5"), "0.5"),
        (date(2019, 6, 9), "9 June 2019"),
        (Name("tokayev"), "<tokayev>"),
        (("a", "b", "c"), "a, b and c"),
        (("a",), "a"),
    ],
)
def test_a_share_of_fewer_than_twenty_cases_is_a_fraction(value: Value, said: str) -> None:
    assert WORDS.value(value) == said


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_a_percentage_is_within_half_a_unit_of_its_last_digit(part: int, whole: int) -> None:
    text = WORDS.value(Percent(Fraction(part, whole))).removesuffix(f"{NBSP}%").replace(",", "")
    assert abs(Fraction(text) - Fraction(part, whole) * 100) <= Fraction(1, 20)


def test_a_bool_is_refused_in_a_message() -> None:
    with pytest.raises(TypeError, match="Truth"):
        WORDS.value(True)


def test_a_number_that_comes_from_one_claim_leads_to_it_and_any_other_to_the_numbers() -> None:
    message = Message("{a} of {b}, by {who}", a=From(Count.of(3), ("f-1",)), b=From(7, ("f-1", "f-2")), who=Name("x"))
    line = WORDS.line(message, "numbers-check")
    assert [(p.text, p.target) for p in line if isinstance(p, Text)] == [
        ("3", "fact-f-1"),
        (" of ", ""),
        ("7", "numbers-check"),
        (", by ", ""),
        ("<x>", ""),
    ]


def test_a_template_of_the_catalogue_is_used_with_the_same_values() -> None:
    words = Words("en", lambda thing, language: thing, {"{n} voters": "voters: {n}"})
    assert words.say("{n} voters", n=1000) == "voters: 1,000"


def test_a_message_whose_places_and_values_differ_is_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        Message("{a}", b=1)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "2019-06-09", "9 июня 2019 года"),
        ("kk", "2019-06-09", "2019 жылғы 9 маусым"),
        ("ru", "2019-05", "май 2019 года"),
        ("kk", "2019-05", "2019 жылғы мамыр"),
        ("de", "2019-06-09", "9. Juni 2019"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, text: str, said: str) -> None:
    assert Words(language, lambda thing, _: thing, {}).value(When.parse(text)) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "2019-03-21/2019-03-22", "21 – 22 марта 2019 года"),
        ("kk", "2019-03-21/2019-03-22", "2019 жылғы 21 – 22 наурыз"),
        ("ru", "2019-04-29/2019-05-04", "29 апреля – 4 мая 2019 года"),
        ("kk", "2019-04-29/2019-05-04", "2019 жылғы 29 сәуір – 4 мамыр"),
        ("kk", "2018-12-30/2019-01-02", "2018 жылғы 30 желтоқсан – 2019 жылғы 2 қаңтар"),
    ],
)
def test_what_both_ends_of_a_span_share_is_said_once_where_the_language_says_it(
    language: str, text: str, said: str
) -> None:
    words = Words(language, lambda thing, _: thing, {"{start} to {end}": "{start} – {end}"})
    assert words.value(When.parse(text)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (1002, "1 002 дня")],
)
def test_a_noun_stands_in_the_form_that_its_number_asks_for(number: int, said: str) -> None:
    words = Words("ru", lambda thing, _: thing, {"{n:day|days}": "{n:день|дня|дней}"})
    assert words.say("{n:day|days}", n=number) == said.replace(" ", NBSP)
    line = words.line(Message("{n:day|days}", n=number))
    assert "".join(p.text for p in line if isinstance(p, Text)) == said.replace(" ", NBSP)


def test_kazakh_keeps_the_singular_after_a_number_and_english_has_two_forms() -> None:
    kazakh = Words("kk", lambda thing, _: thing, {"{n:day|days}": "{n:күн}"})
    assert kazakh.say("{n:day|days}", n=5) == f"5{NBSP}күн"
    assert [WORDS.say("{n:day|days}", n=n) for n in (1, 2)] == [f"1{NBSP}day", f"2{NBSP}days"]


def test_numbers_in_russian_and_kazakh_have_a_decimal_comma_and_no_break_spaces() -> None:
    for language in ("ru", "kk"):
        words = Words(language, lambda thing, _: thing, {})
        assert words.value(1234567) == f"1{NBSP}234{NBSP}567"
        assert words.value(Percent(Fraction(269, 1000))) == f"26,9{NBSP}%"


def test_a_phrase_within_a_message_is_translated_and_a_text_within_it_is_not() -> None:
    words = Words("ru", lambda thing, _: thing, {"{a}: {b}": "{a} – {b}", "no day": "нет дня"})
    assert words.text(Message("{a}: {b}", a=Message("no day"), b="no day")) == "нет дня – no day"


def test_a_country_is_named_in_the_language() -> None:
    assert [Words(x, lambda t, _: t, {}).value(Territory("kz")) for x in ("en", "ru", "kk")] == [
        "Kazakhstan",
        "Казахстан",
        "Қазақстан",
    ]


def test_kazakh_letters_sort_by_the_kazakh_alphabet() -> None:
    given = [
        "Ұлы",
        "Ынта",
        "Ілияс",
        "Бас",
        "Әділ",
        "Аман",
        "Қазақ",
        "Кентау",
        "Ңа",
        "Нан",
        "Өрік",
        "Ор",
        "Ғасыр",
        "Гүл",
    ]
    expected = [
        "Аман",
        "Әділ",
        "Бас",
        "Гүл",
        "Ғасыр",
        "Кентау",
        "Қазақ",
        "Нан",
        "Ңа",
        "Ор",
        "Өрік",
        "Ұлы",
        "Ынта",
        "Ілияс",
    ]
    assert sorted(given, key=Words("kk", lambda t, _: t, {}).sort_key) == expected


def test_a_value_has_its_unit_once_and_in_the_form_that_its_number_asks_for() -> None:
    assert WORDS.with_unit(Money.parse("9000 EUR"), "EUR") == f"9,000{NBSP}EUR"
    assert WORDS.with_unit(60, "days") == "60 days"
    assert WORDS.with_unit(Fraction(26, 100), "") == "0.26"
    words = Words("ru", lambda thing, _: thing, {"{n} seats": "{n:место|места|мест}", "seats": "мест"})
    said = [words.with_unit(value, "seats") for value in (1, 2, 5, Count.parse(">=41"), Fraction(187, 100))]
    assert said == [f"{number}{NBSP}{noun}" for number, noun in (
        ("1", "место"), ("2", "места"), ("5", "мест"), ("at least 41", "место"), ("1,87", "места")
    )]  # fmt: skip
    assert words.with_unit((1, 2), "seats") == "1 and 2 мест"


@pytest.mark.parametrize(("language", "foot"), [("en", "Page 2 of 3"), ("ru", "Страница 2 из 3"), ("kk", "Бет 2 / 3")])
def test_the_foot_of_a_page_says_which_of_how_many(language: str, foot: str) -> None:
    words = words_for(language, lambda thing, _: thing)
    assert f"{words.say('Page')} 2 {words.say('of')} 3" == foot
