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
    "law/cases", "law/declared", "law/declared_cases", "law/declared_fields", "law/params", "law/rule",
    "assessment/assess", "assessment/leaks", "report/docx_blocks", "report/docx_headings", "report/docx_lines",
    "report/docx_notes", "report/docx_package", "report/html", "report/html_lines", "report/inline_svg", "report/write",
    "report/site/write",
}  # fmt: skip
"""Modules whose texts are files, errors and steps on the screen of who builds the report."""
SAYING = [
    path
    for folder in ("checks", "law", "law/kz", "assessment", "report", "report/charts", "report/site")
    for path in sorted((HOUSE / folder).glob("*.py"))
    if path.relative_to(HOUSE).with_suffix("").as_posix() not in SPEAKS_TO_NO_READER
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
