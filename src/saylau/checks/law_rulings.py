"""Rulings before the election, and how fast and by which vote laws were adopted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import parliament
from saylau.checks.ask import asked, register
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import besides, days_if_ordered, may_hold, one_each, shown, told, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, LawChange, Ruling, SpeechOffence
from saylau.records.kinds.law import Offence, Step
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import From, Message, Name, Said, Value, Wording

QUICK = "How quickly a body ruled or a law was adopted says nothing of whether it was right."


@check(chapter="LF", standards=("ICCPR-26", "CPH-5.8"), area="law")
def ruling_timing(case: Case) -> Iterator[Finding]:
    """How many days a ruling before the election took, and whether who asked for it was who it served.

    Calendar days from the request, not counted, to the ruling, counted; days from the ruling to voting day; and whether
    the person who asked is the contestant whom the ruling served.
    """
    poll = When.on(case.info.poll)
    rulings = [f for f in shown(case, Ruling) if f.record.ruled.after(poll) is not Truth.YES]
    if not rulings:
        says = Message("The material holds no ruling before the election.")
        asks = "Which courts or councils ruled on the electoral law before the election, on whose request, and when?"
        yield unknown(says, asked(case, asks, register(case)))
        return
    for thing in one_each(rulings):
        yield _of_ruling(case, thing, [f for f in rulings if f.id == thing.id])


def _of_ruling(case: Case, ruling: Fact[Ruling], claims: Sequence[Fact[Ruling]]) -> Finding:
    took = told(case, claims, lambda r: days_if_ordered(r.asked, r.ruled, Ends.ONE))
    left = days_between(ruling.record.ruled, When.on(case.info.poll), Ends.ONE)
    same = _served_the_asker(case, ruling.record)
    facts = names(claims)
    served = ruling.record.beneficiary
    days: Value = tuple(From(d.value, d.facts) for d in took) if took else Message("not known")
    about = Message("{body}, {day}", body=Wording(ruling.fact, "body"), day=ruling.record.ruled)
    return Finding(
        ruling.id,
        Outcome.CONCERN if same is Truth.YES else Outcome.NOTED if took else Outcome.UNKNOWN,
        Message(
            "{body} ruled on {day}. Days from the request to the ruling: {days}; days from the ruling to voting day: "
            "{left}. Who asked for it was the contestant whom it served: {same}.",
            body=Wording(ruling.fact, "body"), day=From(ruling.record.ruled, facts), days=days, left=left, same=same,
        ),
        facts=facts,
        context=names(f for f in case.all(Candidacy) if f.id == served),
        measures=(
            *(Measure("days", d.value, "days", "days from the request to the ruling", d.facts) for d in took),
            Measure("before_poll", left, "days", "days from the ruling to voting day", facts),
            Measure("asker_served", same, "", "who asked is the contestant whom it served", facts),
        ),
        method="Calendar days, the first not counted.",
        limits=(QUICK, "Others may benefit from the same ruling later.",
                "Only the timing of the ruling and its parties were looked at."),
        questions=(
            asked(case, "Who else has relied on the ruling since, and with what result?", register(case), about),
            *((asked(case, "On which day was the ruling asked for, and by whom?", register(case), about),)
              if not took or same is Truth.UNKNOWN else ()),
        ),
    )  # fmt: skip


def _served_the_asker(case: Case, ruling: Ruling) -> Truth:
    """Whether the person who asked is the contestant whom the ruling served."""
    if not ruling.asker or not ruling.beneficiary:
        return Truth.UNKNOWN
    people = {f.record.person for f in case.all(Candidacy) if f.id == ruling.beneficiary}
    nominators = {f.record.nominator for f in case.all(Candidacy) if f.id == ruling.beneficiary}
    return Truth.of(ruling.asker in people or ruling.asker in nominators)


@check(chapter="LF", area="law")
def adoption(case: Case) -> Iterator[Finding]:
    """How many days changes of law took from the proposal to adoption and to entry into force, and by which vote.

    For each act with a day of adoption and a day of proposal or of entry into force: calendar days between the steps,
    nought where a source says that two fell on the same day, and whether the vote was unanimous as stated.
    """
    claims = shown(case, LawChange)
    acts = _acts(claims)
    found = [(own, at) for own in acts if len({f.record.step for f in own}) > 1 and (at := _at(own, Step.ADOPTED))]
    if not found:
        says = Message("The material does not give two steps of any change of law, from proposal to entry into force.")
        asks = "When was each change of law proposed, adopted and put into force, and by which vote?"
        yield unknown(says, asked(case, asks, register(case)), facts=names(claims))
        return
    for own, adopted in found:
        yield _of_act(case, own, adopted)


def _acts(claims: Sequence[Fact[LawChange]]) -> list[list[Fact[LawChange]]]:
    """The claims on each act: those of one name and, where stated, one number."""
    found: dict[tuple[str, str], list[Fact[LawChange]]] = {}
    for fact in claims:
        found.setdefault((fact.record.act, fact.record.number), []).append(fact)
    return [own for own in found.values() if any(f.record.step is Step.ADOPTED for f in own)]


def _of_act(case: Case, own: Sequence[Fact[LawChange]], adopted: Fact[LawChange]) -> Finding:
    before, after = _at(own, Step.PROPOSED), _at(own, Step.IN_FORCE)
    took, waited = _between(before, adopted), _between(adopted, after)
    unanimous = adopted.record.unanimous
    none = Message("not known")
    about = Message("{act}", act=Wording(adopted.fact, "act"))
    return Finding(
        adopted.id,
        Outcome.NOTED,
        Message(
            "{act}. Days from the proposal to adoption: {took}; from adoption to entry into force: {waited}. Adopted "
            "unanimously: {unanimous}.",
            act=Wording(adopted.fact, "act"),
            took=From(took, names(own)) if took else none,
            waited=From(waited, names(own)) if waited else none,
            unanimous=unanimous,
        ),
        facts=names(own),
        measures=(
            *(
                (Measure("to_adoption", took, "days", "days from the proposal to adoption", names(own)),)
                if took
                else ()
            ),
            *((Measure("to_force", waited, "days", "days from adoption to force", names(own)),) if waited else ()),
            Measure("unanimous", unanimous, "", "adopted unanimously", (adopted.fact,)),
            *((Measure("votes", v, "votes", "votes for it", (adopted.fact,)),) if (v := adopted.record.votes) else ()),
        ),
        method="Calendar days between the steps as stated; nought where a source says that they fell on one day.",
        limits=(QUICK, "No standard in the registry sets a number of days."),
        questions=_open(case, about, took, waited, unanimous),
    )


def _open(case: Case, about: Said, took: Count | None, waited: Count | None, unanimous: Truth) -> tuple[Asked, ...]:
    asks = []
    if took is None or waited is None:
        asks.append("On which days was the act proposed, adopted and put into force?")
    if unanimous is Truth.UNKNOWN:
        asks.append("By how many votes was the act adopted, and how many were against it or abstained?")
    return tuple(asked(case, a, parliament(case), about) for a in asks)


def _at(own: Sequence[Fact[LawChange]], step: Step) -> Fact[LawChange] | None:
    """The claim on a step that is stated most precisely."""
    return max((f for f in own if f.record.step is step), key=lambda f: f.record.on.precision.fineness, default=None)


def _between(one: Fact[LawChange] | None, other: Fact[LawChange] | None) -> Count | None:
    if one is None or other is None:
        return None
    if other.record.same_day_as == one.id:
        return Count.of(0)
    if one.record.on.after(other.record.on) is Truth.YES:
        return None
    return days_between(one.record.on, other.record.on, Ends.ONE)


_OFFENCES = {
    Offence.DEFAMATION: "defamation",
    Offence.FALSE_INFORMATION: "dissemination of false information",
    Offence.INSULT: "insult",
    Offence.INCITEMENT: "incitement",
    Offence.OTHER: "another offence of expression",
}


@check(chapter="LF", standards=("ICCPR-19", "GC34-21..36"), area="law")
def speech_offences(case: Case) -> Iterator[Finding]:
    """Which offences of expression the law held on voting day.

    Each offence on record, by what it punishes, whether it is a crime, and its article where stated.
    """
    claims = [f for f in shown(case, SpeechOffence) if may_hold(f.record.during, case.info.poll)]
    if not claims:
        says = Message("The material does not tell which offences of expression the law held.")
        asks = (
            "Which offences of expression were in force on voting day, under which articles and with which penalties?"
        )
        yield unknown(says, asked(case, asks, register(case)))
        return
    things = one_each(claims)
    crimes = [f for f in things if f.record.criminal is Truth.YES]
    without = [f for f in things if f.record.provision is None]
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Offences of expression on record: {number} ({which}); of these, crimes: {crimes}; with an article on "
            "record: {articles}.",
            number=From(len(things), names(claims)),
            which=tuple(From(Message(_OFFENCES[f.record.offence]), (f.fact,)) for f in things),
            crimes=len(crimes),
            articles=len(things) - len(without),
        ),
        facts=names(claims),
        context=besides(case.all(SpeechOffence), names(claims)),
        measures=(
            Measure("offences", len(things), "", "offences of expression on record", names(claims)),
            Measure("crimes", len(crimes), "", "of these, crimes", names(crimes)),
            *(Measure(f.id, Name(f.record.provision) if f.record.provision else Message("article not stated"), "",
                      _OFFENCES[f.record.offence], (f.fact,)) for f in things),
        ),
        method="Listed as stated.",
        limits=("The articles were not read: whether each is clear, necessary and proportionate is for a person.",),
        questions=tuple(
            asked(case, "Under which article was it an offence, and with which penalty?", register(case),
                  _OFFENCES[f.record.offence]) for f in without
        ),
    )  # fmt: skip
