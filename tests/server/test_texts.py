"""Every text of the pages stands in Russian and Kazakh, with the places of the English one."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message

from saylau.server.catalogue import LANGUAGES, catalogue, catalogue_bytes, file_of, missing, texts

_PLACE = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")


def places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [str(message.string)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert [message.id for message in missing(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_the_text(language: str) -> None:
    several = [message for message in catalogue(language) if message.id]
    wrong = [
        message.id
        for message in several
        if isinstance(message.id, str) and any(places(form) != places(message.id) for form in forms(message) if form)
    ]
    assert len(several) > 1000
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bundled_catalogue_is_the_one_that_the_texts_make_today(language: str) -> None:
    assert file_of(language).read_bytes() == catalogue_bytes(catalogue(language)), (
        "python -m saylau.server.gather_texts"
    )


def test_texts_are_gathered_out_of_templates_code_and_record_classes() -> None:
    found = texts()
    assert all(text in found for text in ("Skip to the content", "Overview", "voting day"))
