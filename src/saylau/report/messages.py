"""All texts of the program that a catalogue has to translate, read from the program itself.

Texts stand in the source as plain literals (see `values.message.Said`), or in the lists that the program holds: checks
with their titles and methods, rules with their readings, kinds with their fields and choices, standards and areas.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.checks.finding import Outcome
from saylau.law.declared import DECLARED
from saylau.law.rule import Basis, countries, registered
from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.standards import AREAS, OBLIGATIONS, STANDARDS
from saylau.values import Truth

HOUSE = Path(__file__).parent.parent
PACKAGES: Mapping[str, frozenset[str]] = MappingProxyType({
    "law": frozenset({"cases", "declared", "declared_cases", "declared_fields", "declared_forms"}),
    "law/kz": frozenset(),
    "checks": frozenset({"catalogue", "registry"}),
    "assessment": frozenset({"assess", "leaks"}),
    "report": frozenset({
        "alphabet", "anchors", "cache", "catalogue", "columns", "dates", "document", "docx", "docx_blocks",
        "docx_headings", "docx_lines", "docx_notes", "docx_package", "fonts", "html", "html_lines", "inline_svg",
        "json_writer", "messages", "paper", "pdf", "write",
    }),
    "report/charts": frozenset({"__init__", "look", "render"}),
    "report/site": frozenset({"__init__", "write"}),
})  # fmt: skip
"""Packages where texts are said, each with those of its modules that say none: what reads or writes files."""
SAYING = frozenset(
    {"Message", "say", "template", "text", "line", "sentence", "Asked", "asked", "asking", "Head", "_heads"}
)
"""Calls whose literals are texts even where these are single words."""
_ID = re.compile(r"#[0-9a-fA-F]{3,8}|[\w.:{}\-/]*[_:./\d][\w.:{}\-/]*|[a-z]|[A-Z]{1,3}|en|ru|kk|html|pdf|docx|json")
_WORDS_OF = {"Measure": (2, 3), "bounded": (2, 3, 4), "ReadingOutcome": (0, 1), "reading": (2,)}
"""Arguments that are texts even where these are single words, by what is called."""
_UNITS = frozenset({("Measure", 2), ("bounded", 3)})
"""Units: beside the word itself, the word after a number is a text, for languages in which its form depends on it."""
_WORD = re.compile(r"[A-Z][a-z]{2,}|No\.")
_LETTER = re.compile(r"[^\W\d_]")
_PLACE = re.compile(r"\{[^{}]*\}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@cache
def texts() -> tuple[str, ...]:
    """Every text, each once, in alphabetical order."""
    found = {*_of_registries()}
    for name in ("followup", "questions"):
        found.update(_of_calls(HOUSE / "cli" / f"{name}.py"))
    for package, silent in PACKAGES.items():
        for path in sorted((HOUSE / package).glob("*.py")):
            if path.stem not in silent:
                found.update(_of_source(path))
    return tuple(sorted(text for text in found if _LETTER.search(_PLACE.sub("", text)) and not _CYRILLIC.search(text)))


def _of_registries() -> Iterator[str]:
    for check in (*CHECKS, *(one.check for one in CHECKS_OF_FINDINGS)):
        yield from (check.title, check.method)
    for country in countries():
        for rule in registered(country):
            cite = rule.cite
            yield from (rule.reading, rule.whose, rule.untranslatable, cite.act, cite.article, cite.edition)
    kinds: tuple[type[Record], ...] = (*KINDS.values(), Source)
    yield DECLARED
    for kind in kinds:
        yield kind.kind.replace("_", " ").capitalize()
        for column in record_columns(kind):
            yield column.name.replace("_", " ")
            yield from column.choices
    for standard in STANDARDS.values():
        yield from (standard.instrument.short, standard.paraphrase, str(standard.binding))
    for area in AREAS:
        yield from (area.title, area.assesses)
    yield from OBLIGATIONS.values()
    yield from (str(item.value) for group in (Outcome, Basis, Truth) for item in group)


def _of_source(path: Path) -> Iterator[str]:
    """Literals of a module that are texts: those with a space, those handed to what says something, and constants."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    _mark_docs(tree)
    for node in tree.body:
        yield from _literals(node, _is_constant(node))


def _of_calls(path: Path) -> Iterator[str]:
    """Literals of a module of the command line that are said in a language; its other texts speak to who builds."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in ("say", "Message"):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def _mark_docs(tree: ast.Module) -> None:
    """Take docstrings, and texts that stand alone below what they explain, out of the tree."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]


def _is_constant(node: ast.stmt) -> bool:
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    named = [name for t in targets for name in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return any(isinstance(t, ast.Name) and t.id.lstrip("_").isupper() for t in named)


def _literals(node: ast.AST, said: bool) -> Iterator[str]:
    """Texts in a part of the tree; `said` where a single word is one too."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert):
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _is_text(node.value, said):
            yield node.value
        return
    if isinstance(node, ast.Call):
        yield from _of_call(node, said)
        return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child, said)


def _after_a_number(unit: ast.expr) -> Iterator[str]:
    if isinstance(unit, ast.Constant) and isinstance(unit.value, str) and 0 < len(unit.value.split()) <= 3:
        yield f"{{n}} {unit.value}"


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _of_call(node: ast.Call, said: bool) -> Iterator[str]:
    name = _called(node)
    if name in ("compile", "sub", "removeprefix", "removesuffix", "startswith", "endswith", "split", "join", "get"):
        for part in (node.func, *(a for a in node.args if not isinstance(a, ast.Constant))):
            yield from _literals(part, False)
        return
    saying = said or name in SAYING
    for place, argument in enumerate(node.args):
        if (name, place) in _UNITS:
            yield from _after_a_number(argument)
        is_unit = place in _WORDS_OF.get(name, ())
        yield from _literals(argument, (saying and not (name == "Measure" and place == 0)) or is_unit)
    for keyword in node.keywords:
        if keyword.arg not in ("fields", "standards", "chapter", "area", "slug"):
            yield from _literals(keyword.value, saying or keyword.arg in ("unit", "label", "whose", "name"))


def _is_text(literal: str, said: bool) -> bool:
    if " " in literal.strip() or _WORD.fullmatch(literal):
        return True
    return said and bool(literal.strip()) and not _ID.fullmatch(literal)
