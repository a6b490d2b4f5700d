"""One name, however it is written: alphabets, marks, letters that look alike and signs that nobody sees."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from saylau.assessment.spellings import as_read, folded, scripts

NAME = "\u0416\u0430\u049b\u0441\u044b\u043b\u044b\u049b\u043e\u0432\u0430"


@pytest.mark.parametrize("written", [
    "Zhaksylykova", "Zhaqsylyqova",
    "Jaqsylyqova",  # the alphabet of 2021
    "\u017daqsylyqova", "Jaksylykova",
])  # fmt: skip
def test_a_kazakh_name_is_the_same_in_each_of_its_latin_alphabets(written: str) -> None:
    assert folded(written) in scripts(NAME)


@pytest.mark.parametrize(("one", "other"), [
    ("Khamitova", "Hamitova"), ("\u015earipov", "Sharipov"), ("\u010cernov", "Chernov"), ("Q\u00e1rimov", "Karimov"),
])  # fmt: skip
def test_marks_and_pairs_of_latin_letters_make_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_other_names_stay_apart() -> None:
    assert len({folded(name) for name in ("Zhakupov", "Zakupov", "Zharkov", "Kharkov", "Harkin")}) == 5


def test_an_address_is_looked_at_as_a_reader_sees_it() -> None:
    said = "\u0416\u0430\u043a\u0441\u044b\u0431\u0435\u043a\u043e\u0432\u0430"
    written = f"https://example.org/{quote(said)}-said"
    assert said not in written
    assert said in as_read(written)
    host = "\u0436\u0430\u043a\u0441\u044b\u0431\u0435\u043a\u043e\u0432\u0430"
    assert host in as_read(f"http://{host.encode('idna').decode()}.example/")
    assert as_read("50 % of xn--") == "50 % of xn--"
    assert as_read("plain") == "plain"


def test_a_word_that_the_end_of_a_line_parts_is_looked_at_whole() -> None:
    assert "Zhaksybekova" in as_read("the witness Zhaksy-\nbekova said so")
    assert as_read("a well-known name") == "a well-known name"
    assert folded("Dzhaksybekova") == folded("Zhaksybekova")
