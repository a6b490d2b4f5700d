"""Make the reference pages from the record classes, rules, checks, standards and commands.

python docs/generate.py          writes docs/reference/*.md, with a page for each area of kinds and of checks
python docs/generate.py --check  exits 1 and names the pages that are stale
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

import typer
from pydantic import BaseModel

from saylau.checks import catalogue
from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.checks.registry import Check
from saylau.cli import VERBS
from saylau.law.deadlines import NOTICE, PERMISSION
from saylau.law.declared_fields import EXEMPT
from saylau.law.declared_forms import FORMS, Form
from saylau.law.donors import DONORS
from saylau.law.eligibility import CONDITIONS
from saylau.law.rule import registered
from saylau.records.base import Record
from saylau.records.columns import CLAIM_COLUMNS, Column, record_columns
from saylau.records.declared import PARTS_OF_A_RULE, BaseValue, DeclaredRule, RuleCase, RuleForm
from saylau.records.kinds import KINDS
from saylau.records.source import CaseInfo, Review, Source
from saylau.records.texts import PHRASE_COLUMNS, TEXT_COLUMNS
from saylau.records.vocabulary import VOCABULARY, full_code
from saylau.standards import AREAS, STANDARDS

sys.path.insert(0, str(Path(__file__).parent))
from server_pages import permissions_page, states_page

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
        said = "ref to " + " or ".join(
            f"[{t}]({_area_of(KINDS[t])}.md#{t})" if t in KINDS else t for t in column.targets
        )
    else:
        said = column.type
    return f"list of {said}" if column.many else said


def _columns(columns: Iterable[Column]) -> list[str]:
    rows = ((f"`{c.name}`", _type(c), "yes" if c.required else "", c.description) for c in columns)
    return _table(("column", "type", "required", "meaning"), rows)


def _area_of(kind: type[Record]) -> str:
    """The area file in which a kind stands."""
    return kind.__module__.rpartition(".")[2]


def _kinds_by_area() -> dict[str, list[tuple[str, type[Record]]]]:
    areas: dict[str, list[tuple[str, type[Record]]]] = {}
    for name, kind in KINDS.items():
        areas.setdefault(_area_of(kind), []).append((name, kind))
    return areas


def _area_says(kind: type[Record]) -> str:
    """What the area of a kind holds: the first line of its module."""
    return _first_line(inspect.getmodule(kind))


def kinds_page() -> list[str]:
    """The columns of every row, sources and texts, and the list of kinds by area."""
    lines = [
        "# Record kinds",
        "",
        "One CSV file a kind, one row a claim. Types are explained in [values](values.md).",
        "",
    ]
    lines += ["## Kinds by area", ""]
    for area, kinds in _kinds_by_area().items():
        lines += [f"### [{area.capitalize()}](kinds/{area}.md)", "", _area_says(kinds[0][1]), ""]
        rows = ((f"[{name}](kinds/{area}.md#{name})", _first_line(kind)) for name, kind in kinds)
        lines += [*_table(("kind", "one row is"), rows), ""]
    lines += ["## Columns of every row", "", *_columns(CLAIM_COLUMNS), ""]
    lines += ["## sources.csv", "", f"{_first_line(Source)}", "", *_columns(record_columns(Source)), ""]
    lines += ["## review.csv", "", f"{_first_line(Review)}", "", *_columns(record_columns(Review)), ""]
    lines += ["## texts.csv", "", "One field of one thing in a further language.", "", *_columns(TEXT_COLUMNS), ""]
    lines += ["## phrases.csv", "", "A text of the case in a further language.", "", *_columns(PHRASE_COLUMNS), ""]
    return lines


def _kinds_of(area: str) -> Callable[[], list[str]]:
    """The page of the kinds of one area, with their columns."""

    def page() -> list[str]:
        kinds = _kinds_by_area()[area]
        lines = [f"# Kinds: {area}", "", _area_says(kinds[0][1]), ""]
        lines += ["Every row has the [columns of every row](../kinds.md#columns-of-every-row) too.", ""]
        for name, kind in kinds:
            lines += [f"## {name}", "", _first_line(kind), "", *_columns(record_columns(kind)), ""]
        return lines

    return page


def case_page() -> list[str]:
    """The keys of case.toml."""
    return ["# case.toml", "", _first_line(CaseInfo), "", *_keys(CaseInfo), ""]


def _keys(model: type[BaseModel], without: tuple[str, ...] = ()) -> list[str]:
    rows = (
        (f"`{name}`", "yes" if field.is_required() else "", field.description or "")
        for name, field in model.model_fields.items()
        if name not in without
    )
    return _table(("key", "required", "meaning"), rows)


def _checks_by_area() -> dict[str, list[Check]]:
    areas: dict[str, list[Check]] = {}
    for check in (*CHECKS, *(c.check for c in CHECKS_OF_FINDINGS)):
        areas.setdefault(check.area, []).append(check)
    return areas


def checks_page() -> list[str]:
    """The list of checks by area."""
    lines = ["# Checks", "", "A check answers `unknown` with its questions where inputs lack; it is never silent.", ""]
    for area, checks in _checks_by_area().items():
        rows = ((f"[{c.id}](checks/{area}.md#{c.id.replace('.', '')})", c.chapter, c.title) for c in checks)
        lines += [f"## [{area}](checks/{area}.md)", "", *_table(("check", "chapter", "what it looks at"), rows), ""]
    return lines


def _checks_of(area: str) -> Callable[[], list[str]]:
    """The page of the checks of one area: what each computes and the standards it cites."""

    def page() -> list[str]:
        lines = [f"# Checks: {area}", ""]
        for check in _checks_by_area()[area]:
            standards = ", ".join(f"[{s}](../standards.md)" for s in check.standards) or "none binding"
            lines += [f"## {check.id}", "", f"Chapter {check.chapter}. Standards: {standards}.", "", check.doc, ""]
        return lines

    return page


def rules_page() -> list[str]:
    """Every rule of the law module of Kazakhstan, with reading, citation, dates and basis."""
    lines = ["# Rules of Kazakhstan", "", "Checks ask for these by name and day; each reading stands by itself.", ""]
    lines += ["What an example of a rule may give: [inputs](declared-rules.md#inputs-of-rules).", ""]
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
    rows = (
        (f"`{name}`", " or ".join(form.value for form in f.forms), _fields(f), f.compares, f.base, _asked(name))
        for name, f in FORMS.items()
    )
    heads = ("rule", "form", "fields", "compares or states", "a share is of", "asked for")
    lines += ["## Rules", "", *_table(heads, rows), ""]
    lines += ["## Forms", "", *_table(("form", "says"), ((f"`{f.value}`", _form_says(f)) for f in RuleForm)), ""]
    lines += ["## Words of a rule", "", *_table(("key", "in", "may hold"), _words_of_rules()), ""]
    lines += ["## Keys of a rule, [[rule]]", "", *_keys(DeclaredRule, PARTS_OF_A_RULE), ""]
    lines += ["## Keys of a base value, [[base]]", "", *_keys(BaseValue), ""]
    lines += ["## Keys of an example, [[rule.case]]", "", *_keys(RuleCase), ""]
    return [*lines, *_inputs()]


def _words_of_rules() -> Iterable[tuple[str, str, str]]:
    """Which words the lists of a rule may hold."""
    yield "`what`", "`finance.bans`, `finance.sources`", ", ".join(f"`{donor}`" for donor in sorted(DONORS))
    yield "`what`", "rules of the form notice", f"`{NOTICE}`, `{PERMISSION}`"
    yield "`needs`", "`candidacy.basic`", ", ".join(f"`{need}`" for need in CONDITIONS)
    for name, exempt in EXEMPT.items():
        yield "`exempt`", f"`{name}`", ", ".join(f"`{one}`" for one in exempt)


def _form_says(form: RuleForm) -> str:
    """The line below a form in the source, which says what it is."""
    source = inspect.getsource(RuleForm)
    found = re.search(rf'{form.name} = "[a-z]+"\n\s+"""(.*?)"""', source)
    return found[1] if found else ""


def _inputs() -> list[str]:
    """What an example may give to each rule, under `given`."""
    rows = []
    for name, form in FORMS.items():
        function = form.answer.func if isinstance(form.answer, partial) else form.answer
        given = get_type_hints(function)["given"]
        rows.append(
            (f"`{name}`", ", ".join(f"`{field}`" for field in given.model_fields if field != "facts") or "nothing")
        )
    lines = ["## Inputs of rules", "", "Under `given` of an example; what is left out is unknown.", ""]
    return [*lines, *_table(("rule", "may be given"), rows)]


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


def vocabulary_page() -> list[str]:
    """Every code of an act with its meaning and what it maps to."""
    heads = ("code", "title", "meaning", "counted as", "a row needs", "HURIDOCS", "narrower there")
    rows = (
        (
            f"`{sort}`", term.title, term.meaning, str(term.counted_as), ", ".join(term.required),
            ", ".join(term.codes) or ("wider: " + ", ".join(map(full_code, term.wider)) if term.wider else "no term"),
            "; ".join(f"{full_code(stem)} {when}" for stem, when in term.narrower),
        )
        for sort, term in VOCABULARY.items()
    )  # fmt: skip
    return [
        "# Vocabulary of acts",
        "",
        "What a row of `act.csv` may say in its column `sort`. Numbers counted as two different things are never added",
        "or compared. The last columns map the codes to micro-thesaurus 4 of the HURIDOCS Events Standard Formats",
        "(2001).",
        "`arbitrary` is no sort of act: it is a conclusion that a person draws.",
        "",
        *_table(heads, rows),
        "",
    ]


def commands_page() -> list[str]:
    """Every verb with its arguments and options."""
    lines = [
        "# The saylau command",
        "",
        "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the machine lacks something,",
        "4 the case was refused, 5 the report was refused, 6 the vault was not opened or not written.",
        "",
    ]
    for verb, does in VERBS.items():
        lines += [f"## saylau {verb}", "", does, ""]
        command = typer.main.get_command(_app(getattr(importlib.import_module(f"saylau.cli.{verb}"), verb)))
        lines += [line for part in _parts(f"saylau {verb}", command) for line in part] or [*_options(command), ""]
    return lines


def _parts(name: str, command: Any) -> Iterable[list[str]]:
    """A section a part of a verb; a group of parts is only its parts."""
    for part, its in getattr(command, "commands", {}).items():
        called = f"{name} {part}"
        if isinstance(its, typer.core.TyperGroup):
            yield from _parts(called, its)
        else:
            yield [f"### {called}", "", its.help or "", "", *_options(its), ""]


def _options(command: Any) -> list[str]:
    """The arguments and options of a verb, or of a part of one, as a table."""
    return _table(("argument or option", "default", "meaning"), _rows_of(command))


def _rows_of(command: Any) -> Iterable[tuple[str, str, str]]:
    for parameter in command.params:
        if parameter.name in ("help", "install_completion", "show_completion"):
            continue
        name = " / ".join([*parameter.opts, *parameter.secondary_opts])
        shown = name if name.startswith("-") else name.upper()
        default = "" if parameter.required or parameter.default in (None, False, "") else str(parameter.default)
        yield f"`{shown}`", f"`{default}`" if default else "", getattr(parameter, "help", "") or ""


def _app(verb: Callable[..., object] | typer.Typer) -> typer.Typer:
    if isinstance(verb, typer.Typer):
        return verb
    app = typer.Typer(add_completion=False)
    app.command()(verb)
    return app


GENERATED: dict[str, Callable[[], list[str]]] = {
    "kinds.md": kinds_page,
    "case-toml.md": case_page,
    "checks.md": checks_page,
    "rules-kz.md": rules_page,
    "declared-rules.md": declared_page,
    "standards.md": standards_page,
    "vocabulary.md": vocabulary_page,
    "commands.md": commands_page,
    "server-states.md": partial(states_page, _table),
    "server-permissions.md": partial(permissions_page, _table),
    **{f"kinds/{area}.md": _kinds_of(area) for area in _kinds_by_area()},
    **{f"checks/{area}.md": _checks_of(area) for area in _checks_by_area()},
}
SPLIT = ("kinds", "checks")
"""Folders in which every page is made."""


def pages() -> dict[str, str]:
    """File name to the text that it should hold."""
    return {name: "\n".join([MADE, "", *make()]).rstrip() + "\n" for name, make in GENERATED.items()}


def stale() -> list[str]:
    """Names of pages that differ from the code, and of pages of areas that there no longer are."""
    made = pages()
    differ = [n for n, text in made.items() if not (PAGES / n).is_file() or (PAGES / n).read_text("utf-8") != text]
    return [*differ, *_left_over(made)]


def _left_over(made: Iterable[str]) -> list[str]:
    there = (path.relative_to(PAGES).as_posix() for folder in SPLIT for path in sorted((PAGES / folder).glob("*.md")))
    return [name for name in there if name not in made]


def main() -> int:
    """Write the pages, or only say which are stale."""
    if "--check" in sys.argv[1:]:
        found = stale()
        for name in found:
            print(f"docs/reference/{name} is stale; run: python docs/generate.py")
        return 1 if found else 0
    made = pages()
    for name in _left_over(made):
        (PAGES / name).unlink()
    for name, text in made.items():
        (PAGES / name).parent.mkdir(exist_ok=True)
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
