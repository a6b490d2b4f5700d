"""All texts of the program that a catalogue has to translate, read from the program itself.

Texts stand in the source as plain literals (see `values.message.Said`), or in the lists that the program holds: checks
with their titles and methods, rules with their readings, kinds with their fields and choices, standards and areas.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.checks.finding import Outcome
from saylau.law.declared import DECLARED
from saylau.law.rule import Basis, countries, registered
from saylau.records import vocabulary
from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Heard
from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.standards import AREAS, OBLIGATIONS, STANDARDS
from saylau.values import Truth

HOUSE = Path(__file__).parent.parent
FORMS = HOUSE / "casework" / "forms"
PACKAGES = ("law", "checks", "assessment", "report", "vault", "casework", "cli")
"""Where texts are said, in folders of them too."""
SILENT = frozenset({
    "assessment/assess", "assessment/clearance", "assessment/disclosure", "assessment/leaks", "assessment/spellings",
    "assessment/tables", "assessment/tables_printed", "casework/annexes", "casework/calendar_file",
    "casework/complaint", "casework/complaint_files", "casework/dataset", "casework/forms", "casework/linkages",
    "casework/names", "casework/register", "casework/released", "checks/registry", "law/cases", "law/declared",
    "law/declared_cases", "law/declared_fields", "law/declared_forms", "report/alphabet", "report/catalogue",
    "report/charts/__init__", "report/charts/look", "report/charts/render", "report/dates", "report/docx",
    "report/docx_blocks", "report/docx_headings", "report/docx_lines", "report/docx_notes", "report/docx_package",
    "report/fonts", "report/html", "report/inline_svg", "report/json_writer", "report/messages", "report/pdf",
    "report/site/__init__", "report/site/write", "report/write", "vault/__init__", "vault/age", "vault/blank",
    "vault/entries", "vault/file", "vault/form", "vault/keeper", "vault/passphrase", "vault/session", "vault/vault",
})  # fmt: skip
"""Modules that read or write files, or speak to who builds the report, as all of the command line do: of their literals
only those are texts that they hand to what says something."""
ENGLISH = ("checks/forensics/", "report/results/")
"""Folders whose texts come out in English only: what `saylau results` writes about a file."""
SAYING = frozenset({"Message", "say", "template", "Asked", "asked", "asking", "within", "on_its_day"})
"""Calls whose literals are texts even where these are single words."""
NO_TEXTS = frozenset({"compile", "startswith", "Markup", "frozenset"})
"""Calls whose literals are never texts: patterns, beginnings of errors, tags, what is compared."""
_ID = re.compile(r"#[0-9a-fA-F]{3,8}|[\w.:{}\-/]*[_:./\d][\w.:{}\-/]*|[A-Z]{1,3}|en|ru|kk")
_WORDS_OF = {"Measure": (2, 3), "bounded": (2, 3, 4), "ReadingOutcome": (0, 1)}
"""Arguments that are texts even where these are single words, by what is called."""
_UNITS = frozenset({("Measure", 2), ("bounded", 3)})
"""Units: beside the word itself, the word after a number is a text, for languages in which its form depends on it."""
_WORD = re.compile(r"[A-Z][a-z]{2,}|No\.")
_LETTER = re.compile(r"[^\W\d_]")
_PLACE = re.compile(r"\{[^{}]*\}")


@cache
def texts() -> tuple[str, ...]:
    """Every text, each once, in alphabetical order."""
    found = {*_of_registries()}
    for package in PACKAGES:
        for path in (HOUSE / package).rglob("*.py"):
            module = path.relative_to(HOUSE).with_suffix("").as_posix()
            if module.startswith(ENGLISH):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(_of_calls(tree) if package == "cli" or module in SILENT else _of_source(tree))
    return tuple(sorted(text for text in found if _LETTER.search(_PLACE.sub("", text))))


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
            yield from map(vocabulary.phrase, column.choices)
    yield from vocabulary.texts()
    for standard in STANDARDS.values():
        yield from (standard.instrument.short, standard.paraphrase, str(standard.binding))
    for area in AREAS:
        yield from (area.title,)
    yield from OBLIGATIONS.values()
    yield from _of_forms()
    yield from (str(item.value) for group in (Outcome, Basis, Truth, Heard) for item in group)


def _of_forms() -> Iterator[str]:
    """Texts of the forms of bodies, which stand as data above this floor."""
    for path in FORMS.glob("*.toml"):
        form = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (form["title"], form.get("about", ""), *form["bodies"].values())
        for section in form["sections"]:
            yield from (section["title"], *(one["asks"] for one in section["fields"]))


def _of_source(tree: ast.Module) -> Iterator[str]:
    """Literals of a module that are texts: those with a space, those handed to what says something, and constants."""
    _mark_docs(tree)
    for node in tree.body:
        yield from _literals(node, _is_constant(node))


def _of_calls(tree: ast.Module) -> Iterator[str]:
    """Literals of a module that are handed to what says something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SAYING:
            for argument in node.args:
                yield from _literals(argument, True) if isinstance(argument, ast.Constant) else ()


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
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _is_text(node.value, said):
            yield node.value
    elif isinstance(node, ast.Call):
        yield from _of_call(node, said)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _literals(part, said) if isinstance(part, ast.FormattedValue) else ()
    elif not isinstance(node, ast.Raise):
        for child in ast.iter_child_nodes(node):
            yield from _literals(child, said)


def _after_a_number(unit: ast.expr) -> Iterator[str]:
    if isinstance(unit, ast.Constant) and isinstance(unit.value, str) and 0 < len(unit.value.split()) <= 3:
        yield f"{{n}} {unit.value}"


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _of_call(node: ast.Call, said: bool) -> Iterator[str]:
    name = _called(node)
    if name in NO_TEXTS:
        return
    saying = said or name in SAYING
    yield from _literals(node.func, False)
    for place, argument in enumerate(node.args):
        if (name, place) in _UNITS:
            yield from _after_a_number(argument)
        yield from _literals(argument, saying or place in _WORDS_OF.get(name, ()))
    for keyword in node.keywords:
        yield from _literals(keyword.value, saying)


def _is_text(literal: str, said: bool) -> bool:
    if " " in literal.strip() or _WORD.fullmatch(literal):
        return True
    return said and bool(literal.strip()) and not _ID.fullmatch(literal)
