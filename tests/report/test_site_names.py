"""Names of files: stable, safe on every system, and never two things under one."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.report.site.names import file_name, page_address, way

SAFE = set(string.ascii_lowercase + string.digits + "._-=~")
NAMES = st.text(min_size=1, max_size=40)


@given(NAMES)
def test_a_name_holds_only_signs_that_every_file_system_and_address_takes(name: str) -> None:
    assert set(file_name(name)) <= SAFE


@given(NAMES, NAMES)
def test_two_names_never_meet_even_where_capitals_are_not_told_from_small_letters(one: str, other: str) -> None:
    assert (file_name(one).casefold() == file_name(other).casefold()) == (one == other)


@pytest.mark.parametrize("name", ["con", "aux", "nul.x", "com1", "lpt9.a", "prn"])
def test_names_that_windows_keeps_for_devices_are_written_otherwise(name: str) -> None:
    assert file_name(name).startswith("~")
    assert file_name("console") == "console"


def test_a_colon_becomes_an_equals_sign_and_an_equals_sign_something_else() -> None:
    assert file_name("finance.cap_use:tokayev") == "finance.cap_use=tokayev"
    assert file_name("a=b") == "a~3db"


@pytest.mark.parametrize("name", ["../x", "/etc", ".hidden", "-rf", "a/b", "a\\b"])
def test_no_name_leads_out_of_its_folder_or_hides(name: str) -> None:
    made = file_name(name)
    assert "/" not in made
    assert "\\" not in made
    assert not made.startswith((".", "-"))


def test_a_long_name_is_cut_and_told_apart_by_its_hash() -> None:
    one, other = file_name("a" * 300 + "b"), file_name("a" * 300 + "c")
    assert len(one) <= 120
    assert one != other


def test_pages_lead_to_each_other_from_one_folder_to_the_next() -> None:
    assert page_address("finding", "a:b") == "finding/a=b.html"
    assert way("finding/a.html", "fact/b.html") == "../fact/b.html"
    assert way("index.html", "fact/b.html") == "fact/b.html"
