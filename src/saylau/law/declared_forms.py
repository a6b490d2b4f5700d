"""FORMS: which rules can be declared as data, in which form, with which fields, and how each then answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from saylau.errors import LawError
from saylau.law.amounts import (
    DONATIONS_ASKED,
    OWN_AND_NOMINATOR_ASKED,
    deposit_paid,
    deposit_returned,
    own_and_nominator,
    proxies_allowed,
    reaches,
    regions_reached,
    signatures_by_number,
    signatures_by_share,
    within_cap,
)
from saylau.law.answers import Asking, Rounding
from saylau.law.calendar import Period, Unit
from saylau.law.deadlines import NOTICE, deadline, notice, on_the_day
from saylau.law.eligibility import may_nominate, of_age
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
    SelfNominationInputs,
    ServiceInputs,
    SignatureInputs,
)
from saylau.law.residence import residence, service
from saylau.law.rule import Explanation, RuleFunction
from saylau.records.declared import DeclaredRule, RuleForm
from saylau.records.settings import RULES_FILE
from saylau.values import Count, Money, Truth
from saylau.values.message import Message, Percent, Value

ANY_STAY_ASSUMED = "Any stay abroad breaks residence (assumed)."

Answer = Callable[[DeclaredRule, Asking, Any, date], Explanation]
"""What a declared rule answers for recorded facts on a day."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which one rule can be declared."""

    form: RuleForm
    area: str
    """Report area of its questions."""
    one_of: tuple[str, ...]
    """Fields of which exactly one is given."""
    answer: Answer
    compares: str
    """What it compares with what is declared, or what it states, in a few words."""
    base: str = ""
    """Of what a declared share is a share."""
    also: tuple[str, ...] = ()
    """Fields needed besides."""
    may: tuple[str, ...] = ()
    """Fields that may be given besides."""

    def make(self, declared: DeclaredRule, asking: Asking) -> RuleFunction:
        """The function of one declared rule."""
        return partial(self.answer, declared, asking)


def _stated(declared: DeclaredRule, part: T | None, name: str) -> T:
    """A part that a rule cannot answer without. Raises `LawError`: a missing number is never nought."""
    if part is None:
        raise LawError(f"{RULES_FILE}, rule {declared.name}: it states no {name}")
    return part


def _share(declared: DeclaredRule) -> Fraction:
    return Fraction(_stated(declared, declared.share, "share"))


def _whole(declared: DeclaredRule) -> int:
    number = _stated(declared, declared.number, "number")
    return _stated(declared, number.exact, "whole number")


def _amount(declared: DeclaredRule) -> Money:
    return _stated(declared, declared.amount, "amount")


def _days(declared: DeclaredRule) -> int:
    return _stated(declared, declared.days, "days")


def _period(declared: DeclaredRule) -> Period:
    return Period(_days(declared)) if declared.months is None else Period(declared.months, Unit.MONTHS)


def _deadline(declared: DeclaredRule, asking: Asking, given: DeadlineInputs, on: date) -> Explanation:
    return deadline(given, _period(declared), asking)


def _on_the_day(declared: DeclaredRule, asking: Asking, given: DeadlineInputs, on: date) -> Explanation:
    return on_the_day(
        given, _period(declared), asking,
        began="On which day was the election called?", happened="On which day did nomination begin?",
    )  # fmt: skip


def _notice(declared: DeclaredRule, asking: Asking, given: DeadlineInputs, on: date) -> Explanation:
    regime = declared.what[0] if declared.what else NOTICE
    return notice(given, _days(declared), regime, asking)


def _of_age(declared: DeclaredRule, asking: Asking, given: EligibilityInputs, on: date) -> Explanation:
    return of_age(given.born, given.poll, _whole(declared), asking)


def _residence(declared: DeclaredRule, asking: Asking, given: ResidenceInputs, on: date) -> Explanation:
    missing = "Did the person stay abroad during these years, and from when to when?"
    return residence(given, _whole(declared), lambda _: Truth.YES, asking, missing, (ANY_STAY_ASSUMED,))


def _service(declared: DeclaredRule, asking: Asking, given: ServiceInputs, on: date) -> Explanation:
    return service(given, _whole(declared), on, asking)


def _examination(declared: DeclaredRule, asking: Asking, given: ExamInputs, on: date) -> Explanation:
    says = Message("Nobody could stand without passing the examination (passed: {passed}).", passed=given.passed)
    asked = (asking("Did the candidate pass the examination?"),) if given.passed is Truth.UNKNOWN else ()
    return Explanation(given.passed, says, questions=asked)


def _silence(declared: DeclaredRule, asking: Asking, given: NoInputs, on: date) -> Explanation:
    return Explanation(Truth.YES, Message("Campaigning was barred on the day of silence and on voting day."))


def _popular_seats(declared: DeclaredRule, asking: Asking, given: NoInputs, on: date) -> Explanation:
    share = _share(declared)
    says = Message("At least {share} of the lower chamber was chosen by popular vote.", share=Percent(share))
    return Explanation(Truth.YES, says, {"share": share})


def _nominator(declared: DeclaredRule, asking: Asking, given: NominatorInputs, on: date) -> Explanation:
    return may_nominate(given, _regions(declared, given.regions), asking)


def _regions(declared: DeclaredRule, regions: int | None) -> int | None:
    """How many regions a number or a share of all regions means; None where it is not known how many there were."""
    if declared.number is not None:
        return _whole(declared)
    share = _share(declared)
    return Rounding(declared.rounding).apply(share * regions) if regions else None


def _no_self_nomination(declared: DeclaredRule, asking: Asking, given: SelfNominationInputs, on: date) -> Explanation:
    return Explanation(Truth.NO, Message("Self-nomination was not allowed."))


def _deposit(declared: DeclaredRule, asking: Asking, given: DepositInputs, on: date) -> Explanation:
    return deposit_paid(given, _amount(declared), asking)


def _refund(declared: DeclaredRule, asking: Asking, given: DepositInputs, on: date) -> Explanation:
    return deposit_returned(given, _share(declared), asking)


def _signatures(declared: DeclaredRule, asking: Asking, given: SignatureInputs, on: date) -> Explanation:
    if declared.number is not None:
        return signatures_by_number(given, declared.number, asking)
    return signatures_by_share(given, _share(declared), Rounding(declared.rounding), asking)


def _spread(declared: DeclaredRule, asking: Asking, given: SignatureInputs, on: date) -> Explanation:
    return regions_reached(given, _regions(declared, given.regions), asking)


def _proxies(declared: DeclaredRule, asking: Asking, given: ProxyInputs, on: date) -> Explanation:
    return proxies_allowed(given, _whole(declared), asking)


def _own_cap(declared: DeclaredRule, asking: Asking, given: FundInputs, on: date) -> Explanation:
    return within_cap(own_and_nominator(given), _amount(declared), asking, OWN_AND_NOMINATOR_ASKED)


def _donation_cap(declared: DeclaredRule, asking: Asking, given: FundInputs, on: date) -> Explanation:
    return within_cap(given.donations, _amount(declared), asking, DONATIONS_ASKED)


def _ban(declared: DeclaredRule, asking: Asking, given: DonorInputs, on: date) -> Explanation:
    values: dict[str, Value] = {"barred": declared.what}
    if not given.donor:
        asked = asking("Who gave to the fund, and how much?")
        return Explanation(Truth.UNKNOWN, Message("The kind of the donor is not known."), values, questions=(asked,))
    if given.donor in declared.what:
        says = Message("A donation of this origin ({donor}) was barred.", donor=given.donor)
        return Explanation(Truth.NO, says, values)
    return Explanation(
        Truth.YES, Message("A donation of this origin ({donor}) was not barred.", donor=given.donor), values
    )


def _quota(declared: DeclaredRule, asking: Asking, given: CompositionInputs, on: date) -> Explanation:
    needed = Percent(_share(declared), 0)
    if not given.by_appointer:
        says = Message("Who holds the seats is not known; a share of {share} was needed.", share=needed)
        return Explanation(Truth.UNKNOWN, says, questions=(asking("Who holds each seat, and for whom?"),))
    part, whole = Count.of(0), Count.of(0)
    for who, seats in given.by_appointer:
        whole += seats
        part = part + seats if who in declared.what else part
    verdict = reaches(part, whole, _share(declared))
    says = Message(
        "{part} of {whole} seats are held by {groups}; a share of {share} was needed.",
        part=part, whole=whole, groups=declared.what, share=needed,
    )  # fmt: skip
    asked = (asking("Who holds each seat, and for whom?"),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, says, {"share": _share(declared)}, questions=asked)


_NUMBER_OR_SHARE = ("number", "share")
_DAYS_OR_MONTHS = ("days", "months")

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "calendar.cec": Form(
            RuleForm.BAN, "LF", (), _silence,
            "states that campaigning was barred on the day before voting day and on voting day", may=("what",),
        ),
        "calendar.early_poll": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, _deadline,
            "voting day of an early election, from the day on which it was called",
        ),
        "calendar.nomination": Form(
            RuleForm.DEADLINE, "LF", ("days",), _on_the_day,
            "the first day of nomination, which has to be so many days after the call",
        ),
        "calendar.results": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, _deadline,
            "publication of the results, from voting day",
        ),
        "campaign.notice": Form(
            RuleForm.NOTICE, "EC", ("days",), _notice,
            "an event, from the day on which it was announced or permission was asked", may=("what",),
        ),
        "candidacy.basic": Form(
            RuleForm.THRESHOLD, "CR", ("number",), _of_age,
            "years of age of a candidate on voting day",
        ),
        "candidacy.compliance": Form(
            RuleForm.DEADLINE, "CR", _DAYS_OR_MONTHS, _deadline,
            "the decision whether a candidate meets the conditions, from the day of filing",
        ),
        "candidacy.deposit": Form(
            RuleForm.THRESHOLD, "CR", ("amount",), _deposit,
            "the deposit that a candidate paid",
        ),
        "candidacy.deposit_refund": Form(
            RuleForm.THRESHOLD, "CR", ("share",), _refund,
            "votes of a candidate who was not elected", "voters who took part, invalid ballots included",
        ),
        "candidacy.independents": Form(
            RuleForm.BAN, "CR", (), _no_self_nomination,
            "states that nobody could nominate themselves", may=("what",),
        ),
        "candidacy.language": Form(
            RuleForm.BAN, "CR", (), _examination,
            "whether a candidate passed the examination without which nobody could stand", may=("what",),
        ),
        "candidacy.nominator": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, _nominator,
            "regions in which a registered association has branches; a registered party needs none", "all regions",
        ),
        "candidacy.residence": Form(
            RuleForm.THRESHOLD, "CR", ("number",), _residence,
            "years up to voting day without a stay abroad",
        ),
        "candidacy.service": Form(
            RuleForm.THRESHOLD, "CR", ("number",), _service,
            "years of public service or elected office",
        ),
        "commissions.cec": Form(
            RuleForm.QUOTA, "EA", ("share",), _quota,
            "seats held by the appointers named in what", "all seats whose appointer is known", also=("what",),
        ),
        "finance.bans": Form(
            RuleForm.BAN, "CF", ("what",), _ban,
            "kind of a donor, with the kinds named in what",
        ),
        "finance.donation_cap": Form(
            RuleForm.CAP, "CF", ("amount",), _donation_cap,
            "donations that one election fund received",
        ),
        "finance.own_nominator_cap": Form(
            RuleForm.CAP, "CF", ("amount",), _own_cap,
            "money of the candidate and of the nominator in one election fund",
        ),
        "finance.reports": Form(
            RuleForm.DEADLINE, "CF", _DAYS_OR_MONTHS, _deadline,
            "the report on an election fund, from the results",
        ),
        "power.lower_chamber": Form(
            RuleForm.QUOTA, "PW", ("share",), _popular_seats,
            "states the share of the lower chamber chosen by popular vote", "all seats of the chamber", may=("what",),
        ),
        "signatures.proxies": Form(
            RuleForm.CAP, "CR", ("number",), _proxies,
            "proxies of a candidate for each polling station",
        ),
        "signatures.sheets": Form(
            RuleForm.DEADLINE, "CR", _DAYS_OR_MONTHS, _deadline,
            "the issue of signature sheets, from the day on which compliance was established",
        ),
        "signatures.spread": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, _spread,
            "regions from which the valid signatures of a candidate came", "all regions",
        ),
        "signatures.total": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, _signatures,
            "valid signatures of a candidate", "registered voters",
        ),
    }
)  # fmt: skip
"""Name of the rule to the form in which it can be declared."""
