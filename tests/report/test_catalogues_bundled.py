"""The Russian and Kazakh catalogues: complete, in their script, in the terms of the glossary, without loaded words."""

from __future__ import annotations

import csv
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping

import pytest

from saylau.report.catalogue import BUNDLED, catalogue_of
from saylau.report.messages import texts

LANGUAGES = ("ru", "kk")
LATIN_WORDS = frozenset({
    "UTC", "TOML", "toml", "csv", "CSV", "SHA", "JSON", "DOCX", "HTML", "PDF", "saylau", "validate", "rules", "review",
    "results", "report", "explain", "findings", "texts", "phrases", "media", "agreement", "MCI", "MAD", "HHI",
    "Krippendorff",
    "Grubbs", "Gallagher", "Laakso", "Taagepera", "NetBlocks", "Freedom", "House", "Google", "Trends", "catalogue",
    "sqrt", "deff", "pdf", "docx", "html", "json", "xlsx",
})  # fmt: skip
"""Names of files, commands, units and authors that stay in Latin letters."""
FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "ru": (
        "сфальсифицирован", "фарс", "фикци", "имитац", "украденн", "предрешённ", "постановочн", "диктатор", "тиран",
        "хунт", "марионет", "кланов", "мошеннич", "доказывает", "очевидно", "несомненно", "безусловно", "конечно",
        "на самом деле", "как известно", "грубейш", "вопиющ", "абсурд", "беспрецедент", "колоссальн", "крайне",
        "жесток", "пытается", "якобы", "так называем", "провластн", "подконтрольн", "радикал", "предател",
        "провокатор", "карманн", "массов",
    ),
    "kk": (
        "көзбояу", "диктатор", "тиран", "қуыршақ", "кландық", "алаяқтық", "қылмыскер", "дәлелдейді", "сөзсіз",
        "күмәнсіз", "әрине", "шын мәнінде", "өрескел", "сұмдық", "орасан", "деген желеумен", "билікшіл", "радикал",
        "сатқын", "арандатушы",
    ),
}  # fmt: skip
"""Stems of loaded words, from the start of a word."""
FIXED = "This is not proof of fraud."


def entries(language: str) -> list[tuple[str, str]]:
    """English text and its translation, as far as there is one."""
    known = catalogue_of(language)
    return [(text, known[text]) for text in texts() if text in known]


def shown(text: str) -> str:
    """A template without its places; the forms of a noun stay."""
    return re.sub(r"\{[^{}:]*(?::([^{}]*))?\}", lambda found: f" {found[1] or ''} ", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(language: str) -> None:
    known = catalogue_of(language)
    assert [text for text in texts() if text not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_text_and_the_forms_that_the_language_needs(language: str) -> None:
    forms = {"ru": 3, "kk": 1}[language]
    for text, said in entries(language):
        assert places(said) == places(text), text
        given = [spec for _, _, spec, _ in string.Formatter().parse(said) if spec]
        assert all(len(spec.split("|")) == forms for spec in given), text


def places(text: str) -> set[str]:
    """The names in braces."""
    return {place for _, place, _, _ in string.Formatter().parse(text) if place is not None}


def mixed(text: str) -> Iterator[str]:
    """Words with letters of two scripts."""
    for word in re.findall(r"[^\W\d_]+", shown(text)):
        if re.search("[A-Za-z]", word) and re.search("[Ѐ-ӿ]", word):
            yield word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_two_scripts_and_no_sign_is_missing_from_the_fonts(language: str) -> None:
    for text, said in entries(language):
        assert list(mixed(said)) == [], text
        assert unicodedata.normalize("NFC", said) == said, text
        assert not re.search("[\u202f\u2009\u2011]", said), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_is_left(language: str) -> None:
    left = [
        (text, word)
        for text, said in entries(language)
        for word in re.findall(r"(?<![\w./])[A-Za-z]{3,}(?![\w./])", shown(said))
        if word not in LATIN_WORDS and not word.isupper()
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_holds_a_loaded_word(language: str) -> None:
    found = [
        (text, stem)
        for text, said in entries(language)
        for stem in FORBIDDEN[language]
        if text != FIXED and re.search(rf"(?<!\w){stem}", said.casefold())
    ]
    assert found == []


def terms(language: str) -> list[tuple[str, str]]:
    """Terms of the glossary with the stem of their translation."""
    with (BUNDLED / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["english"].partition(" (")[0], row[f"{language}_stem"]) for row in rows if row[f"{language}_stem"]]


SOURCES_OF_MONEY = ("sources of a fund", "sources, caps, bans")
"""Where `source` is one of money: the term for a source of information does not fit."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_of_the_glossary_is_translated_as_the_glossary_says(language: str) -> None:
    assert terms(language)
    wrong = [
        (term, text)
        for text, said in entries(language)
        for term, stem in terms(language)
        if re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", shown(text), re.IGNORECASE)
        and not re.search(stem, said.casefold())
        and not any(money in text for money in SOURCES_OF_MONEY)
    ]
    assert wrong == []


ENDINGS = (
    "ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|да|де|та|те|дан|ден|тан|тен|нан|нен|ды|ді|ты|ті|ны|ні|мен|бен|пен|а|у|ом|ой|ы"
)
"""Endings of cases; an ordinal such as `{number}-тарау` has none."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ending_is_attached_to_a_value(language: str) -> None:
    assert [text for text, said in entries(language) if re.search(rf"\}}-?(?:{ENDINGS})(?!\w)", said)] == []
