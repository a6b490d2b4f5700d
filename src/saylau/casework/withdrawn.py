"""Consent taken back: it works at once. What had left by then, what is to be built anew, and requests for removal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saylau.casework.released import what_left
from saylau.records.case import Case
from saylau.report.words import Words
from saylau.values.message import Message
from saylau.vault.entries import Purpose, Release, Withdrawal
from saylau.vault.ledger import PUBLIC
from saylau.vault.vault import Vault

ASKS = (
    "On the days below you received material about a person who stands in our records under the case number {number}. "
    "The person has taken back the consent on which it was given to you. No reason is needed, and none is given here."
)
ASKS_PUBLIC = (
    "On the days below we published material about a person who stands in our records under the case number {number}. "
    "The person has taken back the consent on which it was published. No reason is needed, and none is given here."
)
PLEASE = (
    "We ask you to remove from your records, and from whatever you published or passed on, everything that the "
    "material tells of this person, and to tell us by when that is done. Where you have to keep it, please tell us "
    "under which rule, and restrict its use until then."
)
NO_NAME = "Please do not name the person in your answer: the case number suffices."


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal meets: what had left, by audience, and which papers are to be built anew without the person."""

    number: str
    left: tuple[Release, ...]

    @property
    def by_audience(self) -> Mapping[str, tuple[Release, ...]]:
        """Who received what, each audience once, in the order of days."""
        audiences = dict.fromkeys(release.audience for release in self.left)
        return {one: tuple(r for r in self.left if r.audience == one) for one in audiences}

    @property
    def to_build_anew(self) -> tuple[str, ...]:
        """Reports and papers that hold the person as they stand."""
        return tuple(dict.fromkeys(release.what for release in self.left))


def withdraw(
    vault: Vault,
    number: str,
    on: date,
    *,
    purposes: Sequence[Purpose] = (),
    bodies: Sequence[str] = (),
    note: str = "",
) -> Withdrawn:
    """Record that a person takes back consent, of all purposes where none is named, and save the vault."""
    left = what_left(vault.entries(number), purposes, bodies)
    vault.add(number, Withdrawal(on=on, purposes=tuple(purposes), bodies=tuple(bodies), note=note))
    vault.save()
    return Withdrawn(number, left)


def removal_requests(withdrawn: Withdrawn, case: Case, words: Words) -> Mapping[str, str]:
    """A draft request for removal to each audience, in Markdown: the case number and nothing else of the person."""
    return {
        audience: "\n".join(_request(withdrawn.number, audience, releases, case, words))
        for audience, releases in withdrawn.by_audience.items()
    }


def _request(number: str, audience: str, releases: Collection[Release], case: Case, words: Words) -> Iterator[str]:
    public = audience == PUBLIC
    to = words.say("whoever published or keeps it") if public else words.name(audience, words.language)
    yield from (words.say("# To: {who}", who=to), "")
    yield from (words.say("Subject: removal of what concerns case number {number}", number=number), "")
    yield from (words.say("Reply to: {address}", address=Message("[address for the reply]")), "")
    yield from (words.say("Reply by: {day}", day=Message("[day]")), "")
    yield from (words.say("Dear Sir or Madam,"), "")
    yield from (words.say(ASKS_PUBLIC if public else ASKS, number=number), "")
    # A file that was entered twice, as released and as sent, is asked back once.
    for on, what, digest in dict.fromkeys((one.on, one.what, one.sha256) for one in releases):
        line = words.say("- {day}: {what}", day=on, what=what)
        yield f"{line} (SHA-256 {digest})" if digest else line
    yield ""
    yield from (words.say(PLEASE), "", words.say(NO_NAME), "")
    yield from (words.say("Yours faithfully,"), "", words.own(case.info.organisation))
