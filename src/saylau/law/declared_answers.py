"""How each declared rule answers, over the same inputs and with the same names of values as a rule in code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from saylau.law.amounts import (
    DONATIONS_ASKED,
    OWN_AND_NOMINATOR_ASKED,
    deposit_paid,
    deposit_returned,
    own_and_nominator,
    proxies_allowed,
    reaches,
    regions_reached,
    seats_filled,
    signatures_by_number,
    signatures_by_share,
    within_cap,
)
from saylau.law.answers import Rounding, together
from saylau.law.deadlines import NOTICE, notice
from saylau.law.declared_parts import Declared
from saylau.law.donors import from_listed, not_from_barred
from saylau.law.eligibility import condition, may_nominate, of_age
from saylau.law.inputs import (
    CompositionInputs,
    DeadlineInputs,
    DepositInputs,
    DonorInputs,
    EligibilityInputs,
    ExamInputs,
    FundInputs,
    NoInputs,
    NominatorInputs,
    ProxyInputs,
    ResidenceInputs,
    SeatInputs,
    SelfNominationInputs,
    ServiceInputs,
    SignatureInputs,
    Stay,
)
from saylau.law.residence import HABITUAL_ASKED, POSTS_ASKED, STAYS_ASKED, residence, service
from saylau.law.rule import Explanation
from saylau.values import Count, Money, Truth
from saylau.values.message import Message, Name, Percent, Said, Value

Answer = Callable[[Declared, Any, date], Explanation]
"""What a declared rule answers for recorded facts on a day."""

ANY_STAY_ASSUMED = "Any stay abroad breaks residence (assumed)."
INCUMBENT, EXEMPT_POST, TEMPORARY = "incumbent", "exempt post", "temporary stay"


def campaign_notice(declared: Declared, given: DeadlineInputs, on: date) -> Explanation:
    """So many days ahead, of which permission has to be asked or notice given."""
    regime = declared.rule.what[0] if declared.rule.what else NOTICE
    return notice(given, declared.days, regime, declared.asking)


def age(declared: Declared, given: EligibilityInputs, on: date) -> Explanation:
    """So many years on voting day, and further conditions that facts answer by themselves."""
    asking, years = declared.asking, declared.whole
    old = of_age(given.born, given.poll, years, asking)
    if not declared.rule.needs:
        return old
    parts = (old, *(condition(given, need, asking) for need in declared.rule.needs))
    says_all = Message(
        "A candidate had to be {age} years old and to meet these conditions: {needs}.",
        age=years, needs=tuple(Message(need) for need in declared.rule.needs),
    )  # fmt: skip
    return together(parts, says_all)


def lived(declared: Declared, given: ResidenceInputs, on: date) -> Explanation:
    """So many years without a stay abroad that breaks residence."""
    exempt = declared.rule.exempt
    missing = STAYS_ASKED
    assumed: tuple[Said, ...] = ()
    if EXEMPT_POST in exempt:
        missing = POSTS_ASKED
    elif TEMPORARY in exempt:
        missing = HABITUAL_ASKED
    else:
        assumed = (ANY_STAY_ASSUMED,)

    def breaks(stay: Stay) -> Truth:
        broken = Truth.YES
        if EXEMPT_POST in exempt:
            broken &= ~stay.exempt_post
        return broken & stay.habitual if TEMPORARY in exempt else broken

    return residence(given, declared.whole, breaks, declared.asking, missing, assumed)


def served(declared: Declared, given: ServiceInputs, on: date) -> Explanation:
    """So many years of service."""
    return service(given, declared.whole, on, declared.asking)


def examination(declared: Declared, given: ExamInputs, on: date) -> Explanation:
    """Passed, unless an incumbent is exempt."""
    if INCUMBENT not in declared.rule.exempt:
        says = Message("Nobody could stand without passing the examination (passed: {passed}).", passed=given.passed)
        asked = (declared.asking("Did the candidate pass the examination?"),)
        return Explanation(given.passed, says, questions=asked if given.passed is Truth.UNKNOWN else ())
    verdict = given.passed | given.incumbent
    asks = (
        (given.passed, "Did the candidate pass the examination?"),
        (given.incumbent, "Did the candidate stand again as incumbent, exempt from the examination?"),
    )
    says = Message(
        "An examination had to be passed (passed: {passed}); an incumbent standing again was exempt (incumbent: "
        "{incumbent}).",
        passed=given.passed, incumbent=given.incumbent,
    )  # fmt: skip
    open_now = tuple(declared.asking(text) for known, text in asks if known is Truth.UNKNOWN)
    return Explanation(verdict, says, questions=open_now if verdict is Truth.UNKNOWN else ())


def silence(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """States that campaigning was barred."""
    return Explanation(Truth.YES, Message("Campaigning was barred on the day of silence and on voting day."))


def court_decides(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """States that a court had to decide before networks and sites were blocked."""
    says = Message("Networks and sites could be blocked only by a decision of a court.")
    return Explanation(Truth.YES, says, {"court_order": Truth.YES})


def no_court_needed(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """States that networks and sites could be blocked without a court."""
    says = Message("Networks and sites could be blocked without a decision of a court.")
    return Explanation(Truth.YES, says, {"court_order": Truth.NO})


def popular_seats(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """States the share of a chamber that is chosen by popular vote."""
    share = declared.share
    says = Message("At least {share} of the lower chamber was chosen by popular vote.", share=Percent(share))
    return Explanation(Truth.YES, says, {"share": share})


def chamber_vote(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """States the share of all seats of a chamber that a bill needs more than."""
    share = declared.share
    says = Message("A bill needed the votes of more than {share} of all seats of the chamber.", share=Percent(share))
    return Explanation(Truth.YES, says, {"more_than": share})


def nominator(declared: Declared, given: NominatorInputs, on: date) -> Explanation:
    """A registered party, or an association with branches in enough regions."""
    return may_nominate(given, declared.units(given.regions), declared.asking)


def self_nomination_barred(declared: Declared, given: SelfNominationInputs, on: date) -> Explanation:
    """States that nobody could nominate themselves."""
    return Explanation(Truth.NO, Message("Self-nomination was not allowed."))


def self_nomination_allowed(declared: Declared, given: SelfNominationInputs, on: date) -> Explanation:
    """States that a person could nominate herself or himself."""
    return Explanation(Truth.YES, Message("Self-nomination was allowed."))


def deposit(declared: Declared, given: DepositInputs, on: date) -> Explanation:
    """The deposit, as a sum or as so many times a base value."""
    return declared.of_amount(on, lambda due: deposit_paid(given, due, declared.asking, declared.rule.times))


def refund(declared: Declared, given: DepositInputs, on: date) -> Explanation:
    """From which share of those who voted a deposit is returned."""
    return deposit_returned(given, declared.share, declared.asking)


def signatures(declared: Declared, given: SignatureInputs, on: date) -> Explanation:
    """A number of signatures, or a share of the voters."""
    if declared.rule.number is not None:
        return signatures_by_number(given, declared.rule.number, declared.asking)
    return signatures_by_share(given, declared.share, Rounding(declared.rule.rounding), declared.asking)


def spread(declared: Declared, given: SignatureInputs, on: date) -> Explanation:
    """From how many regions signatures have to come."""
    return regions_reached(given, declared.units(given.regions), declared.asking)


def proxies(declared: Declared, given: ProxyInputs, on: date) -> Explanation:
    """So many proxies for each polling station."""
    return proxies_allowed(given, declared.whole, declared.asking)


def own_cap(declared: Declared, given: FundInputs, on: date) -> Explanation:
    """The limit on the candidate's own and the nominator's money."""
    received = own_and_nominator(given)
    return _cap(declared, received, OWN_AND_NOMINATOR_ASKED, on)


def donation_cap(declared: Declared, given: FundInputs, on: date) -> Explanation:
    """The limit on donations."""
    return _cap(declared, given.donations, DONATIONS_ASKED, on)


def _cap(declared: Declared, received: Money | None, missing: str, on: date) -> Explanation:
    times = declared.rule.times
    values: dict[str, Value] = {} if times is None else {"wages": times}
    return declared.of_amount(on, lambda cap: within_cap(received, cap, declared.asking, missing, values))


def barred_donors(declared: Declared, given: DonorInputs, on: date) -> Explanation:
    """Origins from which nothing may come; every other kind of donor that is known may give."""
    return not_from_barred(given, declared.rule.what, declared.asking)


def permitted_donors(declared: Declared, given: DonorInputs, on: date) -> Explanation:
    """Origins that a law lists as sources of a fund; what it does not list may not give."""
    return from_listed(given, declared.rule.what, declared.asking)


def commission(declared: Declared, given: CompositionInputs, on: date) -> Explanation:
    """Who fills how many seats, or which share of the seats a group holds."""
    return _seats(declared, given) if declared.rule.seats else _quota(declared, given)


def seats_of(text: str) -> tuple[str, int] | None:
    """Who fills how many seats: `president 3`; None for what is not written so."""
    who, _, number = text.rpartition(" ")
    return (who, int(number)) if who and number.isdecimal() and number.isascii() and int(number) else None


def _seats(declared: Declared, given: CompositionInputs) -> Explanation:
    """Values: `members`, and the seats of each who fills some."""
    seats = dict(found for text in declared.rule.seats if (found := seats_of(text)))
    values: dict[str, Value] = {"members": sum(seats.values()), **seats}
    says = Message(
        "The commission had {members} members: {seats}.", members=sum(seats.values()),
        seats=tuple(Message("{who}: {number}", who=Name(who), number=number) for who, number in seats.items()),
    )  # fmt: skip
    verdict = seats_filled(given, seats)
    asked = (declared.asking("Who appointed each member of the commission?"),)
    return Explanation(verdict, says, values, questions=asked if verdict is Truth.UNKNOWN else ())


def _quota(declared: Declared, given: CompositionInputs) -> Explanation:
    share, asked = declared.share, declared.asking("Who holds each seat, and for whom?")
    if not given.by_appointer:
        says = Message("Who holds the seats is not known; a share of {share} was needed.", share=Percent(share, 0))
        return Explanation(Truth.UNKNOWN, says, questions=(asked,))
    part, whole = Count.of(0), Count.of(0)
    for who, seats in given.by_appointer:
        whole += seats
        part = part + seats if who in declared.rule.what else part
    verdict = reaches(part, whole, share)
    says = Message(
        "{part} of {whole} seats are held by {groups}; a share of {share} was needed.",
        part=part, whole=whole, groups=tuple(Name(who) for who in declared.rule.what), share=Percent(share, 0),
    )  # fmt: skip
    return Explanation(verdict, says, {"share": share}, questions=(asked,) if verdict is Truth.UNKNOWN else ())


def seat_threshold(declared: Declared, given: SeatInputs, on: date) -> Explanation:
    """Whether seats went to a list only if it reached a share of the votes.

    Yes where it reached the share, or had no seat. A list that reached it and had none keeps to the rule as well: the
    share is needed, not enough. Values: `share`, and `reached` with votes and base known to the unit.
    """
    share = declared.share
    reached = reaches(given.votes, given.base, share)
    values: dict[str, Value] = {"share": share}
    if given.votes is not None and given.base is not None and given.votes.exact is not None and given.base.exact:
        values["reached"] = Fraction(given.votes.exact, given.base.exact)
    seated = Truth.UNKNOWN if given.seats is None else given.seats.at_least(1)
    verdict = reached | ~seated
    needed = Percent(share)
    says = {
        Truth.YES: Message("A list needed {share} of the votes to receive seats; this was kept to.", share=needed),
        Truth.NO: Message(
            "A list needed {share} of the votes to receive seats, and one below received some.", share=needed
        ),
        Truth.UNKNOWN: Message("A list needed {share} of the votes to receive seats.", share=needed),
    }[verdict]
    asks = [
        text for missing, text in (
            (reached is Truth.UNKNOWN, "How many votes did the list receive, and of how many?"),
            (seated is Truth.UNKNOWN, "How many seats did the list receive?"),
        ) if missing
    ]  # fmt: skip
    asked = tuple(declared.asking(text) for text in asks)
    return Explanation(verdict, says, values, questions=asked if verdict is Truth.UNKNOWN else ())
