"""Answers to whose money an election fund may receive, the same for every country."""

from __future__ import annotations

from saylau.law.answers import Asking
from saylau.law.inputs import DonorInputs
from saylau.law.rule import Explanation
from saylau.records.kinds.finance import PayerKind
from saylau.values import Truth
from saylau.values.message import Message, Value

DONORS = frozenset(str(kind) for kind in PayerKind)
"""Kinds of donor that a fund report can tell; a rule that a case declares may name further ones."""


def from_listed(given: DonorInputs, permitted: tuple[str, ...], asking: Asking) -> Explanation:
    """Whether the law lists the donor's kind as a source of a fund; what it does not list may not give.

    Values: `permitted`.
    """
    values: dict[str, Value] = {"permitted": permitted}
    if given.donor in permitted:
        says = Message("The law lists this origin ({donor}) among the sources of a fund.", donor=_said(given.donor))
        return Explanation(Truth.YES, says, values)
    if given.donor in DONORS:
        says = Message(
            "The law does not list this origin ({donor}) among the sources of a fund.", donor=_said(given.donor)
        )
        return Explanation(Truth.NO, says, values)
    return kind_unknown(asking, values)


def not_from_barred(given: DonorInputs, barred: tuple[str, ...], asking: Asking) -> Explanation:
    """Whether the donor's kind is none of those barred; every other kind that is known may give. Values: `barred`."""
    values: dict[str, Value] = {"barred": barred}
    if given.donor in barred:
        says = Message("A donation of this origin ({donor}) was barred.", donor=_said(given.donor))
        return Explanation(Truth.NO, says, values)
    if given.donor in DONORS:
        says = Message("A donation of this origin ({donor}) was not barred.", donor=_said(given.donor))
        return Explanation(Truth.YES, says, values)
    return kind_unknown(asking, values)


def kind_unknown(asking: Asking, values: dict[str, Value]) -> Explanation:
    """The answer where nobody recorded what kind of donor gave."""
    asked = asking("Who gave to the fund, and how much?")
    return Explanation(Truth.UNKNOWN, Message("The kind of the donor is not known."), values, questions=(asked,))


def _said(donor: str) -> Message | str:
    """A kind of donor as it is said: one of ours is translated, a further one is in the words of the case."""
    return Message(donor) if donor in DONORS else donor
