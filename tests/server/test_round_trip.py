"""Folder to server to folder: the same bytes."""

from __future__ import annotations

from saylau.records.case import Case as Read
from saylau.records.locate import open_case
from saylau.records.writing import case_files
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case


def test_a_case_that_is_opened_and_read_back_has_the_same_files(case: Case, read: Read) -> None:
    assert case_files(read_case(case)) == case_files(read)


def test_the_bundled_case_goes_through_the_database_to_the_same_bytes(db: None) -> None:
    bundled = open_case("kazakhstan-2019")
    opened = open_as_new_case(None, bundled)
    assert case_files(read_case(opened)) == case_files(bundled)
