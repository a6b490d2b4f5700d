"""Who may do what in a case: one table, from which the page of permissions is generated."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from saylau.server.access.roles import Role


class Grant(StrEnum):
    """How far a role may do an action."""

    YES = "yes"
    OWN = "own"
    """What they entered themselves, or what was assigned to them."""
    SECOND = "second"
    """Needs two different people; the action says which."""
    OTHERS = "others"
    """What others made, never their own."""
    NO = "no"


_D, _L, _A, _E, _R = Role.DOCUMENTER, Role.LAWYER, Role.ANALYST, Role.EDITOR, Role.REVIEWER


def _row(d: Grant, l: Grant, a: Grant, e: Grant, r: Grant) -> Mapping[Role, Grant]:  # noqa: E741 - the five roles
    return MappingProxyType({_D: d, _L: l, _A: a, _E: e, _R: r})


_Y, _O, _2, _X, _N = Grant.YES, Grant.OWN, Grant.SECOND, Grant.OTHERS, Grant.NO

ACTIONS: Mapping[str, Mapping[Role, Grant]] = MappingProxyType(
    {
        "case.read": _row(_Y, _Y, _Y, _Y, _Y),
        "fact.create": _row(_Y, _Y, _Y, _Y, _N),
        "fact.change": _row(_O, _O, _Y, _Y, _N),
        "fact.submit": _row(_O, _O, _Y, _Y, _N),
        "fact.withdraw": _row(_O, _O, _Y, _Y, _N),
        "fact.read": _row(_O, _Y, _Y, _Y, _Y),
        "fact.review": _row(_N, _N, _N, _N, _X),
        "fact.assign": _row(_N, _N, _N, _Y, _Y),
        "weighing.write": _row(_N, _Y, _Y, _Y, _Y),
        "conclusion.sign": _row(_N, _N, _N, _2, _2),
        "identity.read": _row(_O, _O, _N, _N, _N),
        "identity.write": _row(_O, _O, _N, _N, _N),
        "consent.record": _row(_O, _O, _N, _N, _N),
        "consent.withdraw": _row(_O, _O, _N, _Y, _Y),
        "evidence.add": _row(_O, _O, _Y, _Y, _Y),
        "evidence.read": _row(_O, _O, _Y, _Y, _Y),
        "evidence.read_sealed": _row(_N, _O, _N, _N, _Y),
        "derivative.make": _row(_N, _N, _N, _Y, _N),
        "derivative.check": _row(_N, _N, _N, _N, _X),
        "link.judge": _row(_O, _O, _Y, _N, _Y),
        "import.run": _row(_Y, _N, _Y, _Y, _N),
        "search": _row(_Y, _Y, _Y, _Y, _Y),
        "assessment.run": _row(_N, _Y, _Y, _Y, _Y),
        "assessment.read": _row(_N, _Y, _Y, _Y, _Y),
        "prose.write": _row(_N, _N, _N, _Y, _N),
        "export.case": _row(_N, _N, _2, _2, _2),
        "export.with_identity": _row(_N, _2, _N, _N, _2),
        "release.propose": _row(_N, _N, _N, _Y, _N),
        "release.approve": _row(_N, _N, _N, _N, _X),
        "release.recall": _row(_N, _N, _N, _N, _X),
        "erase.person": _row(_N, _2, _N, _N, _2),
        "token.create": _row(_Y, _Y, _Y, _Y, _Y),
    }
)
"""What may be done in a case. Accounts, roles, settings and backups are an administrator's; the log is an auditor's."""

INSTALLATION: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "user.invite": frozenset({"administrator"}),
        "role.grant": frozenset({"administrator"}),
        "case.open": frozenset({"administrator"}),
        "settings": frozenset({"administrator"}),
        "backup": frozenset({"administrator"}),
        "consent.withdraw": frozenset({"administrator"}),
        "audit.read": frozenset({"auditor"}),
        "audit.verify": frozenset({"auditor", "administrator"}),
    }
)
"""What may be done in the installation, and by whom."""
