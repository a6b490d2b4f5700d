"""The election deposit of one candidate: whether it was paid, and whether the result let it be returned."""

from __future__ import annotations

from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.contestants import Contestant, contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import money, reading, text_read, together
from saylau.checks.told import Told, besides, explanations, open_questions, told, unknown
from saylau.law.inputs import DepositInputs
from saylau.records.case import Case, names
from saylau.records.kinds import Deposit, Result, ResultTotal
from saylau.values import Count, Money, Truth
from saylau.values.message import From, Message, Name, Percent


def paid_by(case: Case, one: Contestant) -> Finding:
    """Whether one candidate paid the deposit that the rule asked for."""
    claims = case.where(Deposit, candidacy=one.candidacy)
    paid = told(case, claims, lambda d: d.amount if d.paid is Truth.YES else None)
    facts = tuple(f for p in paid for f in p.facts)
    given = [DepositInputs(paid=p.value, facts=p.facts) for p in paid] or [DepositInputs()]
    answers = [a for inputs in given for a in ask(case, "candidacy.deposit", inputs, about=one.called)]
    due = next((d for a in answers if (d := money(a.explanation, "deposit"))), None)
    if due is None:
        says = Message("How high the election deposit was is not known.")
        question = which_provision(case, "candidacy.deposit", "the election deposit")
        return unknown(says, question, subject=one.person, facts=(*names(claims), *one.facts))
    readings = tuple(reading(a) for a in answers)
    return Finding(
        one.person,
        together(readings),
        _paid_says(one, due, paid, text_read(answers)),
        facts=facts,
        context=(*besides(claims, facts), *one.facts),
        readings=readings,
        measures=(Measure("deposit", due, due.currency, "deposit by the rule"),),
        explanations=explanations(answers),
        method="The amount that the rule yields for voting day.",
        questions=open_questions(answers),
    )


def _paid_says(one: Contestant, due: Money, paid: tuple[Told[Money], ...], read: bool) -> Message:
    person = Name(one.person)
    if not paid:
        return Message(
            "By the rule, the deposit was {deposit}; whether {person} paid it is not stated."
            if read
            else "By the rule as reported, the deposit was {deposit}; whether {person} paid it is not stated.",
            deposit=due,
            person=person,
        )
    return Message(
        "By the rule, the deposit was {deposit}; {person} paid {paid}, as stated."
        if read
        else "By the rule as reported, the deposit was {deposit}; {person} paid {paid}, as stated.",
        deposit=due,
        person=person,
        paid=tuple(From(p.value, p.facts) for p in paid),
    )


def returned_to(case: Case, one: Contestant) -> Finding:
    """Whether one candidate's result let the deposit be returned."""
    votes = _votes(case, one)
    totals = case.where(ResultTotal, election=case.info.election)
    cast, valid = told(case, totals, lambda t: t.cast), told(case, totals, lambda t: t.valid)
    facts = tuple(dict.fromkeys(f for item in (*votes, *cast, *valid) for f in item.facts))
    elected = _elected(case, one)
    valid_votes: list[Count | None] = [t.value for t in valid]
    given = [
        DepositInputs(votes=v.value, participants=c.value, valid=u, elected=elected, facts=facts)
        for v in votes
        for c in cast
        for u in (valid_votes or [None])
    ]
    answers = [a for inputs in given for a in ask(case, "candidacy.deposit_refund", inputs, about=one.called)]
    if not given or not answers:
        return _no_result(case, one, facts, bool(given))
    verdicts = {a.explanation.verdict for a in answers if a.rule.decides}
    readings = tuple(reading(a, _noted(a.explanation.verdict)) for a in answers)
    measures = _refund_measures(votes[0], cast[0].value, valid[0].value if valid else None, facts)
    return Finding(
        one.person,
        Outcome.DISPUTED if {Truth.YES, Truth.NO} <= verdicts else together(readings),
        _refund_says(one, votes[0], verdicts, measures, text_read(answers)),
        facts=facts,
        context=one.facts,
        readings=readings,
        measures=measures,
        explanations=explanations(answers),
        method="Votes over those who took part, invalid ballots included; the share of valid votes beside it.",
        assumptions=(
            "For one office, a candidate with fewer votes than another was not elected; one with more than half of the "
            "votes cast was.",
        ),
        limits=("Whether a deposit was paid and returned is not in these figures.",),
        questions=open_questions(answers),
    )


def _votes(case: Case, one: Contestant) -> tuple[Told[Count], ...]:
    results = case.where(Result, election=case.info.election, candidacy=one.candidacy)
    return told(case, results, lambda r: r.votes)


def _no_result(case: Case, one: Contestant, facts: tuple[str, ...], has_result: bool) -> Finding:
    asks = "How many voters took part, invalid ballots included, and how many voted for the candidate?"
    result = asked(case, asks, commission(case), one.called)
    rule = which_provision(case, "candidacy.deposit_refund", "the return of the election deposit")
    says = Message(
        "The material does not hold what decides the return of the deposit of {person}.", person=Name(one.person)
    )
    return unknown(says, rule if has_result else result, subject=one.person, facts=(*facts, *one.facts))


def _noted(verdict: Truth) -> Outcome:
    return Outcome.UNKNOWN if verdict is Truth.UNKNOWN else Outcome.NOTED


BY_TEXT = {
    Truth.YES: "By the rule, {person} was to have the deposit back, with {votes} votes: {participants} of those who "
    "took part, and {valid} of the valid votes, which are not the base.",
    Truth.NO: "By the rule, {person} was not to have the deposit back, with {votes} votes: {participants} of those who "
    "took part, and {valid} of the valid votes, which are not the base.",
}
BY_REPORT = {
    Truth.YES: "By the rule as reported, {person} was to have the deposit back, with {votes} votes: {participants} of "
    "those who took part, and {valid} of the valid votes, which are not the base.",
    Truth.NO: "By the rule as reported, {person} was not to have the deposit back, with {votes} votes: {participants} "
    "of those who took part, and {valid} of the valid votes, which are not the base.",
}
WITHOUT_SHARES = {
    Truth.YES: "By the rule as known, {person}, with {votes} votes, was to have the deposit back.",
    Truth.NO: "By the rule as known, {person}, with {votes} votes, was not to have the deposit back.",
}
"""What the result came to by the verdict, on the rule's base and on another, where both shares can be told."""


def _refund_says(
    one: Contestant, votes: Told[Count], verdicts: set[Truth], measures: tuple[Measure, ...], read: bool
) -> Message:
    person, number = Name(one.person), From(votes.value, votes.facts)
    if verdicts not in ({Truth.YES}, {Truth.NO}):
        return Message(
            "Whether {person}, with {votes} votes, was to have the deposit back is open.", person=person, votes=number
        )
    (verdict,) = verdicts
    shares = {m.name: From(m.value, m.facts) for m in measures if isinstance(m.value, Percent)}
    if len(shares) < 2:
        return Message(WITHOUT_SHARES[verdict], person=person, votes=number)
    return Message(
        (BY_TEXT if read else BY_REPORT)[verdict],
        person=person,
        votes=number,
        participants=shares["share_participants"],
        valid=shares["share_valid"],
    )


def _refund_measures(
    votes: Told[Count], cast: Count, valid: Count | None, facts: tuple[str, ...]
) -> tuple[Measure, ...]:
    found = []
    for name, base, label in (
        ("share_participants", cast, "share of those who took part"),
        ("share_valid", valid, "share of valid votes, not the base of the rule"),
    ):
        part = votes.value.exact
        if base is not None and base.exact and part is not None:
            percent = Percent(Fraction(part, base.exact), digits=2)
            found.append(Measure(name, percent, "%", label, facts, f"{part} / {base.exact}"))
    return tuple(found)


def _elected(case: Case, one: Contestant) -> Truth:
    """Whether a candidate for one office was elected, as far as votes alone tell."""
    own = _votes(case, one)
    if not own:
        return Truth.UNKNOWN
    mine = own[0].value
    rivals = [v[0].value for other in contestants(case) if (v := _votes(case, other))]
    if any(mine.less_than(rival) is Truth.YES for rival in rivals):
        return Truth.NO
    cast = told(case, case.where(ResultTotal, election=case.info.election), lambda t: t.cast)
    more_than_half = bool(cast) and (mine + mine).more_than(cast[0].value) is Truth.YES
    return Truth.YES if more_than_half else Truth.UNKNOWN
