"""Random histories of grants and withdrawals against a plain reference, written apart from the ledger.

The reference plays the history through event by event, in the order of days and, on one day, of entries. The ledger
looks from each consent to what came after it.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from saylau.vault.entries import Consent, Entry, GivenBy, Purpose, Situation, Withdrawal
from saylau.vault.ledger import PUBLIC, Detail, may_leave, stands

FIRST = date(2026, 1, 1)
BODIES = ("wgad", "osce")
SHARED = ("share in confidence", "name to the government")
OUTWARD = ("publish under a case number", "publish name", "publish picture or voice", "research data set")

days = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
some_purposes = st.lists(st.sampled_from(Purpose), unique=True, max_size=4).map(tuple)
some_bodies = st.lists(st.sampled_from(BODIES), unique=True, max_size=2).map(tuple)
consents = st.builds(
    Consent, on=days, purposes=some_purposes.filter(bool), bodies=some_bodies, until=st.none() | days,
    given_by=st.sampled_from(GivenBy), child_agrees=st.booleans(), in_custody=st.booleans(),
)  # fmt: skip
withdrawals = st.builds(Withdrawal, on=days, purposes=some_purposes, bodies=some_bodies)
histories = st.lists(consents | withdrawals | st.builds(Situation, on=days), max_size=7).map(tuple)


def year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def reference(history: tuple[Entry, ...], purpose: str, body: str, day: date, known: date, minor: bool) -> bool:
    """Played through in order: what is in hand at the end, and whether any of it suffices on the day."""
    in_hand: list[dict[str, object]] = []
    by_body = purpose in SHARED
    for event in sorted(history, key=lambda e: e.on):  # the sort is stable: entries of one day keep their order
        if isinstance(event, Consent):
            if event.on > day or purpose not in event.purposes or (by_body and body not in event.bodies):
                continue
            in_hand.append({"given": event, "shaken": event.in_custody})
        elif event.on > known:
            continue
        elif isinstance(event, Situation):
            for one in in_hand:
                one["shaken"] = True
        elif isinstance(event, Withdrawal):
            everything = not event.purposes and not event.bodies
            if everything or "store" in event.purposes:
                in_hand = []
            elif by_body:
                if (not event.purposes or purpose in event.purposes) and (not event.bodies or body in event.bodies):
                    in_hand = []
            elif purpose in event.purposes:
                in_hand = []
    return any(suffices(one["given"], bool(one["shaken"]), purpose, day, minor) for one in in_hand)


def suffices(consent: object, shaken: bool, purpose: str, day: date, minor: bool) -> bool:
    assert isinstance(consent, Consent)
    if consent.until is not None and consent.until < day:
        return False
    who = consent.given_by.value
    if minor and who != "guardian":
        return False
    if who == "guardian" and not (consent.child_agrees and purpose not in ("publish name", "publish picture or voice")):
        return False
    if who == "relative" and purpose in OUTWARD:
        return False
    return not (purpose in OUTWARD and (shaken or day > year_later(consent.on)))


@given(histories, st.sampled_from(Purpose), st.sampled_from(BODIES), days, st.booleans())
def test_a_purpose_stands_as_the_history_played_through_says(
    history: tuple[Entry, ...], purpose: Purpose, body: str, day: date, minor: bool
) -> None:
    right = reference(history, purpose.value, body, day, day, minor)
    assert stands(history, purpose, body, day, number="P-0001", minor=minor).yes is right


@given(histories, st.sampled_from(Detail), st.sampled_from((PUBLIC, *BODIES)), days, st.booleans(), st.booleans())
def test_a_detail_may_leave_where_every_purpose_that_it_needs_stands_and_nothing_was_taken_back_since(
    history: tuple[Entry, ...], detail: Detail, audience: str, day: date, government: bool, minor: bool
) -> None:
    if audience == PUBLIC:
        needs = {
            "case number": OUTWARD[0], "name": OUTWARD[1], "picture or voice": OUTWARD[2],
            "row of a research data set": OUTWARD[3],
        }.get(detail.value)  # fmt: skip
        wanted = [needs] if needs else None
    elif detail is Detail.ROW:
        wanted = ["research data set", "share in confidence"]
    else:
        wanted = list(SHARED) if government and detail is not Detail.NUMBER else [SHARED[0]]
    right = wanted is not None and all(reference(history, p, audience, day, date.max, minor) for p in wanted)
    asked = may_leave(history, detail, audience, day, number="P-0001", to_government=government, minor=minor)
    assert asked.yes is right


@given(histories, st.sampled_from(Detail), st.sampled_from((PUBLIC, *BODIES)), days)
def test_after_a_withdrawal_of_everything_nothing_leaves_until_consent_is_given_anew(
    history: tuple[Entry, ...], detail: Detail, audience: str, day: date
) -> None:
    last = max([entry.on for entry in history], default=FIRST)
    closed = (*history, Withdrawal(on=last))
    assert not may_leave(closed, detail, audience, day, number="P-0001").yes
