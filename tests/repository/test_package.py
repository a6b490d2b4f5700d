"""The package that `pip install .` makes holds everything that it needs, and nothing that only developers need."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 2_000_000  # bytes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network by the backend that the lock names."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    source = ROOT / "src"
    here = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    here = {name for name in here if "__pycache__" not in name and ".egg-info" not in name}
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == here
    assert {"saylau/py.typed", "saylau/bundled/kazakhstan_2019/case.toml"} <= packed


def test_the_wheel_holds_nothing_that_a_user_does_not_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = archive.infolist()
    assert [file.filename for file in files if file.file_size > LARGEST] == []
    assert [file.filename for file in files if file.filename.endswith((".map", ".pyc"))] == []
    assert [file.filename for file in files if "tests" in Path(file.filename).parts] == []


def test_the_licence_travels_with_the_wheel(wheel: Path) -> None:
    text = (ROOT / "LICENSE").read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        packed = [archive.read(name) for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert packed == [text]


def test_the_wheel_is_the_same_bytes_twice(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_source_archive_holds_what_its_own_tests_need_and_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path), "-t"]
    subprocess.run([*build, "sdist"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    for folder in ("src", "tests", "docs", "benchmarks", ".ci", "locks"):
        assert any(path.is_file() for path in (unpacked / folder).rglob("*")), folder
    for file in ("run", "README.md", "docs/pictures/report.png", "docs/generate.py"):
        assert (unpacked / file).is_file(), file
    subprocess.run([*build, "wheel"], cwd=unpacked, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_bundled_case_is_found_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def python(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    assert str(tmp_path) in python("-c", "import saylau; print(saylau.__file__)").stdout
    result = python("-m", "saylau", "findings", "kazakhstan-2019")
    assert result.returncode == 0, result.stderr
