"""The words of machine text: neutral, past tense, no verdict, no certainty, no motive."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).resolve().parents[2] / "src" / "saylau").rglob("*.py"))

FORBIDDEN = (
    "rigged", "sham", "farce", "stolen", "fake election", "imitation", "simulated handover",
    "predetermined",
    "regime", "dictator", "tyrann", "junta", "puppet", "clan ", "éminence grise",
    "fraud", "falsif", "corrupt",
    "proves", "obviously", "clearly shows", "undoubtedly", "of course", "in fact", "it is known that", "everyone knows",
    "massive", "huge", "gross ", "blatant", "absurd", "unprecedented", "overwhelming", "dramatic", "brutal",
    "notorious", "extremely",
    "tries to", "seeks to", "aims to", "so-called", "allegedly independent", "pro-government", "obedient", "loyalist",
    "extremist", "radical", "traitor", "provocateur", "real opposition", "pocket opposition",
    "violated", "violates", "did not meet",
)  # fmt: skip
"""English stems of the list in the house rules; verdict words stand in signed conclusions only."""


TITLES = (
    "Convention against Corruption", "Prevention of corruption", "This is not proof of fraud.",
    "A statistical anomaly is not proof of fraud.", "electoral falsification fingerprints",
    "The Forensics of Election Fraud", "Detecting election fraud from irregularities",
)  # fmt: skip
"""Names of instruments, obligations and papers, which keep their words, and the sentence printed with every anomaly."""


def sentences(path: Path) -> list[str]:
    """Every text of a module but its docstrings: what may come out of it."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs and " " in node.value
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_no_sentence_of_the_machine_holds_a_loaded_word(path: Path) -> None:
    found = [
        (word, text)
        for text in sentences(path)
        if not any(title.lower() in text.lower() for title in TITLES)
        for word in FORBIDDEN
        if re.search(r"\b" + re.escape(word.strip()), text.lower())
    ]
    assert found == []
