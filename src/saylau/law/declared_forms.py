"""FORMS: which rules can be declared as data, in which form, with which fields, and how each then answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from saylau.law import declared_answers as answers
from saylau.law import declared_says as says
from saylau.law.declared_answers import Answer
from saylau.law.declared_parts import Declared
from saylau.law.declared_times import CALL_ASKED, VOTE_ASKED, on_its_day, within
from saylau.law.rule import RuleFunction
from saylau.records.declared import RuleForm


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
    permission: Answer | None = None
    """How it answers in the form permission, where it can be declared so too."""

    @property
    def forms(self) -> tuple[RuleForm, ...]:
        """The forms in which it can be declared."""
        return (self.form, RuleForm.PERMISSION) if self.permission else (self.form,)

    def make(self, declared: Declared) -> RuleFunction:
        """The function of one declared rule."""
        permitted = declared.rule.form is RuleForm.PERMISSION and self.permission
        return partial(permitted or self.answer, declared)


_SHARE = ("share", "parts")
_NUMBER_OR_SHARE = ("number", *_SHARE)
_DAYS_OR_MONTHS = ("days", "months")
_SUM = ("amount", "times")
_COUNTED = ("before", "working", "ends", "counted")

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "calendar.call": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, within(VOTE_ASKED, CALL_ASKED),
            "the call of the election, from voting day back", may=_COUNTED,
        ),
        "calendar.cec": Form(
            RuleForm.BAN, "LF", (), answers.silence,
            "states that campaigning was barred on the day before voting day and on voting day", may=("what",),
        ),
        "calendar.early_poll": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, within(CALL_ASKED, VOTE_ASKED),
            "voting day of an early election, from the day on which it was called", may=_COUNTED,
        ),
        "calendar.nomination": Form(
            RuleForm.DEADLINE, "LF", ("days",), on_its_day(CALL_ASKED, "On which day did nomination begin?"),
            "the first day of nomination, which has to be so many days after the call", may=_COUNTED,
        ),
        "calendar.nomination_end": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, within(VOTE_ASKED, "On which day did nomination end?"),
            "the last day of nomination, from voting day back", may=_COUNTED,
        ),
        "calendar.registration": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, within(VOTE_ASKED, "On which day did registration end?"),
            "the last day of registration, from voting day back", may=_COUNTED,
        ),
        "calendar.results": Form(
            RuleForm.DEADLINE, "LF", _DAYS_OR_MONTHS, within(VOTE_ASKED, "On which day were results published?"),
            "publication of the results, from voting day", may=_COUNTED,
        ),
        "campaign.notice": Form(
            RuleForm.NOTICE, "EC", ("days",), answers.campaign_notice,
            "an event, from the day on which it was announced or permission was asked", may=("what",),
        ),
        "candidacy.basic": Form(
            RuleForm.THRESHOLD, "CR", ("number",), answers.age,
            "years of age of a candidate on voting day", may=("needs",),
        ),
        "candidacy.compliance": Form(
            RuleForm.DEADLINE, "CR", _DAYS_OR_MONTHS,
            within("On which day were the nomination papers filed?",
                   "On which day was compliance with the conditions established?"),
            "the decision whether a candidate meets the conditions, from the day of filing", may=_COUNTED,
        ),
        "candidacy.declarations": Form(
            RuleForm.BAN, "CR", (), says.barred,
            "states that a candidate had to declare income and property (permission), or not", may=("what",),
            permission=says.allowed,
        ),
        "candidacy.deposit": Form(
            RuleForm.THRESHOLD, "CR", _SUM, answers.deposit,
            "the deposit that a candidate paid", may=("base",),
        ),
        "candidacy.deposit_refund": Form(
            RuleForm.THRESHOLD, "CR", _SHARE, answers.refund,
            "votes of a candidate who was not elected", "voters who took part, invalid ballots included",
        ),
        "candidacy.independents": Form(
            RuleForm.BAN, "CR", (), answers.self_nomination_barred,
            "states that nobody could nominate themselves, or as a permission that everybody could", may=("what",),
            permission=answers.self_nomination_allowed,
        ),
        "candidacy.language": Form(
            RuleForm.BAN, "CR", (), answers.examination,
            "whether a candidate passed the examination without which nobody could stand", may=("what", "exempt"),
        ),
        "candidacy.nominator": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, answers.nominator,
            "regions in which a registered association has branches; a registered party needs none", "all regions",
            may=("more_than",),
        ),
        "candidacy.residence": Form(
            RuleForm.THRESHOLD, "CR", ("number",), answers.lived,
            "years up to voting day without a stay abroad", may=("exempt",),
        ),
        "candidacy.service": Form(
            RuleForm.THRESHOLD, "CR", ("number",), answers.served,
            "years of public service or elected office",
        ),
        "candidacy.withdrawal": Form(
            RuleForm.BAN, "CR", (), says.barred,
            "states whether a nomination could be taken back after registration", may=("what",),
            permission=says.allowed,
        ),
        "commissions.cec": Form(
            RuleForm.QUOTA, "EA", (*_SHARE, "seats"), answers.commission,
            "seats held by the appointers named in what, or the seats that each appointer fills",
            "all seats whose appointer is known", may=("what",),
        ),
        "commissions.lower": Form(
            RuleForm.BAN, "EA", (), says.barred,
            "states who fills the commissions below the central one (permission)", may=("what",),
            permission=says.allowed,
        ),
        "finance.bans": Form(
            RuleForm.BAN, "CF", ("what",), answers.barred_donors,
            "kind of a donor, with the kinds named in what",
        ),
        "finance.donation_cap": Form(
            RuleForm.CAP, "CF", _SUM, answers.donation_cap,
            "donations that one election fund received", may=("base",), permission=says.no_limit,
        ),
        "finance.donor_cap": Form(
            RuleForm.CAP, "CF", _SUM, says.donor_cap,
            "all that one donor gave to one election fund", may=("base", "what"), permission=says.no_limit,
        ),
        "finance.own_nominator_cap": Form(
            RuleForm.CAP, "CF", _SUM, answers.own_cap,
            "money of the candidate and of the nominator in one election fund", may=("base",), permission=says.no_limit,
        ),
        "finance.reports": Form(
            RuleForm.DEADLINE, "CF", _DAYS_OR_MONTHS,
            within("On which day were the results established?",
                   "On which day was the report on the election fund handed in?"),
            "the report on an election fund, from the results", may=_COUNTED,
        ),
        "finance.sanction": Form(
            RuleForm.BAN, "CF", (), says.barred,
            "states what a breach of the rules on funds leads to (permission)", may=("what",),
            permission=says.allowed,
        ),
        "finance.sources": Form(
            RuleForm.PERMISSION, "CF", ("what",), answers.permitted_donors,
            "kind of a donor, with the kinds named in what",
        ),
        "finance.state_funds": Form(
            RuleForm.THRESHOLD, "CF", _SUM, says.state_funds,
            "public money for each contestant, which is this sum", may=("base",),
        ),
        "polls.blackout": Form(
            RuleForm.BAN, "PO", ("days",), says.poll_blackout,
            "the day on which a poll was published, with so many days before voting day",
        ),
        "polls.pollster": Form(
            RuleForm.THRESHOLD, "PO", ("number",), says.pollster,
            "years of experience of a legal entity that polls", may=("exempt",),
        ),
        "internet.court_order": Form(
            RuleForm.BAN, "IR", (), answers.court_decides,
            "states that sites could be blocked without a court (permission), or not", may=("what",),
            permission=answers.no_court_needed,
        ),
        "media.equal_coverage": Form(
            RuleForm.BAN, "ME", (), says.barred,
            "states that media had to cover contestants equally (permission), or not", may=("what",),
            permission=says.allowed,
        ),
        "power.lower_chamber": Form(
            RuleForm.QUOTA, "PW", _SHARE, answers.popular_seats,
            "states the share of the lower chamber chosen by popular vote", "all seats of the chamber", may=("what",),
        ),
        "power.lower_chamber_vote": Form(
            RuleForm.QUOTA, "PW", _SHARE, answers.chamber_vote,
            "states the share of the lower chamber that a bill needs more than", "all seats of the chamber",
        ),
        "power.upper_chamber_vote": Form(
            RuleForm.QUOTA, "PW", _SHARE, answers.chamber_vote,
            "states the share of the upper chamber that a bill needs more than", "all seats of the chamber",
        ),
        "detentions.custody": Form(
            RuleForm.CAP, "FA", ("number",), says.custody,
            "hours in administrative custody until release or a judge",
        ),
        "prosecutions.arrest": Form(
            RuleForm.CAP, "RP", ("days",), says.arrest,
            "the length of an administrative arrest imposed under the provision that the rule names",
        ),
        "prosecutions.base_unit": Form(
            RuleForm.THRESHOLD, "RP", _SUM, says.base_unit,
            "states the base unit in which fines are counted", may=("base",),
        ),
        "prosecutions.custody": Form(
            RuleForm.CAP, "RP", ("number",), says.custody,
            "hours in custody of a suspect until release or a judge",
        ),
        "prosecutions.fine": Form(
            RuleForm.CAP, "RP", _SUM, says.fine,
            "a fine imposed under the provision that the rule names", may=("base",),
        ),
        "prosecutions.measure": Form(
            RuleForm.CAP, "RP", ("months",), says.prison,
            "the length of a measure of restraint, in months",
        ),
        "prosecutions.night": Form(
            RuleForm.BAN, "RP", (), says.night,
            "the clock time of a hearing or search, with the two clock times in what between which it is night",
            also=("what",),
        ),
        "prosecutions.term": Form(
            RuleForm.CAP, "RP", ("months",), says.prison, "the length of prison sentences",
        ),
        "protests.arrest": Form(
            RuleForm.CAP, "FA", ("days",), says.arrest, "the length of arrests for a breach of the rules on assemblies",
        ),
        "protests.fine": Form(
            RuleForm.CAP, "FA", _SUM, says.fine, "fines for a breach of the rules on assemblies", may=("base",),
        ),
        "protests.harm_arrest": Form(
            RuleForm.CAP, "FA", ("days",), says.arrest, "the length of arrests for an assembly that did harm",
        ),
        "protests.harm_fine": Form(
            RuleForm.CAP, "FA", _SUM, says.fine, "fines for an assembly that did harm", may=("base",),
        ),
        "results.seat_threshold": Form(
            RuleForm.THRESHOLD, "PE", _SHARE, answers.seat_threshold,
            "votes of a list that received seats", "the valid votes of the election",
        ),
        "signatures.proxies": Form(
            RuleForm.CAP, "CR", ("number",), answers.proxies,
            "proxies of a candidate for each polling station",
        ),
        "signatures.sheets": Form(
            RuleForm.DEADLINE, "CR", _DAYS_OR_MONTHS,
            within("On which day was compliance with the conditions established?",
                   "On which day were the signature sheets issued?"),
            "the issue of signature sheets, from the day on which compliance was established", may=_COUNTED,
        ),
        "signatures.spread": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, answers.spread,
            "regions from which the valid signatures of a candidate came", "all regions", may=("more_than",),
        ),
        "signatures.total": Form(
            RuleForm.THRESHOLD, "CR", _NUMBER_OR_SHARE, answers.signatures,
            "valid signatures of a candidate", "registered voters",
        ),
        "signatures.verification": Form(
            RuleForm.BAN, "CR", (), says.barred,
            "states how signatures are verified (permission)", may=("what",),
            permission=says.allowed,
        ),
    }
)  # fmt: skip
"""Name of the rule to the form in which it can be declared."""
