"""The vocabulary of acts: what each code means, what it is counted as, what a row needs, and its published codes.

The codes are our own and stay; their mapping is to micro-thesaurus 4 ("types of acts") of the HURIDOCS Events Standard
Formats (2001), whose list itself is not shipped. A stem is padded to twelve digits and closed with the number of the
thesaurus. Where their list has no term, none is given. "Arbitrary" is never a sort of act: that is a conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from saylau.records.kinds.prosecutions import Act, ActSort

THESAURUS = "04"
DIGITS = 12


class CountedAs(StrEnum):
    """What one act of a sort counts as. Numbers of two of these are never added or compared."""

    DETENTIONS = "detentions"
    SENTENCES = "sentences"
    PEOPLE = "people"
    ACTS = "acts"
    SUMMONSES = "summonses"
    HEARINGS = "hearings"
    EVENTS = "events"
    BLOCKINGS = "blockings"


@dataclass(frozen=True)
class Term:
    """One code of the vocabulary."""

    title: str
    meaning: str
    counted_as: CountedAs
    required: tuple[str, ...] = ()
    """Fields of an act without which it cannot be told as this."""
    stems: tuple[str, ...] = ()
    """Stems of the terms of HURIDOCS micro-thesaurus 4 that mean the same; empty where it has none."""
    narrower: tuple[tuple[str, str], ...] = ()
    """Stems of narrower terms, each with when it fits."""
    wider: tuple[str, ...] = ()
    """Stems of wider terms, where no term means the same."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The full codes of the terms that mean the same: fourteen digits each."""
        return tuple(full_code(stem) for stem in self.stems)


def full_code(stem: str) -> str:
    """A stem of the thesaurus as its full code: `030101` is `03010100000004`."""
    return stem.ljust(DIGITS, "0") + THESAURUS


A = ActSort
U = CountedAs
HELD = ("during", "region")
BY_LAW = ("during", "provision", "step")
IN_STEP = ("during", "step")
RULE = ("during", "provision")

VOCABULARY: Mapping[ActSort, Term] = MappingProxyType({
    A.DETENTION_SHORT: Term(
        "short detention", "Taken to a police station or held on the spot, and released without a court.",
        U.DETENTIONS, HELD, ("030101",), (("030107", "where many were taken at once, whoever they were"),),
    ),
    A.DETENTION_PREVENTIVE: Term(
        "preventive detention", "Held before an event so as not to attend it.",
        U.DETENTIONS, (*HELD, "event"), ("030102",),
    ),
    A.ADMINISTRATIVE_ARREST: Term(
        "administrative arrest", "Days of arrest imposed by a court for an administrative offence.",
        U.SENTENCES, BY_LAW, wider=("030102",),
    ),
    A.ADMINISTRATIVE_FINE: Term(
        "administrative fine", "A fine imposed for an administrative offence.", U.SENTENCES, BY_LAW,
    ),
    A.DETENTION_PRETRIAL: Term(
        "detention before trial", "Held in custody as a measure of restraint while a criminal matter runs.",
        U.PEOPLE, BY_LAW, ("030102",),
    ),
    A.HOUSE_ARREST: Term(
        "house arrest", "Confined to the home as a measure of restraint.", U.PEOPLE, BY_LAW, ("030105",),
    ),
    A.PROSECUTION: Term(
        "criminal prosecution", "A criminal matter opened against a person, at whatever stage it stands.",
        U.PEOPLE, (*BY_LAW, "after"),
    ),
    A.SENTENCE: Term(
        "criminal sentence", "A sentence by a criminal court: prison, a suspended term, work, bans.", U.PEOPLE, BY_LAW,
    ),
    A.FORCE: Term(
        "use of force", "Physical force by officials: blows, handcuffs, a baton, a stun device.",
        U.ACTS, (*HELD, "means"), ("020101",), (("02011111", "torture, where a person has concluded that it was"),),
    ),
    A.SEARCH: Term(
        "search of a home", "A home or other premises searched, with or without a warrant, witnesses and counsel.",
        U.ACTS, IN_STEP, ("040101",),
    ),
    A.SEARCH_PERSON: Term(
        "search of a person", "The body, clothes or bags of a person searched.", U.ACTS, IN_STEP, ("040101",),
    ),
    A.SEIZURE: Term(
        "seizure of devices", "A telephone, computer or other device taken away.", U.ACTS, IN_STEP, ("130107",),
    ),
    A.INSPECTION: Term(
        "inspection of devices", "Messages or files on a person's device read by officials.", U.ACTS, HELD,
    ),
    A.NO_COUNSEL: Term(
        "denial of counsel", "Counsel, or counsel of one's own choice, refused or kept away.",
        U.HEARINGS, IN_STEP, ("350109",),
    ),
    A.CLOSED_HEARING: Term(
        "denial of a public hearing", "The public or observers kept out of a hearing.",
        U.HEARINGS, IN_STEP, ("350115",),
    ),
    A.NIGHT_HEARING: Term(
        "hearing at night", "A hearing opened, held or waited for in the night.", U.HEARINGS, IN_STEP,
    ),
    A.CHILD_HELD: Term(
        "child in custody", "A child held, or kept along with a parent who was held.", U.ACTS, HELD,
    ),
    A.SURVEILLANCE: Term("surveillance", "A house watched, or a person followed.", U.ACTS, HELD),
    A.THREAT: Term(
        "threat against a person", "A person threatened with harm, prosecution or loss.",
        U.ACTS, HELD, ("02010303",),
    ),
    A.THREAT_FAMILY: Term(
        "threat against relatives", "Relatives of a person threatened because of that person.",
        U.ACTS, HELD, ("0201030101",),
    ),
    A.PRESSURE: Term(
        "pressure at work", "Work of a person or of relatives put at risk to move the person.",
        U.ACTS, HELD, ("0201030102",),
    ),
    A.CONSCRIPTION: Term(
        "summons to military service after conduct",
        "A summons or call-up to military service that followed what the person had done or said.",
        U.SUMMONSES, (*IN_STEP, "after"),
    ),
    A.EXPULSION: Term("expulsion from a place of study", "Excluded from a school or university.", U.PEOPLE,
        ("during", "reason")),
    A.DISMISSAL: Term(
        "dismissal from work", "Employment ended by the employer.",
        U.PEOPLE, ("during", "reason"), ("3001040301", "30010210"),
    ),
    A.ASSEMBLY_BAN: Term(
        "ban of an assembly", "An assembly refused or forbidden.", U.EVENTS, (*RULE, "event"), ("120106",),
    ),
    A.DISPERSAL: Term(
        "dispersal of an assembly", "An assembly ended by officials.", U.EVENTS, ("during", "event"), ("120105",),
    ),
    A.ORGANISATION_BAN: Term(
        "ban of an organisation", "An organisation forbidden or dissolved.", U.EVENTS, RULE, ("120103",),
    ),
    A.BLOCKING: Term(
        "blocking of the Internet", "Access to a service or to the network cut or slowed down.",
        U.BLOCKINGS, ("during", "event"), wider=("100101",),
    ),
    A.SPEECH_PENALTY: Term(
        "penalty for speech", "Punished for a post, a banner or other words.",
        U.PEOPLE, (*RULE, "after"), ("100104",),
    ),
    A.POLL_PENALTY: Term("penalty for an opinion poll", "Punished for asking how people would vote.", U.PEOPLE, RULE),
    A.CANDIDACY_DENIAL: Term(
        "denial of candidacy", "Kept from standing for election.", U.ACTS, RULE, ("170102",),
    ),
    A.CAMPAIGN_INTIMIDATION: Term(
        "intimidation in the campaign", "Candidates, staff or voters put under pressure because of the campaign.",
        U.ACTS, HELD, ("170105", "17010501"),
    ),
    A.VOTE_DENIAL: Term("denial of the vote", "Kept from voting.", U.ACTS, HELD, ("170101",)),
    A.FRAUD_ALLEGED: Term(
        "irregularity in voting or counting, as alleged", "What a source says was done to votes or to their count.",
        U.ACTS, HELD, ("170104",),
    ),
    A.OTHER: Term("other", "What no other code of the vocabulary means.", U.ACTS, ("during", "reason")),
})  # fmt: skip
"""Every code of `ActSort` with its term, in its order."""

TITLES: Mapping[str, str] = MappingProxyType({str(sort): term.title for sort, term in VOCABULARY.items()})


def phrase(choice: str) -> str:
    """A member of a list of choices as a reader is told it: a code of the vocabulary by its title, another as it is."""
    return TITLES.get(choice, choice)


def lacking(act: Act) -> tuple[str, ...]:
    """The fields that the code of an act requires and the act does not have, in the order of the vocabulary."""
    return tuple(name for name in VOCABULARY[act.sort].required if not getattr(act, name))


def texts() -> Iterator[str]:
    """Every text of the vocabulary that a reader may see."""
    for term in VOCABULARY.values():
        yield from (term.title, term.meaning, *(when for _, when in term.narrower))
    yield from (str(unit) for unit in CountedAs)
