"""A case is found by its path or by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from saylau.errors import CaseRefused, NotFound
from saylau.records.folder import read_files, write_folder
from saylau.records.locate import bundled_names, find_case, open_case
from tests.records.folders import SOUND, write


def test_a_bundled_case_is_found_by_its_name_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "kazakhstan-2019" in bundled_names()
    assert (find_case("kazakhstan-2019") / "case.toml").is_file()


def test_a_path_comes_before_the_name_of_a_bundled_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "kazakhstan-2019", SOUND)
    assert open_case("kazakhstan-2019") == read_files(SOUND)


def test_a_name_that_leads_nowhere_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(NotFound, match=r"no case 'atlantis-1999'.*kazakhstan-2019"):
        find_case("atlantis-1999")


def test_a_file_of_another_sort_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "case.pdf").write_bytes(b"x")
    with pytest.raises(CaseRefused, match="is neither a case folder nor a workbook"):
        open_case(str(tmp_path / "case.pdf"))


def test_a_folder_whose_name_ends_like_a_workbook_is_read_as_a_folder(tmp_path: Path) -> None:
    write_folder(read_files(SOUND), tmp_path / "case.xlsx")
    assert open_case(str(tmp_path / "case.xlsx")).info.id == "invented"
