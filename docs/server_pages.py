"""The reference pages of the server: its states and its permissions, from the dictionaries that the server runs on."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from saylau.server.access import roles
from saylau.server.access.permissions import ACTIONS, INSTALLATION, Grant
from saylau.server.access.roles import Role
from saylau.server.states import (
    CONCLUSION_STEPS,
    FACT_STEPS,
    LEAST_REASON,
    NEED_REASON,
    RELEASE_STEPS,
    Steps,
)

Table = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], list[str]]
"""Heads and rows to the lines of a table."""
PROCESSES: Mapping[str, tuple[str, Steps]] = {
    "Facts and sources": (
        "The author never accepts. A change of an accepted fact waits beside it, and what was accepted stays in force "
        "until somebody other than the proposer accepts the change, or sends it back.",
        FACT_STEPS,
    ),
    "Conclusions": (
        "Two different people sign. A conclusion is bound to the hash of its finding: when that changes, it stands no "
        "longer and shows as *to be confirmed*.",
        CONCLUSION_STEPS,
    ),
    "Releases": (
        "Whoever approves neither proposed the release nor built it last. What is published are the bytes that were "
        "approved.",
        RELEASE_STEPS,
    ),
}
MARKS: Mapping[Grant, str] = {
    Grant.YES: "●",
    Grant.OWN: "◐",
    Grant.SECOND: "②",
    Grant.OTHERS: "● not own",
    Grant.NO: "–",
}


def states_page(table: Table) -> list[str]:
    """Each process of the server: its diagram, and its steps as a table."""
    lines = [
        "# States on the server",
        "",
        "Each process is one dictionary in the code; these pages are made from it.",
        "",
    ]
    lines += [f"Where a step asks for a reason, it has at least {LEAST_REASON} characters.", ""]
    for title, (says, steps) in PROCESSES.items():
        rows = (
            (state, step, to, "yes" if step in NEED_REASON else "")
            for state in steps
            for step, to in steps[state].items()
        )
        lines += [f"## {title}", "", says, "", *_diagram(steps), ""]
        lines += [*table(("state", "step", "leads to", "reason"), rows), ""]
    return lines


def _diagram(steps: Steps) -> list[str]:
    """A state diagram in the notation of Mermaid; it begins at the first state and ends where no step leads on."""
    names = {state: state.replace(" ", "_") for state in steps}
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state}" as {name}' for state, name in names.items() if state != name]
    lines += [f"    [*] --> {next(iter(names.values()))}"]
    lines += [f"    {names[state]} --> {names[to]}: {step}" for state in steps for step, to in steps[state].items()]
    lines += [f"    {name} --> [*]" for state, name in names.items() if not steps[state]]
    return [*lines, "```"]


def permissions_page(table: Table) -> list[str]:
    """Who may do what: roles, actions in a case, and what concerns the installation."""
    lines = ["# Permissions on the server", "", "Roles are given per case; one person may hold several.", ""]
    lines += [*table(("role", "is for"), ((str(role), says) for role, says in _said_of_roles().items())), ""]
    lines += ["## In a case", ""]
    lines += [
        "● yes, ◐ what they made or were assigned, ② needs two different people, ● not own: what others made, – no.",
        "",
    ]
    rows = ((f"`{action}`", *(MARKS[by_role[role]] for role in Role)) for action, by_role in ACTIONS.items())
    lines += [*table(("action", *map(str, Role)), rows), ""]
    lines += ["## In the installation", "", "Accounts hold these, whatever their roles in cases.", ""]
    held = ((f"`{action}`", ", ".join(sorted(who))) for action, who in INSTALLATION.items())
    return [*lines, *table(("action", "who"), held), ""]


def _said_of_roles() -> dict[str, str]:
    """Role to the line below it in the source."""
    body = next(node for node in ast.parse(inspect.getsource(roles)).body if isinstance(node, ast.ClassDef)).body
    said = {}
    for one, after in pairwise(body):
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant) and isinstance(after, ast.Expr):
            said[str(one.value.value)] = str(ast.literal_eval(after.value))
    return said
