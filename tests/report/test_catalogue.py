"""Catalogues: found in folders, compiled once, refused with a reason; every text of the program is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from saylau.cli.catalogue import catalogue_bytes
from saylau.errors import WrongUse
from saylau.report.catalogue import catalogue_of, languages, signed_by
from saylau.report.messages import texts

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"X-Native-Editor: {editor}\\n"\n\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pt").mkdir()
    monkeypatch.setenv("SAYLAU_LOCALES", str(tmp_path))
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))
    catalogue_of.cache_clear()
    return tmp_path


def test_a_locale_is_added_by_a_folder(folder: Path) -> None:
    text = HEADER.format(editor="") + 'msgid "in line"\nmsgstr "em conformidade"\n\nmsgid "noted"\nmsgstr ""\n'
    (folder / "pt" / "saylau.po").write_text(text, encoding="utf-8")
    assert dict(catalogue_of("pt")) == {"in line": "em conformidade"}
    assert "pt" in languages()
    assert languages()[0] == "en"


def test_the_native_editor_of_a_catalogue_is_known_by_its_header(folder: Path) -> None:
    (folder / "pt" / "saylau.po").write_text(HEADER.format(editor="A. Silva"), encoding="utf-8")
    assert signed_by("pt") == "A. Silva"
    (folder / "pt" / "saylau.po").write_text(HEADER.format(editor=""), encoding="utf-8")
    assert signed_by("pt") == ""


def test_a_translation_with_other_places_than_its_text_is_refused_with_its_line(folder: Path) -> None:
    text = HEADER.format(editor="") + 'msgid "{part} of {whole}"\nmsgstr "{part} de {total}"\n'
    (folder / "pt" / "saylau.po").write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match=r"saylau\.po, line 6: .*other places"):
        catalogue_of("pt")


def test_a_catalogue_in_another_encoding_is_refused_with_its_path(folder: Path) -> None:
    text = HEADER.format(editor="") + 'msgid "noted"\nmsgstr "anotação"\n'
    (folder / "pt" / "saylau.po").write_bytes(text.encode("latin-1"))
    with pytest.raises(WrongUse, match=r"saylau\.po"):
        catalogue_of("pt")


def test_the_file_to_translate_holds_titles_methods_labels_choices_and_sentences() -> None:
    found = set(texts())
    assert {
        "Whether public events needed permission or only a notice",
        "The rule on public events in force on voting day, as it is recorded.",
        "not implemented",
        "raises a concern",
        "Candidate registration",
        "between {low} and {high}",
    } <= found


def test_no_text_is_an_identifier_or_a_place_alone() -> None:
    assert [t for t in texts() if "_" in t.replace("{", "").split("}")[0] and " " not in t] == []


def test_the_same_texts_give_the_same_file_without_a_clock() -> None:
    made = catalogue_bytes("pt", {"noted": "anotado"})
    assert made == catalogue_bytes("pt", {"noted": "anotado"})
    assert 'msgid "noted"\nmsgstr "anotado"' in made.decode()
    assert "POT-Creation-Date" not in made.decode()
