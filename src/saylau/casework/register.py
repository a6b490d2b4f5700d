"""The register of what was sent and what came back: rows of `intervention.csv` and `response.csv`, without names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from saylau.errors import WrongUse
from saylau.records.case import Case
from saylau.records.entering import Row, enter, free_id
from saylau.records.fact import Display, Heard, Status
from saylau.records.kinds import Intervention, Person
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import Truth, When

SOURCE = "register"
"""Id of the source in which entries of the register stand unless told otherwise: our own file of letters."""
REQUESTS = "; "


@dataclass(frozen=True)
class Sent:
    """One paper that was sent."""

    to: str
    """Addressee, by id."""
    on: date
    document: bytes
    """The paper; only its hash is kept."""
    persons: tuple[str, ...]
    """Case numbers of the people whom it concerns."""
    sort: InterventionSort = InterventionSort.COMPLAINT
    form: str = ""
    by: str = ""
    """Who sent it, by id."""
    requests: tuple[str, ...] = ()
    due: When | None = None
    """Day by which a reply is due."""
    due_under: str = ""


@dataclass(frozen=True)
class Reply:
    """What came back to something that was sent."""

    to: str
    """Id of the intervention."""
    sort: ResponseSort
    on: date
    says: str = ""
    due: When | None = None
    """Day by which our next step is due."""


def enter_sent(
    path: Path, case: Case, sent: Sent, source: str = "", before: Callable[[], object] = lambda: None
) -> str:
    """Enter a paper that was sent into the register of a case folder; returns the id of the entry.

    `before` is done once the entry is known to be right, before it is written. Raises `WrongUse` for a person of whom
    the case holds no row, and `CaseRefused` for a value that is wrong; then nothing is written.
    """
    thing = free_id(case, "sent")
    row = {
        "id": thing,
        "sort": str(sent.sort),
        "by": sent.by,
        "persons": ";".join(ids_of(case, sent.persons)),
        "to": sent.to,
        "during": sent.on.isoformat(),
        "form": sent.form,
        "document": sha256(sent.document).hexdigest(),
        "requests": REQUESTS.join(sent.requests),
        "due": str(sent.due or ""),
        "due_under": sent.due_under,
        "answered": str(Truth.NO),
    }
    _enter(path, case, "intervention", row, source, before)
    return thing


def enter_reply(path: Path, case: Case, reply: Reply, source: str = "") -> str:
    """Enter what came back; returns the id of the entry. Raises as `enter_sent`."""
    known = [fact.id for fact in case.all(Intervention)]
    if reply.to not in known:
        listed = ", ".join(dict.fromkeys(known)) or "none yet"
        raise WrongUse(f"nothing was sent under {reply.to!r}; the register holds: {listed}")
    thing = free_id(case, "reply")
    row = {
        "id": thing,
        "intervention": reply.to,
        "sort": str(reply.sort),
        "during": reply.on.isoformat(),
        "says": reply.says,
        "due": str(reply.due or ""),
    }
    _enter(path, case, "response", row, source, lambda: None)
    return thing


def ids_of(case: Case, numbers: Iterable[str]) -> tuple[str, ...]:
    """The ids of people by their case numbers, each once. Raises `WrongUse` for one of whom the case holds no row."""
    known = {fact.record.name.upper(): fact.id for fact in case.all(Person)}
    known |= {fact.id.upper(): fact.id for fact in case.all(Person)}
    missing = [number for number in numbers if number.upper() not in known]
    if missing:
        raise WrongUse(f"person.csv holds no row of {', '.join(missing)}; add one with the case number as its name")
    return tuple(dict.fromkeys(known[number.upper()] for number in numbers))


def _enter(path: Path, case: Case, table: str, row: Row, source: str, before: Callable[[], object]) -> None:
    """Enter a row that is never published, first hand, with the register as its source unless told."""
    claim = {
        "source": source or SOURCE,
        "locator": row["id"],
        "heard": str(Heard.FIRST_HAND),
        "status": str(Status.REVIEWED),
        "display": str(Display.NUMBER),
    }
    new_source = () if source or SOURCE in case.sources else (_OWN,)
    enter(path, {"sources": new_source, table: ({**row, **claim},)}, before)


_OWN: Mapping[str, str] = {
    "id": SOURCE,
    "title": "Register of papers sent and received",
    "grade": "A",
    "interest": "rights group",
}
