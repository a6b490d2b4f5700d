"""Every command that README.md and the how-to pages show: it is one, and where it can it runs as it stands there."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

from saylau.cli import VERBS, main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^ *(?:\./run|saylau) +([a-z]+(?: .*)?)$", re.MULTILINE)
OF_DEVELOPERS = ("test", "check")
FAST = {"report": ["--format", "html,json"]}


def commands(page: Path) -> list[list[str]]:
    """The verbs with their arguments that stand in the blocks of a page, in order."""
    blocks = "".join(body for sort, body in BLOCK.findall(page.read_text("utf-8")) if sort in ("", "sh"))
    lines = [shlex.split(re.split(r"  +", found[1])[0]) for found in COMMAND.finditer(blocks)]
    return [words for words in lines if words[0] not in (*OF_DEVELOPERS, "installs")]


def test_the_pages_show_commands() -> None:
    shown = {words[0] for page in PAGES for words in commands(page)}
    assert shown >= {"findings", "explain", "questions", "new", "validate", "report", "diff", "law"}


def fill_in(case: Path) -> None:
    """The least that an empty case needs, and two states of it to compare."""
    with (case / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(row(case / "sources.csv", id="s1", title="One", grade="B", interest="media"))
    with (case / "election.csv").open("a", encoding="utf-8") as file:
        told = {"name": "A vote", "level": "presidential", "early": "no", "poll": "2025-10-05", "source": "s1"}
        file.write(row(case / "election.csv", id="election-2025", **told))
    for state in ("before", "after"):
        shutil.copytree(case, state)


def row(file: Path, **cells: str) -> str:
    """A line for a file, under its header."""
    header = file.read_text("utf-8").splitlines()[0].split(",")
    return ",".join(cells.get(name, "") for name in header) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_a_page_is_a_verb_with_arguments_and_options_that_it_has(page: Path) -> None:
    for verb, *arguments in commands(page):
        assert verb in VERBS, verb
        app = getattr(importlib.import_module(f"saylau.cli.{verb}"), verb)
        if not isinstance(app, typer.Typer):
            function, app = app, typer.Typer(add_completion=False)
            app.command()(function)
        # Parsing alone: raises a usage error that names what the verb, or its part, does not know.
        command = typer.main.get_command(app)
        context = command.make_context(f"saylau {verb}", list(arguments))
        if isinstance(command, typer.core.TyperGroup):
            _, part, rest = command.resolve_command(context, list(arguments))
            assert part is not None
            part.make_context(f"saylau {verb} {arguments[0]}", rest, parent=context)


STAYS = frozenset({"serve"})
"""Verbs that run until they are stopped; tests of their own start them."""


def test_the_five_minutes_of_the_readme_work_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))
    for words in commands(PAGES[0]):
        if words[0] in STAYS:
            continue
        code = main([*words, *FAST.get(words[0], ())])
        said = capsys.readouterr()
        if words[0] == "new":
            fill_in(Path(words[1]))
        assert code == 0, f"{' '.join(words)}: {said.err}"
        assert said.out, words
