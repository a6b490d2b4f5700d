"""What has gone out: recorded person by person with the ledger's answer on which it went, and read back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from saylau.casework.names import name_secrets, number_secrets, particular_secrets
from saylau.errors import ReportRefused
from saylau.report.words import words_for
from saylau.vault.entries import Entry, Purpose, Release
from saylau.vault.ledger import Answer, Detail, may_leave, purposes_of
from saylau.vault.vault import Vault

LEFT_WITHOUT = "it left without a consent that covers it"
"""Note on what had left already when it was recorded, and should not have."""


def record_release(
    vault: Vault,
    told: Mapping[str, Collection[Detail]],
    *,
    what: str,
    sha256: str,
    audience: str,
    on: date,
    to_government: bool = False,
    minors: Collection[str] = (),
    left_already: bool = False,
) -> tuple[str, ...]:
    """Record that a paper goes out on a day, in the vault, which is saved: the case numbers recorded.

    `told` leads from each case number to what the paper tells of the person; `audience` is `public` or a body's id.
    Raises `ReportRefused`, and records nothing, where the ledger lets one of these not go; with `left_already` it is
    recorded all the same, with a note, since what has left has to be known.
    """
    releases: dict[str, Release] = {}
    refused: list[str] = []
    for number, details in told.items():
        answers = [
            may_leave(
                vault.entries(number), detail, audience, on,
                number=number, to_government=to_government, minor=number in minors,
            )
            for detail in details
        ]  # fmt: skip
        refused += [_said(answer) for answer in answers if not answer.yes]
        purposes = dict.fromkeys(p for d in details for p in purposes_of(d, audience, to_government=to_government))
        releases[number] = Release(
            on=on,
            note="" if all(answer.yes for answer in answers) else LEFT_WITHOUT,
            what=what,
            sha256=sha256,
            audience=audience,
            # What no consent covers has left all the same: whoever takes back the name asks it back too.
            purposes=tuple(purposes) or (Purpose.PUBLISH_NAME,),
            fields=tuple(str(detail) for detail in Detail if detail in details),
            granted=tuple(dict.fromkeys(day for answer in answers if answer.yes for day in answer.granted)),
        )
    if refused and not left_already:
        raise ReportRefused(
            f"{what} may not go to {audience}: {' '.join(dict.fromkeys(refused))} Nothing was recorded. Build it again "
            "from the case as the ledger lets it out, or, if it has left already, record it with --left-already"
        )
    for number, release in releases.items():
        if release not in vault.entries(number):
            vault.add(number, release)
    vault.save()
    return tuple(releases)


def _said(answer: Answer) -> str:
    return words_for("en", lambda thing, language: thing).text(answer.says)


def what_left(
    entries: Sequence[Entry], purposes: Collection[Purpose] = (), bodies: Collection[str] = ()
) -> tuple[Release, ...]:
    """What has gone out about a person, in the order of days: all of it, or what rested on these purposes and went to
    these bodies. Everything rested on consent to store and to analyse.
    """
    wanted = set() if {Purpose.STORE, Purpose.ANALYSE} & set(purposes) else set(purposes)
    found = [
        entry
        for entry in entries
        if isinstance(entry, Release)
        and (not wanted or wanted & set(entry.purposes))
        and (not bodies or entry.audience in bodies)
    ]
    return tuple(sorted(found, key=lambda release: release.on))


def told_in(text: str, people: Mapping[str, Sequence[Entry]]) -> Mapping[str, tuple[Detail, ...]]:
    """Of whom a text tells, and what: case numbers, names, addresses and documents of the vault that stand in it."""
    found: dict[str, tuple[Detail, ...]] = {}
    for number, entries in people.items():
        told = {
            Detail.NUMBER: number_secrets((number,)).stand_in(text),
            Detail.NAME: name_secrets({number: entries}).stand_in(text),
            Detail.PARTICULARS: particular_secrets(entries).stand_in(text),
        }
        if any(told.values()):
            found[number] = tuple(detail for detail, stands in told.items() if stands)
    return found
