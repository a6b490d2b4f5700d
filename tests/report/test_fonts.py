"""The folder of fonts: the six faces and nothing else, whoever makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from saylau.report import fonts

SIX = [
    "SourceSansPro-Bold.ttf",
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Semibold.ttf",
    "SourceSerifPro-Bold.ttf",
    "SourceSerifPro-Regular.ttf",
    "SourceSerifPro-Semibold.ttf",
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_holds_the_six_faces_as_their_packages_do(cache: Path) -> None:
    folder = fonts.font_folder()
    assert folder.parent == cache
    assert names(folder) == SIX
    for path in fonts.face_files():
        assert (folder / path.name).read_bytes() == path.read_bytes()


def test_a_second_call_gives_the_same_folder_untouched(cache: Path) -> None:
    first = fonts.font_folder()
    times = [path.stat().st_mtime_ns for path in sorted(first.iterdir())]
    assert fonts.font_folder() == first
    assert [path.stat().st_mtime_ns for path in sorted(first.iterdir())] == times
    assert names(cache) == [first.name]


@pytest.mark.parametrize("harm", ["changed", "missing", "stranger"])
def test_a_damaged_folder_is_made_anew(cache: Path, harm: str) -> None:
    folder = fonts.font_folder()
    if harm == "changed":
        (folder / SIX[0]).write_bytes(b"not a font")
    elif harm == "missing":
        (folder / SIX[0]).unlink()
    else:
        (folder / "Other.otf").write_bytes(b"a face that nobody asked for")
    assert fonts.font_folder() == folder
    assert names(folder) == SIX
    assert names(cache) == [folder.name]


def test_many_that_make_it_at_once_all_get_a_whole_folder(cache: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(lambda _: fonts.font_folder(), range(8)))
    assert [names(folder) for folder in folders] == [SIX] * 8


def test_two_processes_that_make_it_at_once_agree(cache: Path) -> None:
    script = "from saylau.report.fonts import font_folder; print(font_folder())"
    both = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate(timeout=60)[0].strip() for process in both]
    assert told[0] == told[1]
    assert names(Path(told[0])) == SIX


def test_without_a_named_cache_the_platforms_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SAYLAU_CACHE", raising=False)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert tmp_path in fonts.cache_folder().parents


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG specification is for Linux")
def test_a_relative_xdg_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SAYLAU_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert fonts.cache_folder() == tmp_path / ".cache" / "saylau"


def test_a_cache_that_cannot_be_made_gives_way_to_a_folder_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file where a folder would have to be")
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "file"))
    folder = fonts.cache_folder()
    assert folder != tmp_path / "file"
    assert os.access(folder, os.W_OK)
    assert names(fonts.font_folder()) == SIX
