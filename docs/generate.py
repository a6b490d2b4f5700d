"""Make the reference pages from the record classes, rules, checks, standards and commands.

python docs/generate.py          writes docs/reference/*.md
python docs/generate.py --check  exits 1 and names the pages that are stale
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer
from pydantic import BaseModel

from saylau.checks import catalogue
from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.cli import VERBS
from saylau.law.declared_forms import FORMS, Form
from saylau.law.rule import registered
from saylau.records.base import Record
from saylau.records.columns import CLAIM_COLUMNS, Column, record_columns
from saylau.records.declared import DeclaredRule
from saylau.records.kinds import KINDS
from saylau.records.source import CaseInfo, Review, Source
from saylau.standards import AREAS, STANDARDS

PAGES = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/generate.py from the code; change the code, then run it. -->"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(_cell(text) for text in row) + " |" for row in rows)]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def _type(column: Column) -> str:
    if column.choices and column.type == "choice":
        said = ", ".join(f"`{choice}`" for choice in column.choices)
    elif column.targets:
        said = "ref to " + " or ".join(f"[{t}](#{t})" if t in KINDS else t for t in column.targets)
    else:
        said = column.type
    return f"list of {said}" if column.many else said


def _columns(columns: Iterable[Column]) -> list[str]:
    rows = ((f"`{c.name}`", _type(c), "yes" if c.required else "", c.description) for c in columns)
    return _table(("column", "type", "required", "meaning"), rows)


def kinds_page() -> list[str]:
    """Every kind with its columns, by area file."""
    lines = [
        "# Record kinds",
        "",
        "One CSV file a kind, one row a claim. Types are explained in [values](values.md).",
        "",
    ]
    lines += ["## Columns of every row", "", *_columns(CLAIM_COLUMNS), ""]
    lines += ["## sources.csv", "", f"{_first_line(Source)}", "", *_columns(record_columns(Source)), ""]
    lines += ["## review.csv", "", f"{_first_line(Review)}", "", *_columns(record_columns(Review)), ""]
    area = ""
    for name, kind in KINDS.items():
        module = inspect.getmodule(kind)
        if module is not None and module.__name__ != area:
            area = module.__name__
            lines += [f"## {area.rpartition('.')[2].capitalize()}", "", _first_line(module), ""]
        lines += _kind(name, kind)
    return lines


def _kind(name: str, kind: type[Record]) -> list[str]:
    return [f"### {name}", "", _first_line(kind), "", *_columns(record_columns(kind)), ""]


def case_page() -> list[str]:
    """The keys of case.toml."""
    return ["# case.toml", "", _first_line(CaseInfo), "", *_keys(CaseInfo), ""]


def _keys(model: type[BaseModel]) -> list[str]:
    rows = (
        (f"`{name}`", "yes" if field.is_required() else "", field.description or "")
        for name, field in model.model_fields.items()
    )
    return _table(("key", "required", "meaning"), rows)


def checks_page() -> list[str]:
    """Every check with what it computes and the standards it cites."""
    lines = ["# Checks", "", "A check answers `unknown` with its questions where inputs lack; it is never silent.", ""]
    area = ""
    for check in (*CHECKS, *(c.check for c in CHECKS_OF_FINDINGS)):
        if check.area != area:
            area = check.area
            lines += [f"## {area}", ""]
        standards = ", ".join(f"[{s}](standards.md)" for s in check.standards) or "none binding"
        lines += [f"### {check.id}", "", f"Chapter {check.chapter}. Standards: {standards}.", "", check.doc, ""]
    return lines


def rules_page() -> list[str]:
    """Every rule of the law module of Kazakhstan, with reading, citation, dates and basis."""
    lines = ["# Rules of Kazakhstan", "", "Checks ask for these by name and day; each reading stands by itself.", ""]
    rows = []
    for rule in registered("kz"):
        dates = f"{rule.since or ''} – {rule.until or ''}".strip() if rule.since or rule.until else "no dates known"
        rows.append(
            (
                f"`{rule.name}`",
                f"{rule.reading} ({rule.whose})",
                str(rule.cite),
                str(rule.cite.basis),
                dates,
                rule.untranslatable or _first_line(rule.function),
            )
        )
    return [*lines, *_table(("rule", "reading", "provision", "known by", "in force", "what it does"), rows), ""]


def declared_page() -> list[str]:
    """Every rule that a case can declare as data: its form, its fields, and what it is compared with."""
    lines = [
        "# Rules that a case can declare",
        "",
        "In `rules.toml`, each as a table `[[rule]]`; [how to](../how-to/declare-rules.md).",
        "A rule that no check asks for yet is kept, and changes nothing.",
        "",
    ]
    rows = ((f"`{name}`", f.form.value, _fields(f), f.compares, f.base, _asked(name)) for name, f in FORMS.items())
    heads = ("rule", "form", "fields", "compares or states", "a share is of", "asked for")
    return [*lines, *_table(heads, rows), "", "## Keys of a rule", "", *_keys(DeclaredRule), ""]


def _fields(form: Form) -> str:
    """The fields of a rule: one of some, those needed besides, those that may be given."""
    one = " or ".join(f"`{name}`" for name in form.one_of)
    needed = [one, *(f"`{name}`" for name in form.also)]
    said = " and ".join(part for part in needed if part) or "none"
    may = ", ".join(f"`{name}`" for name in form.may)
    return f"{said}; may have {may}" if may else said


def _asked(name: str) -> str:
    """Whether a check asks for a rule; one that none asks for yet is kept and has no effect."""
    files = sorted(Path(inspect.getfile(catalogue)).parent.glob("*.py"))
    return "yes" if any(f'"{name}"' in file.read_text("utf-8") for file in files) else "not yet"


def standards_page() -> list[str]:
    """Every standard that a finding may cite, and the areas of the report."""
    rows = ((f"`{s.id}`", s.name, s.paraphrase, str(s.binding), str(s.since), str(s.grade)) for s in STANDARDS.values())
    lines = [
        "# Standards",
        "",
        *_table(("id", "name", "in our words", "kind", "since", "grade"), rows),
        "",
        "## Areas",
        "",
    ]
    return [*lines, *_table(("code", "title", "looks at"), ((c.code, c.title, c.assesses) for c in AREAS)), ""]


def commands_page() -> list[str]:
    """Every verb with its arguments and options."""
    lines = [
        "# The saylau command",
        "",
        "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the machine lacks something,",
        "4 the case was refused, 5 the report was refused.",
        "",
    ]
    for verb, does in VERBS.items():
        function = getattr(importlib.import_module(f"saylau.cli.{verb}"), verb)
        lines += [
            f"## saylau {verb}",
            "",
            does,
            "",
            *_table(("argument or option", "default", "meaning"), _options(function)),
            "",
        ]
    return lines


def _options(function: Callable[..., object]) -> Iterable[tuple[str, str, str]]:
    command = typer.main.get_command(_app(function))
    for parameter in command.params:
        if parameter.name in ("help", "install_completion", "show_completion"):
            continue
        name = " / ".join([*parameter.opts, *parameter.secondary_opts])
        shown = name if name.startswith("-") else name.upper()
        default = "" if parameter.required or parameter.default in (None, False, "") else str(parameter.default)
        yield f"`{shown}`", f"`{default}`" if default else "", getattr(parameter, "help", "") or ""


def _app(function: Callable[..., object]) -> typer.Typer:
    app = typer.Typer(add_completion=False)
    app.command()(function)
    return app


GENERATED: dict[str, Callable[[], list[str]]] = {
    "kinds.md": kinds_page,
    "case-toml.md": case_page,
    "checks.md": checks_page,
    "rules-kz.md": rules_page,
    "declared-rules.md": declared_page,
    "standards.md": standards_page,
    "commands.md": commands_page,
}


def pages() -> dict[str, str]:
    """File name to the text that it should hold."""
    return {name: "\n".join([MADE, "", *make()]).rstrip() + "\n" for name, make in GENERATED.items()}


def stale() -> list[str]:
    """Names of pages that differ from the code."""
    return [n for n, text in pages().items() if not (PAGES / n).is_file() or (PAGES / n).read_text("utf-8") != text]


def main() -> int:
    """Write the pages, or only say which are stale."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"docs/reference/{name} is stale; run: python docs/generate.py")
        return 1 if stale() else 0
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
