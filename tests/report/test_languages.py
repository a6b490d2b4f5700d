"""One case in three languages: the same findings, numbers and chapters; every text said in the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from saylau.assessment.assess import assess
from saylau.assessment.disclosure import publish
from saylau.records.case import Case
from saylau.records.locate import open_case
from saylau.report.build import build_document
from saylau.report.document import Document, FindingBox, FindingItem, plain, walk
from saylau.report.words import Words

LANGUAGES = ("en", "ru", "kk")


@pytest.fixture(scope="module", params=["kazakhstan-2019", "estonia-2019"])
def made(request: pytest.FixtureRequest) -> tuple[dict[str, Document], dict[str, set[str]]]:
    """The report of a bundled case in each language, and the texts that had no translation while it was made."""
    missing: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    case = open_case(request.param)
    shown = publish(assess(case))
    usual = Words.template

    def noted(self: Words, english: str) -> str:
        letters = re.sub(r"\{[^{}]*\}", "", english)
        known = english in self.catalogue or (english, self.language) in case.phrases
        if re.search(r"[A-Za-z]{2,}", letters) and not known and not english.isupper():
            missing[self.language].add(english)
        return usual(self, english)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "template", noted)
        documents = {language: build_document(shown, language=language, content="0" * 64) for language in LANGUAGES}
    return documents, missing


def items(document: Document) -> Iterator[FindingItem]:
    for _, section in walk(document.sections):
        for block in section.blocks:
            if isinstance(block, FindingBox):
                yield from block.items


Made = tuple[dict[str, Document], dict[str, set[str]]]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_text_of_the_program_is_left_in_english(made: Made, language: str) -> None:
    assert made[1][language] == set()


def test_findings_paragraphs_chapters_figures_and_notes_are_the_same_in_all_languages(made: Made) -> None:
    def shape(document: Document) -> object:
        chapters = [(section.anchor, section.number, len(section.blocks)) for _, section in walk(document.sections)]
        return [(i.anchor, i.number, i.outcome) for i in items(document)], chapters, len(document.notes)

    english, russian, kazakh = (shape(made[0][language]) for language in LANGUAGES)
    assert english == russian == kazakh


def numbers(text: str) -> Counter[str]:
    """The numbers of a sentence, whatever signs group their digits and part their decimals."""
    text = re.sub(r"[a-z][\w.:-]*-[\w.:-]*", " ", text)  # names of claims hold digits too
    joined = re.sub(r"(?<=\d)[\u00a0,](?=\d{3}(?!\d))", "", text)
    return Counter(re.findall(r"\d+(?:[.,]\d+)?", joined.replace(",", ".")))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_sentence_holds_the_same_numbers_in_every_language(made: Made, language: str) -> None:
    english = {item.anchor: numbers(plain(item.sentence)) for item in items(made[0]["en"])}
    other = {item.anchor: numbers(plain(item.sentence)) for item in items(made[0][language])}
    assert {anchor for anchor in english if english[anchor] != other[anchor]} == set()


def test_headings_of_the_report_hold_no_english(made: Made) -> None:
    for language in ("ru", "kk"):
        for _, section in walk(made[0][language].sections):
            assert re.search("[Ѐ-ӿ]", section.title), section.title


def test_who_signs_the_catalogue_stands_on_the_cover(made: Made, kazakhstan: Case) -> None:
    assert len(made[0]["ru"].cover) == len(made[0]["en"].cover) + 1
