"""Answers to thresholds, shares and limits, the same for every country."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from saylau.law.answers import Asking, Rounding
from saylau.law.inputs import (
    CompositionInputs,
    DepositInputs,
    FundingInputs,
    FundInputs,
    ProxyInputs,
    SignatureInputs,
)
from saylau.law.rule import Explanation
from saylau.values import Count, Money, Truth, all_of
from saylau.values.message import Message, Percent, Said, Value

NEAREST_ASSUMED = "A half is rounded up (assumed)."
ROUNDING_ASSUMED = "A part of a signature counts as a whole one (assumed)."
DOWN_ASSUMED = "A part of a signature is left out (assumed)."
REGIONS_COVERED = "From how many regions did the candidate's valid signatures come?"


def rounding_assumed(rounding: Rounding) -> tuple[str, ...]:
    """What a way of rounding signatures assumes."""
    return ({Rounding.UP: ROUNDING_ASSUMED, Rounding.NEAREST: NEAREST_ASSUMED, Rounding.DOWN: DOWN_ASSUMED}[rounding],)


def signatures_by_share(given: SignatureInputs, share: Fraction, rounding: Rounding, asking: Asking) -> Explanation:
    """Whether valid signatures reach a share of the voters.

    Values: `share`; with the voters known `exact` (share times voters, not rounded) and `required`.
    """
    values: dict[str, Value] = {"share": share}
    assumed = rounding_assumed(rounding)
    if given.voters is None:
        says = Message("The number of voters of which a share is needed is not known.")
        asked = asking("How many voters are the base of the signature threshold, and on which day were they counted?")
        return Explanation(Truth.UNKNOWN, says, values, assumed=assumed, questions=(asked,))
    if given.voters.exact is None:
        low = rounding.apply(share * given.voters.low)
        high = None if given.voters.high is None else rounding.apply(share * given.voters.high)
        needed = Count.between(low, high)
    else:
        values |= {"exact": share * given.voters.exact, "required": rounding.apply(share * given.voters.exact)}
        needed = Count.of(rounding.apply(share * given.voters.exact))
    return _signatures(given.valid_signatures, needed, values, assumed, asking)


def signatures_by_number(given: SignatureInputs, needed: Count, asking: Asking) -> Explanation:
    """Whether valid signatures reach a number that the law states. Values: `required`."""
    values: dict[str, Value] = {} if needed.exact is None else {"required": needed.exact}
    return _signatures(given.valid_signatures, needed, values, (), asking)


def _signatures(
    valid: Count | None, needed: Count, values: dict[str, Value], assumed: tuple[Said, ...], asking: Asking
) -> Explanation:
    if valid is None:
        says = Message("{needed} valid signatures were needed; how many there were is not known.", needed=needed)
        asked = asking("How many valid signatures did the candidate hand in?")
        return Explanation(Truth.UNKNOWN, says, values, assumed=assumed, questions=(asked,))
    verdict = valid.at_least(needed)
    says = Message("{needed} valid signatures were needed, and {valid} are stated.", needed=needed, valid=valid)
    asked = asking("What is the exact number of valid signatures of the candidate?")
    return Explanation(verdict, says, values, assumed=assumed, questions=(asked,) if verdict is Truth.UNKNOWN else ())


def regions_reached(given: SignatureInputs, required: int | None, asking: Asking) -> Explanation:
    """Whether signatures come from enough regions. Values: `regions_required`."""
    if required is None:
        says = Message("The number of regions is not known.")
        asked = asking("How many regions, cities of republican significance and capitals were there?")
        return Explanation(Truth.UNKNOWN, says, questions=(asked,))
    values: dict[str, Value] = {"regions_required": required}
    covered = given.regions_covered
    if covered is None:
        says = Message(
            "Signatures from {required} regions were needed; from how many they came is not known.", required=required
        )
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(REGIONS_COVERED),))
    verdict = covered.at_least(required)
    says = Message(
        "Signatures from {required} regions were needed, and {covered} are stated.", required=required, covered=covered
    )
    return Explanation(verdict, says, values, questions=(asking(REGIONS_COVERED),) if verdict is Truth.UNKNOWN else ())


OWN_AND_NOMINATOR_ASKED = "How much did the fund receive of the candidate's own and of the nominator's money?"
DONATIONS_ASKED = "How much did the fund receive in donations?"


def own_and_nominator(given: FundInputs) -> Money | None:
    """The candidate's own and the nominator's money together; a lower bound where only one of the two is stated."""
    if given.own_and_nominator is not None:
        return given.own_and_nominator
    stated = [money for money in (given.own, given.nominator) if money is not None]
    if not stated or len({money.currency for money in stated}) > 1:
        return None
    if len(stated) == 1:
        return Money.from_minor(stated[0].low, None, stated[0].currency)
    return stated[0] + stated[1]


def within_cap(
    received: Money | None, cap: Money, asking: Asking, missing: str, values: dict[str, Value] | None = None
) -> Explanation:
    """Whether money received stays at or below a limit. Values: `cap`, beside those given."""
    held: dict[str, Value] = {"cap": cap, **(values or {})}
    if received is None:
        says = Message("The limit was {cap}; how much was received is not known.", cap=cap)
        return Explanation(Truth.UNKNOWN, says, held, questions=(asking(missing),))
    if received.currency != cap.currency:
        says = Message(
            "The limit was {cap}; {received} stands in another currency and was not converted.",
            cap=cap, received=received,
        )  # fmt: skip
        return Explanation(Truth.UNKNOWN, says, held, questions=(asking(missing),))
    verdict = received.at_most(cap)
    says = {
        Truth.YES: Message("{received} was received, within the limit of {cap}.", received=received, cap=cap),
        Truth.NO: Message("{received} was received, above the limit of {cap}.", received=received, cap=cap),
        Truth.UNKNOWN: Message(
            "{received} was received; as stated, it may lie on either side of the limit of {cap}.",
            received=received, cap=cap,
        ),
    }[verdict]  # fmt: skip
    return Explanation(verdict, says, held, questions=(asking(missing),) if verdict is Truth.UNKNOWN else ())


def equal_public_money(given: FundingInputs, each: Money, asking: Asking) -> Explanation:
    """Whether each contestant received the amount of public money that the law set. Values: `each`."""
    says = Message("Each candidate was to receive {each} of public money.", each=each)
    if given.each is None or given.each.currency != each.currency:
        asked = asking("How much public money did each candidate receive, and by which resolution?")
        return Explanation(Truth.UNKNOWN, says, {"each": each}, questions=(asked,))
    return Explanation(given.each.equals(each), says, {"each": each})


def deposit_paid(given: DepositInputs, deposit: Money, asking: Asking, wages: int | None = None) -> Explanation:
    """Whether the deposit was paid. Values: `deposit`, and `wages` where it is so many base wages."""
    values: dict[str, Value] = {"deposit": deposit}
    if wages is not None:
        values["wages"] = wages
    asked = (asking("Was the election deposit paid, and how much?"),)
    if given.paid is None or given.paid.currency != deposit.currency:
        says = Message("The deposit was {deposit}; whether it was paid is not known.", deposit=deposit)
        return Explanation(Truth.UNKNOWN, says, values, questions=asked)
    verdict = given.paid.at_least(deposit)
    says = Message("The deposit was {deposit}, and {paid} was paid.", deposit=deposit, paid=given.paid)
    return Explanation(verdict, says, values, questions=asked if verdict is Truth.UNKNOWN else ())


def deposit_returned(given: DepositInputs, share: Fraction, asking: Asking) -> Explanation:
    """Whether the deposit is returned: to who is elected, and from a share of those who voted on.

    Values: `share_participants`, and beside it `share_valid`, the share of valid votes, which is no base of the rule.
    """
    values: dict[str, Value] = {}
    for name, base in (("share_participants", given.participants), ("share_valid", given.valid)):
        if given.votes and base and given.votes.exact is not None and base.exact:
            values[name] = Fraction(given.votes.exact, base.exact)
    nobody = given.participants is not None and given.participants.exact == 0
    reached = Truth.UNKNOWN if nobody else reaches(given.votes, given.participants, share)
    verdict = given.elected | reached
    needed = Percent(share, 0 if (share * 100).denominator == 1 else 1)
    says = {
        Truth.YES: Message("The deposit was to be returned: {share} of those who voted, or election.", share=needed),
        Truth.NO: Message("The deposit was not to be returned: less than {share} of those who voted.", share=needed),
        Truth.UNKNOWN: Message("Whether {share} of those who voted was reached is not known.", share=needed),
    }[verdict]
    asked = []
    if reached is Truth.UNKNOWN:
        asked.append(
            asking("How many voters took part, invalid ballots included, and how many voted for the candidate?")
        )
    if given.elected is Truth.UNKNOWN:
        asked.append(asking("Was the candidate elected?"))
    return Explanation(verdict, says, values, questions=tuple(asked) if verdict is Truth.UNKNOWN else ())


def reaches(part: Count | None, whole: Count | None, share: Fraction) -> Truth:
    """Whether a part is at least a share of a whole, both with bounds."""
    if part is None or whole is None:
        return Truth.UNKNOWN
    if whole.high is not None and part.low >= share * whole.high:
        return Truth.YES
    return Truth.NO if part.high is not None and part.high < share * whole.low else Truth.UNKNOWN


def seats_filled(given: CompositionInputs, seats: Mapping[str, int]) -> Truth:
    """Whether each of those named filled so many seats, and nobody else filled any."""
    if any(filled.low > 0 for who, filled in given.by_appointer if who not in seats):
        return Truth.NO
    filled = dict(given.by_appointer)
    return all_of(filled[who].equals(number) if who in filled else Truth.UNKNOWN for who, number in seats.items())


def proxies_allowed(given: ProxyInputs, each: int, asking: Asking) -> Explanation:
    """Whether a candidate has at most so many proxies for each polling station. Values: `ceiling`."""
    if given.stations is None or given.stations.exact is None:
        says = Message("The number of polling stations is not known to the unit.")
        return Explanation(Truth.UNKNOWN, says, questions=(asking("How many polling stations were there?"),))
    ceiling = each * given.stations.exact
    verdict = Truth.UNKNOWN if given.declared is None else given.declared.at_most(ceiling)
    says = Message(
        "A candidate could have {ceiling} proxies, {each} for each of {stations} polling stations.",
        ceiling=ceiling, each=each, stations=given.stations,
    )  # fmt: skip
    asked = asking("How many proxies did the candidate have?")
    return Explanation(verdict, says, {"ceiling": ceiling}, questions=(asked,) if verdict is Truth.UNKNOWN else ())
