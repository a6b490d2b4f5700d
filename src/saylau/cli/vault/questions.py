"""The questions of `saylau vault add` in a terminal. An answer that cannot be right is asked for again at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import typer

from saylau.cli.vault.case import lines
from saylau.records.kinds.actors import Gender
from saylau.values import When
from saylau.vault.entries import NUMBER, THROUGH_A_BODY, Explained, GivenBy, Manner, Purpose
from saylau.vault.form import Filled, people_told
from saylau.vault.ledger import SAYS

_YES, _NO = frozenset({"y", "yes"}), frozenset({"", "n", "no"})
_DAY = "year-month-day"


def asked() -> tuple[Filled, ...]:
    """One person by questions. What is answered becomes the same form that a file would be."""
    typer.echo("An empty answer leaves a thing out. Nothing is kept before the last question.", err=True)
    told: dict[str, Any] = {
        "number": _answer("Case number, such as P-0042 (empty: the next one)", _number),
        "on": _answer(f"Day on which this was told and agreed (empty: {date.today()})", date.fromisoformat)
        or date.today().isoformat(),
        "name": list(_names()),
        "identity": {
            "gender": _answer(f"Sex ({', '.join(Gender)})", Gender),
            "born": _answer("Born (1980, 1980-02 or 1980-02-03)", When.parse),
            "nationality": lines("Nationality"),
            "document": lines("Identity document"),
            "profession": lines("Profession"),
            "address": lines("Address"),
        },
        "contact": _contact(),
        "consent": _consent(),
        "authority": _authority(),
        "account": {"text": lines("What the person told, in their words, in one line")},
    }
    return people_told({"person": [{key: value for key, value in told.items() if value}]}, "the answers")


def _answer(question: str, reads: Callable[[str], object]) -> str:
    """An answer that can be read as what it should be, or none."""
    while True:
        typed = lines(question)
        try:
            if typed:
                reads(typed)
        except ValueError:
            typer.echo("That is not one of these; write it as the question shows it, or nothing.", err=True)
        else:
            return typed


def _number(typed: str) -> str:
    if not re.fullmatch(NUMBER, typed):
        raise ValueError
    return typed


def _names() -> Iterator[dict[str, str]]:
    language = ""
    for part, question in (("family", "Family name"), ("given", "Given name"), ("patronymic", "Patronymic")):
        text = lines(question)
        if text:
            language = language or lines("Language of the name (kk, ru, en ...)")
            yield {"text": text, "part": part, "language": language}


def _contact() -> dict[str, str]:
    way = lines("Way of contact (telephone, letter, through counsel ...)")
    address = lines("Its number or address") if way else ""
    return {"way": way, "address": address, "safe": lines("When and how it is safe to use it")} if address else {}


def _authority() -> dict[str, Any]:
    attorney = lines("Power of attorney to (an organisation's id or a name; empty: none)")
    bodies = _bodies("Before which bodies (their ids, with commas)") if attorney else []
    until = _answer(f"Power of attorney until ({_DAY}; empty: no end)", date.fromisoformat) if bodies else ""
    return {"attorney": attorney, "bodies": bodies, "until": until} if bodies else {}


def _bodies(question: str) -> list[str]:
    return [part.strip() for part in lines(question).split(",") if part.strip()]


def _yes(question: str) -> bool:
    while True:
        answer = lines(f"{question} (y/N)").lower()
        if answer in _YES | _NO:
            return answer in _YES


def _consent() -> dict[str, Any]:
    """Each purpose is asked for by itself: none follows from another."""
    purposes = [purpose for purpose in Purpose if _yes(f"Consent to {SAYS[purpose]}")]
    through = THROUGH_A_BODY & set(purposes)
    bodies = _bodies("For which bodies (their ids, with commas)") if through else []
    if through and not bodies:
        typer.echo("Without a body, sharing and naming are left out.", err=True)
        purposes = [purpose for purpose in purposes if purpose not in through]
    if not purposes:
        return {}
    given_by = _answer(f"Given by ({', '.join(GivenBy)}; empty: {GivenBy.SELF})", GivenBy) or GivenBy.SELF
    return {
        "purposes": [str(purpose) for purpose in purposes],
        "bodies": bodies,
        "given_by": str(given_by),
        "relation": lines("Relation to the person") if given_by != GivenBy.SELF else "",
        "child_agrees": given_by == GivenBy.GUARDIAN and _yes("The child agrees too"),
        "until": _answer(f"Consent until ({_DAY}; empty: no end)", date.fromisoformat),
        "manner": _answer(f"Manner ({', '.join(Manner)}; empty: {Manner.WRITTEN})", Manner),
        "language": lines("Language in which consent was asked for"),
        "explained": [str(each) for each in Explained if _yes(f"Explained before: {each}")],
        "in_custody": _yes("Given while held"),
    }
