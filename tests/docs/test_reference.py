"""The reference pages say what the code says, and everything public says what it does."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from saylau.cli import VERBS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "src" / "saylau").rglob("*.py") if p.parent.name != "migrations")
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def generator() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_pages_are_those_that_the_code_makes_today() -> None:
    assert generator().stale() == [], "run: python docs/generate.py"


def undocumented(path: Path) -> list[str]:
    """Public classes, functions and modules of a file without a docstring. Members of enumerations need none."""
    tree = ast.parse(path.read_text("utf-8"))
    found = [] if ast.get_docstring(tree) or not tree.body else [f"{path.name}: module"]
    # A verb's help is its line in cli.VERBS; a second text would only differ from it one day.
    verb = path.parent.name if path.name == "app.py" else path.stem if path.parent.name == "cli" else ""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in (*tree.body, *(member for parent in classes for member in parent.body)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            enumeration = isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in node.bases)
            # Django's `Meta` says only how a table is kept.
            if not ast.get_docstring(node) and not enumeration and node.name not in (verb, "Meta"):
                found.append(f"{path.name}:{node.lineno} {node.name}")
    return found


def test_everything_public_is_documented() -> None:
    assert [name for path in SOURCES for name in undocumented(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_between_pages_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_that_a_page_shows_is_one_that_exists() -> None:
    shown = {
        verb
        for page in PAGES
        for block in re.findall(r"(?ms)^\s*```\n(.*?)```", page.read_text("utf-8"))
        for verb in re.findall(r"(?m)^\s*(?:saylau|\./run) ([a-z]+)", block)
    }
    assert shown <= {*VERBS, "test", "check"}
