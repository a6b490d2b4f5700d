"""Election funds: limits, permitted and barred origins, reports, sanction, public money.

Article 58 in the edition that applied in 2019 was not read. Its limits stand in two readings of grade B, that of the
practice of 2019 and that of the source report, and in an old edition which never decides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil

from saylau.law.amounts import (
    DONATIONS_ASKED,
    OWN_AND_NOMINATOR_ASKED,
    equal_public_money,
    own_and_nominator,
    within_cap,
)
from saylau.law.answers import Asking, together
from saylau.law.calendar import Period
from saylau.law.deadlines import deadline
from saylau.law.donors import from_listed, not_from_barred
from saylau.law.inputs import DeadlineInputs, DonorInputs, FundingInputs, FundInputs, NoInputs
from saylau.law.kz.acts import ADDRESSEE, CAPS, CAPS_OF_2017, CONFIRMED_SINCE, CONFIRMED_UNTIL, FUND, STATE_FUNDS
from saylau.law.kz.params import MINIMUM_WAGE, STATE_FUNDS_ADOPTED, STATE_FUNDS_ANNOUNCED
from saylau.law.rule import Cite, Explanation, rule
from saylau.values import Money, Truth
from saylau.values.message import Message, Value

OWN_WAGES, NOMINATOR_WAGES, JOINT_WAGES, DONATION_WAGES = 5_000, 7_000, 12_000, 15_000
PRACTICE = "practice of 2019, as the press reported it"
REPORT = "the source report"
OLD_EDITION = "edition of 2017, not confirmed for 2019"
MILLION = 1_000_000


def _asking(cite: Cite) -> Asking:
    return Asking(ADDRESSEE, cite, "CF")


@rule(
    "kz", "finance.own_nominator_cap", CAPS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="practice-2019", whose=PRACTICE,
)  # fmt: skip
def joint_cap(given: FundInputs, on: date) -> Explanation:
    """The candidate's own and the nominator's money together reach at most 12,000 minimum wages."""
    cap = MINIMUM_WAGE.on(on).times(JOINT_WAGES)
    received = own_and_nominator(given)
    return within_cap(received, cap, _asking(CAPS), OWN_AND_NOMINATOR_ASKED, {"wages": JOINT_WAGES})


@rule(
    "kz", "finance.own_nominator_cap", CAPS_OF_2017, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="text-2017", whose=OLD_EDITION, decides=False,
)  # fmt: skip
def split_cap(given: FundInputs, on: date) -> Explanation:
    """Own money reaches at most 5,000 minimum wages and the nominator's at most 7,000, each by itself.

    Where only the sum is stated, `own_at_least` and `own_at_most` say how much of it would have to be own money.
    """
    wage = MINIMUM_WAGE.on(on)
    caps = wage.times(OWN_WAGES), wage.times(NOMINATOR_WAGES)
    values: dict[str, Value] = {
        "cap": wage.times(OWN_WAGES + NOMINATOR_WAGES), "wages": OWN_WAGES + NOMINATOR_WAGES,
        "own_cap": caps[0], "nominator_cap": caps[1],
    }  # fmt: skip
    asking = _asking(CAPS_OF_2017)
    return replace(_each_by_itself(given, caps, asking), values=values | _own_share(given, caps))


def _each_by_itself(given: FundInputs, caps: tuple[Money, Money], asking: Asking) -> Explanation:
    """Own money against its limit and the nominator's against another, as far as they are stated apart."""
    if given.own is None and given.nominator is None and given.own_and_nominator is not None:
        return _unsplit(given.own_and_nominator, caps, asking)
    own = _part(given.own, caps[0], asking, "How much of the candidate's own money did the fund receive?")
    other = _part(given.nominator, caps[1], asking, "How much did the fund receive from the nominator?")
    return together((own, other), _split_says(given, caps))


def _part(received: Money | None, cap: Money, asking: Asking, missing: str) -> Explanation:
    """One of the two against its limit.

    It may be told only by the label of a joint row that names the other, so nothing is said of what came in.
    """
    answer = within_cap(received, cap, asking, missing)
    if received is None or received.currency != cap.currency:
        return answer
    says = Message("{received}, by stated origin or label, stands beside a limit of {cap}.", received=received, cap=cap)
    return replace(answer, says=says)


def _split_says(given: FundInputs, caps: tuple[Money, Money]) -> Message:
    """The two limits, and what was received of each where both are stated."""
    if given.own is None or given.nominator is None:
        return Message(
            "Own money was limited to {own}, the nominator's to {nominator}.", own=caps[0], nominator=caps[1]
        )
    return Message(
        "Own money was limited to {own}, the nominator's to {nominator}. What was received is taken as {own_received} "
        "own money and {nominator_received} from the nominator, by stated origin or label.",
        own=caps[0], own_received=given.own, nominator=caps[1], nominator_received=given.nominator,
    )  # fmt: skip


def _own_share(given: FundInputs, caps: tuple[Money, Money]) -> dict[str, Value]:
    """How much of a sum that is not split would have to be own money to keep to both limits; empty where none can."""
    received, (own_cap, nominator_cap) = given.own_and_nominator, caps
    if received is None or given.own is not None or given.nominator is not None:
        return {}
    if not received.exact or received.currency != own_cap.currency:
        return {}
    least = max(0, received.low - (nominator_cap.high or 0))
    most = min(received.low, own_cap.low)
    if least > most:
        return {}
    return {
        "own_at_least": Money.from_minor(least, least, received.currency),
        "own_at_most": Money.from_minor(most, most, received.currency),
    }


def _unsplit(received: Money, caps: tuple[Money, Money], asking: Asking) -> Explanation:
    """The answer for a sum of own and nominator's money that is not split: only very small or large ones decide."""
    own_cap, nominator_cap = caps
    if received.currency != own_cap.currency:
        return within_cap(received, own_cap, asking, OWN_AND_NOMINATOR_ASKED)
    whatever_split = received.at_most(own_cap) & received.at_most(nominator_cap)
    verdict = whatever_split | received.at_most(own_cap + nominator_cap) & Truth.UNKNOWN
    given = {"own": own_cap, "nominator": nominator_cap, "received": received}
    says = {
        Truth.YES: Message(
            "Own money was limited to {own}, the nominator's to {nominator}; {received} is within both, however it "
            "was split.",
            **given,
        ),
        Truth.NO: Message(
            "Own money was limited to {own}, the nominator's to {nominator}; {received} is above both together.",
            **given,
        ),
        Truth.UNKNOWN: Message(
            "Own money was limited to {own}, the nominator's to {nominator}; how {received} was split is not known.",
            **given,
        ),
    }[verdict]
    asked = asking("How much of the sum was the candidate's own money, and how much the nominator's?")
    return Explanation(verdict, says, questions=(asked,) if verdict is Truth.UNKNOWN else ())


@rule(
    "kz", "finance.own_nominator_cap", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="report", whose=REPORT,
)  # fmt: skip
def cap_as_reported(given: FundInputs, on: date) -> Explanation:
    """Own and party money reach at most 12,000 minimum wages; an association's 15,000, rounded up to the million.

    Values beside `cap` and `wages` (own and party money): `association_cap`. Where an association nominated, own money
    stands beside `cap` by itself.
    """
    wage = MINIMUM_WAGE.on(on)
    cap = wage.times(JOINT_WAGES)
    association = _up_to_the_million(wage.times(DONATION_WAGES))
    values: dict[str, Value] = {"cap": cap, "wages": JOINT_WAGES, "association_cap": association}
    asking = _asking(FUND)
    apart = replace(_each_by_itself(given, (cap, association), asking), values=values)
    if given.nominated_by_party is Truth.NO:
        return apart
    received = own_and_nominator(given)
    joint = within_cap(received, cap, asking, OWN_AND_NOMINATOR_ASKED, values)
    if given.nominated_by_party is Truth.YES or joint.verdict is not Truth.NO or received is None:
        return joint
    if apart.verdict is Truth.NO:
        return apart
    asked = asking("Was the candidate nominated by a party or by another association?")
    says = Message(
        "{received} is above the limit of {cap} for own and party money; an association could give {association}.",
        received=received, cap=cap, association=association,
    )  # fmt: skip
    return Explanation(Truth.UNKNOWN, says, values, questions=(asked,))


def _up_to_the_million(amount: Money) -> Money:
    return Money.of(ceil(amount.major_low / MILLION) * MILLION, amount.currency)


@rule(
    "kz", "finance.donation_cap", CAPS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="practice-2019", whose=PRACTICE,
)  # fmt: skip
def donation_cap(given: FundInputs, on: date) -> Explanation:
    """Donations reach at most 15,000 minimum wages."""
    cap = MINIMUM_WAGE.on(on).times(DONATION_WAGES)
    return within_cap(given.donations, cap, _asking(CAPS), DONATIONS_ASKED, {"wages": DONATION_WAGES})


@rule(
    "kz", "finance.donation_cap", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="report", whose=REPORT,
)  # fmt: skip
def donations_as_reported(given: FundInputs, on: date) -> Explanation:
    """The source report states no limit on donations, so the answer holds no `cap`."""
    return Explanation(Truth.YES, Message("This reading knows no limit on donations."))


PERMITTED = ("candidate", "party", "association", "citizen", "company")
BARRED = ("state body", "local self-government", "charity", "religious body", "anonymous")
FOREIGN = "foreign"


@rule("kz", "finance.sources", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def sources(given: DonorInputs, on: date) -> Explanation:
    """A fund holds the candidate's own money, the nominator's, and donations of citizens and legal entities."""
    return from_listed(given, PERMITTED, _asking(FUND))


@rule(
    "kz", "finance.bans", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="practice-2019", whose=PRACTICE,
)  # fmt: skip
def bans(given: DonorInputs, on: date) -> Explanation:
    """No money from the state, local self-government, charities, religious bodies, from abroad or anonymous.

    Yes: the donor is none of these. Values: `barred`.
    """
    return not_from_barred(given, (*BARRED, FOREIGN), _asking(FUND))


@rule(
    "kz", "finance.bans", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="report", whose=REPORT,
)  # fmt: skip
def bans_as_reported(given: DonorInputs, on: date) -> Explanation:
    """The same as the source report lists them, without a bar on money from abroad."""
    return not_from_barred(given, BARRED, _asking(FUND))


@rule("kz", "finance.reports", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def reports(given: DeadlineInputs, on: date) -> Explanation:
    """A report on the fund is due 5 days after the results, its publication 10 days after them.

    `begins` is the day of the results, `happened` the day of the report. Values beside `deadline`: `publication`.
    """
    answer = deadline(
        given, Period(5), _asking(FUND),
        began="On which day were the results established?",
        happened="On which day was the report on the election fund handed in?",
    )  # fmt: skip
    day = given.begins.exact_day if given.begins else None
    if day is None:
        return answer
    return replace(answer, values={**answer.values, "publication": Period(10).last_day(day)})


@rule("kz", "finance.sanction", FUND, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL, whose=REPORT)
def sanction(given: NoInputs, on: date) -> Explanation:
    """A breach of the rules on funds cancels the registration, and the result of who was elected."""
    says = Message("For a breach the registration was to be cancelled, and the result if the candidate was elected.")
    return Explanation(Truth.YES, says)


@rule(
    "kz", "finance.state_funds", STATE_FUNDS, since=STATE_FUNDS_ANNOUNCED.entries[0].since,
    until=STATE_FUNDS_ANNOUNCED.entries[0].until, reading="planned", whose="announcement of 10 April 2019",
)  # fmt: skip
def state_funds_planned(given: FundingInputs, on: date) -> Explanation:
    """The same amount of public money for each candidate, as announced. Values: `each`."""
    return equal_public_money(given, STATE_FUNDS_ANNOUNCED.on(on), _asking(STATE_FUNDS))


@rule(
    "kz", "finance.state_funds", STATE_FUNDS, since=STATE_FUNDS_ADOPTED.entries[0].since,
    until=STATE_FUNDS_ADOPTED.entries[0].until, reading="adopted", whose="resolution of May 2019",
)  # fmt: skip
def state_funds_adopted(given: FundingInputs, on: date) -> Explanation:
    """The same amount of public money for each candidate, as adopted. Values: `each`."""
    return equal_public_money(given, STATE_FUNDS_ADOPTED.on(on), _asking(STATE_FUNDS))
