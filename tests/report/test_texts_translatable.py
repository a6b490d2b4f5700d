"""Every text that a reader sees can be translated: none is put together from pieces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import saylau

HOUSE = Path(saylau.__file__).parent
SPEAKS_TO_NO_READER = {
    "html", "html_lines", "docx", "pdf", "messages", "render", "fonts", "look", "inline_svg", "json_writer", "write",
    "catalogue", "cases", "params", "rule", "assess", "leaks", "registry", "run",
}  # fmt: skip
"""Modules whose texts are files, errors and steps on the screen of who builds the report."""
SAYING = [
    path
    for folder in ("checks", "law", "law/kz", "assessment", "report", "report/charts")
    for path in sorted((HOUSE / folder).glob("*.py"))
    if path.stem not in SPEAKS_TO_NO_READER and not path.stem.startswith(("docx_", "site", "declared"))
]
WORD = re.compile(r"[A-Za-z]{2,}[,.:;]? | [A-Za-z]{2,}")


def pieces(path: Path) -> Iterator[str]:
    """The f-strings of a module that hold words, save in what is raised and in names of measures and keys."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    raised = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in raised:
            literal = "|".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            literal = literal.replace("sqrt(", "(")  # a sign of arithmetic
            if WORD.search(literal):
                yield f"line {node.lineno}: {literal}"


@pytest.mark.parametrize("path", SAYING, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_text_is_put_together_from_pieces(path: Path) -> None:
    assert list(pieces(path)) == []
