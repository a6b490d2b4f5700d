"""A package imports only from floors below its own; imports inside functions count."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of the project file over the package in `root/src`."""
    code = f"import sys; sys.path.insert(0, {str(root / 'src')!r}); sys.argv[1:] = ['--no-cache']; {LINT}"
    return subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty package for each floor, under the contracts of this project."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    contracts = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    names = re.findall(r"\w+", " ".join(contracts["contracts"][0]["layers"]))
    for name in names:
        package = tmp_path / "src" / "saylau" / name
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
    (tmp_path / "src" / "saylau" / "__init__.py").touch()
    return tmp_path


def test_the_floors_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("cli", "import saylau.report, saylau.values"),
        ("checks", "import saylau.law, saylau.standards, saylau.records"),
        ("server", "import django.db"),
    ],
)
def test_an_import_from_a_lower_floor_is_accepted(house: Path, package: str, line: str) -> None:
    (house / "src" / "saylau" / package / "sound.py").write_text(line, encoding="utf-8")
    result = lint_imports(house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("values", "import saylau.records"),
        ("law", "import saylau.standards"),
        ("standards", "import saylau.law"),
        ("report", "def draw():\n    from django.shortcuts import render\n"),
        ("records", "def read():\n    from saylau import report\n"),
    ],
)
def test_an_import_from_a_higher_floor_is_refused(house: Path, package: str, line: str) -> None:
    (house / "src" / "saylau" / package / "unsound.py").write_text(line, encoding="utf-8")
    result = lint_imports(house)
    assert result.returncode != 0
    assert f"saylau.{package}.unsound" in result.stdout


def test_a_package_without_a_floor_is_refused(house: Path) -> None:
    (house / "src" / "saylau" / "elsewhere").mkdir()
    (house / "src" / "saylau" / "elsewhere" / "__init__.py").touch()
    result = lint_imports(house)
    assert result.returncode != 0
    assert "elsewhere" in result.stdout
