"""Participation: women among those who stand, administer and are elected; languages of elections and minorities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saylau.checks.addressees import commission
from saylau.checks.ask import asked, register
from saylau.checks.contestants import contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, speakers, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import (
    Commission,
    CommissionMember,
    LanguageUse,
    Person,
    Representation,
    Result,
)
from saylau.records.kinds.actors import Gender
from saylau.records.kinds.commissions import CommissionLevel
from saylau.records.kinds.minorities import Among, Group, LanguageMatter
from saylau.values import Count, Truth
from saylau.values.message import From, Message, OutOf, Tongue

WOMEN_ASKED = (
    "How many women were among the candidates, the members and chairs of election commissions on each level, and those "
    "elected?"
)
LANGUAGE_ASKED = (
    "In which languages were ballots, voter information and the campaign, and which languages did the law ask of "
    "candidates?"
)


@dataclass(frozen=True)
class Seen:
    """Women among some people: by their rows in the case, or as a source states it."""

    among: Among
    women: Count
    all: Count | None
    facts: tuple[str, ...]
    not_known: int = 0
    """People whose gender the case does not hold."""
    chairs: bool = False

    @property
    def share(self) -> OutOf | Count:
        """A fraction where both numbers are exact and every gender is known, else the women counted."""
        whole = self.all.exact if self.all else None
        if whole and self.women.exact is not None and self.women.exact <= whole:
            return OutOf(self.women.exact, whole)
        return self.women


@check(chapter="MN", standards=("CEDAW-7", "ICCPR-25"))
def women(case: Case) -> Iterator[Finding]:
    """How many women were among candidates, members of commissions and those elected.

    People of the case by their gender as recorded, and numbers as sources state them; fractions, since most are of few.
    Where the gender of some is not recorded, women are counted as at least so many.
    """
    found = (*_counted(case), *_stated(case, Group.WOMEN))
    if not found:
        says = Message("The material does not say how many women stood, administered the election or were elected.")
        yield unknown(says, asked(case, WOMEN_ASKED, commission(case)))
        return
    facts = tuple(dict.fromkeys(f for one in found for f in one.facts))
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Women among {groups}: {numbers}. People whose gender the material does not state: {unknown}.",
            groups=tuple(_group(case, one, found) for one in found),
            numbers=tuple(From(_of_all(one), one.facts) for one in found),
            unknown=sum(one.not_known for one in found),
        ),
        facts=facts,
        measures=tuple(_measure(place, one) for place, one in enumerate(found)),
        limits=(
            "Gender is that which sources state; nobody's is guessed from a name.",
            "Members of commissions are those whom the material names, who need not be all.",
            "Shares of few people say little; no threshold is applied.",
        ),
        questions=() if _complete(found) else (asked(case, WOMEN_ASKED, commission(case)),),
    )


def _group(case: Case, one: Seen, found: Sequence[Seen]) -> Message:
    """The name of a group; with who states it, where several state numbers of one group."""
    among = Message(one.among.value)
    if sum((other.among, other.chairs) == (one.among, one.chairs) for other in found) < 2:
        return among
    return Message("{among} ({who})", among=among, who=speakers(case, one.facts))


def _of_all(one: Seen) -> OutOf | Count | Message:
    """The women and the people among whom they are, also where their number is not exact."""
    if isinstance(one.share, OutOf) or one.all is None:
        return one.share
    return Message("{part} of {whole}", part=one.women, whole=one.all)


def _measure(place: int, one: Seen) -> Measure:
    template = "women among chairs: {among}" if one.chairs else "women: {among}"
    label = Message(template, among=Message(one.among.value))
    return Measure(
        f"women:{one.among}" if place == 0 else f"women:{one.among}:{place}", one.share, "", label, one.facts
    )


def _complete(found: Sequence[Seen]) -> bool:
    wanted = {Among.CANDIDATES, Among.CENTRAL_COMMISSION, Among.TERRITORIAL_COMMISSIONS, Among.PRECINCT_COMMISSIONS}
    return wanted <= {one.among for one in found} and not any(one.not_known for one in found)


def _counted(case: Case) -> tuple[Seen, ...]:
    """Women by the rows of people: candidates, members of the central commission, the person elected."""
    standing = [one.person for one in contestants(case)]
    central = {f.id for f in case.where(Commission, election=case.info.election, level=CommissionLevel.CENTRAL)}
    members = [f.record.person for f in case.all(CommissionMember) if f.record.commission in central]
    found = [_people(case, Among.CANDIDATES, standing), _people(case, Among.CENTRAL_COMMISSION, members)]
    winner = _elected(case)
    if winner:
        found.append(_people(case, Among.ELECTED, [winner]))
    return tuple(one for one in found if one is not None)


def _people(case: Case, among: Among, people: Sequence[str]) -> Seen | None:
    """Women among people whose rows are in the case; None where no gender is recorded of any."""
    rows = [case.claims(person)[0] for person in dict.fromkeys(people) if case.claims(person)]
    genders = [f.record.gender for f in rows if isinstance(f.record, Person)]
    known = [g for g in genders if g is not None]
    if not known:
        return None
    seen, hidden = sum(g is Gender.WOMAN for g in known), len(genders) - len(known)
    number = Count.of(seen) if not hidden else Count.between(seen, seen + hidden)
    shown = tuple(f.fact for f in rows if f.display is Display.PUBLIC)
    return Seen(among, number, Count.of(len(genders)), shown, hidden)


def _elected(case: Case) -> str | None:
    """The person with most votes, where more than half of those recorded are theirs."""
    rows = [f.record for f in case.where(Result, election=case.info.election) if f.record.votes and f.record.candidacy]
    votes = {r.candidacy: r.votes.low for r in reversed(rows) if r.votes and r.candidacy}
    first = max(votes, key=lambda c: votes[c], default=None)
    if first is None or 2 * votes[first] <= sum(votes.values()):
        return None
    return next((one.person for one in contestants(case) if one.candidacy == first), None)


def _stated(case: Case, group: Group) -> tuple[Seen, ...]:
    rows = fit(case, case.where(Representation, election=case.info.election, group=group))
    return tuple(
        Seen(f.record.among, f.record.number, f.record.of, (f.fact,), chairs=f.record.chairs is Truth.YES) for f in rows
    )


@check(chapter="MN", standards=("ICCPR-27", "ICCPR-25", "ICCPR-26"))
def languages(case: Case) -> Iterator[Finding]:
    """In which languages the election was held, and which the law asked of those who stand.

    Languages by matter. A language asked of candidates where further languages are in official use is a concern: it
    leaves out those who use the others.
    """
    rows = fit(case, case.where(LanguageUse, election=case.info.election))
    if not rows:
        says = Message("The material does not say in which languages the election was held.")
        yield unknown(says, asked(case, LANGUAGE_ASKED, commission(case)))
        return
    narrower = [f for f in rows if f.record.required is Truth.YES and set(f.record.official) - set(f.record.languages)]
    yield Finding(
        "case",
        Outcome.CONCERN if narrower else Outcome.NOTED,
        _languages_say(narrower, rows),
        facts=names(rows),
        measures=tuple(
            Measure(
                f"languages:{f.fact}",
                tuple(Tongue(code) for code in f.record.languages),
                "",
                Message(f.record.matter.value),
                (f.fact,),
            )
            for f in rows
            if f.record.languages
        ),
        limits=(
            "How many voters use which language is not in these rows.",
            "Whether a requirement of language is reasonable is for people to judge.",
        ),
        questions=()
        if {LanguageMatter.BALLOTS, LanguageMatter.INFORMATION} <= {f.record.matter for f in rows}
        else (asked(case, LANGUAGE_ASKED, register(case)),),
    )


def _languages_say(narrower: Sequence[Fact[LanguageUse]], rows: Sequence[Fact[LanguageUse]]) -> Message:
    matters = tuple(Message(m.value) for m in dict.fromkeys(f.record.matter for f in rows))
    if not narrower:
        return Message("Languages are recorded for: {matters}. None is narrower than official use.", matters=matters)
    return Message(
        "Languages are recorded for: {matters}. For {narrow} the law asked for {asked}, while languages in official "
        "use were {official}.",
        matters=matters,
        narrow=tuple(Message(f.record.matter.value) for f in narrower),
        asked=tuple(dict.fromkeys(Tongue(code) for f in narrower for code in f.record.languages)),
        official=tuple(dict.fromkeys(Tongue(code) for f in narrower for code in f.record.official)),
    )


CHECKS: tuple[Check, ...] = (women, languages)
