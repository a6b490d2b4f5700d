"""Signatures: when they were checked, and incidents with their sheets."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.collection import steps
from saylau.checks.contestants import contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, speakers, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import SheetIncident, Stage
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.records.kinds.elections import Phase
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import From, Message, Name, Wording

WHICH_DAYS = "On which day was the last candidate registered, and when did the campaign begin?"


@check(chapter="CR", standards=("VC-I.1.3.v",), area="signatures")
def checks_before_campaign(case: Case) -> Iterator[Finding]:
    """Whether signatures were checked before the campaign began.

    Calendar days from the last registration to the first day of the campaign.
    """
    registered = [f for c in contestants(case) for f in steps(case, c, CandidacyStage.REGISTERED)]
    campaign = case.where(Stage, election=case.info.election, phase=Phase.CAMPAIGN)
    began, who = campaign[0].record.during.start if campaign else None, commission(case)
    if not registered or began is None:
        lacking = [] if registered else [asked(case, "On which day was each candidate registered?", who)]
        lacking += [] if began else [asked(case, "On which day did the campaign begin?", who)]
        says = Message("Whether signatures were checked before the campaign began is not known.")
        yield unknown(says, *lacking, facts=names([*registered, *campaign]))
        return
    last = max((f.record.on for f in registered if f.record.on), key=When.sort_key)
    facts = (*names(f for f in registered if f.record.on == last), campaign[0].fact)
    early = ~last.after(began)
    outcome = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.AT_ODDS, Truth.UNKNOWN: Outcome.UNKNOWN}[early]
    yield Finding(
        subject="case",
        outcome=outcome,
        message=Message(
            "The last candidate was registered on {last}; the campaign began on {began}.",
            last=From(last, facts[:-1]), began=From(began, facts[-1:]),
        ),
        facts=facts,
        context=besides(registered, facts),
        measures=(
            Measure("days", days_between(last, began, Ends.ONE), "days", "from the last registration to it", facts),
        ) if early is Truth.YES else (),
        questions=(asked(case, WHICH_DAYS, who),) if early is Truth.UNKNOWN else (),
        method="Day of the last registration beside the first day of the campaign; the same day was taken as in time.",
        limits=("The day of registration is taken as the end of checking; appeals may have gone on.",),
        assumptions=("A candidate's signatures were checked by the day of registration.",),
    )  # fmt: skip


@check(chapter="CR", standards=("VC-I.1.3.iii",), area="signatures")
def sheet_incidents(case: Case) -> Iterator[Finding]:
    """Incidents with signature sheets, as told by each side.

    Accounts of one incident side by side; whose sheets they were, as each account has it.
    """
    claims = case.where(SheetIncident, election=case.info.election)
    if not claims:
        yield unknown(
            Message("The material records no incident with signature sheets, and no search for any."),
            asked(case, "Were incidents with signature sheets reported, and by whom?", commission(case)),
        )
        return
    incidents = list(dict.fromkeys(f.id for f in claims))
    attributed = [{f.record.attributed_to for f in claims if f.id == incident} for incident in incidents]
    disputed = sum(len(sides) > 1 for sides in attributed)
    yield Finding(
        subject="case",
        outcome=Outcome.DISPUTED if disputed else Outcome.NOTED,
        message=Message(
            "Incidents with signature sheets: {incidents}, told in {accounts} accounts; accounts differed on whose "
            "sheets they were in {disputed}.",
            incidents=len(incidents), accounts=len(claims), disputed=disputed,
        ),
        facts=names(claims),
        readings=tuple(_incident(case, f) for f in claims),
        measures=(Measure("incidents", Count.of(len(incidents)), "incidents", "incidents told", names(claims)),),
        method="Accounts of one incident share its id; they stand side by side.",
        limits=("No account was preferred; an incident says nothing about other sheets.",),
    )  # fmt: skip


def _incident(case: Case, claim: Fact[SheetIncident]) -> ReadingOutcome:
    """One account of an incident, in the words of its row, beside the others."""
    whose = Message("{who}", who=speakers(case, (claim.fact,)))
    says = Message("{says}.", says=From(Wording(claim.fact, "says"), (claim.fact,)))
    if claim.record.attributed_to:
        says = Message("{says} (sheets of {person}).", says=From(Wording(claim.fact, "says"), (claim.fact,)),
                       person=Name(claim.record.attributed_to))  # fmt: skip
    return ReadingOutcome("account", whose, Outcome.NOTED, says)


COURSE: tuple[Check, ...] = (checks_before_campaign, sheet_incidents)
