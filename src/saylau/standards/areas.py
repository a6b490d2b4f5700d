"""AREAS: the areas of a report, in the order of an ODIHR final report.

The codes DM, PW, PO, IR, FA and RP are additions of ours; they stand where their subject is usually discussed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the report."""

    code: str
    title: str
    assesses: str = ""
    """What it looks at, in a few words."""
    obligations: tuple[str, ...] = ()
    """General obligations by default; empty where the chapter only carries what others found."""


def _eos(*numbers: int) -> tuple[str, ...]:
    return tuple(f"EOS-{number:02}" for number in numbers)


AREAS: tuple[Area, ...] = (
    Area("EX", "Executive summary"),
    Area("IN", "Mandate and method"),
    Area("DM", "Data and method", "what the material itself leaves open"),
    Area("BG", "Background and political context"),
    Area(
        "LF",
        "Legal framework and electoral system",
        "hierarchy of law, treaties, recent changes, how votes become seats",
        _eos(2, 3, 4, 18, 20),
    ),
    Area("PW", "Power structure", "who holds, binds and appoints", _eos(1, 3, 9)),
    Area(
        "EA",
        "Election administration",
        "bodies, appointment, independence, transparency, women",
        _eos(1, 2, 8, 18),
    ),
    Area("VR", "Voter registration", "who votes, lists, exclusions", _eos(5, 10, 13)),
    Area(
        "CR",
        "Candidate registration",
        "eligibility, nomination, deposit, signatures, refusals, remedies",
        _eos(11, 13, 15, 17, 20),
    ),
    Area(
        "EC",
        "Election campaign",
        "freedoms, venues, notice, pressure, state resources, women",
        _eos(14, 15, 16, 17, 19),
    ),
    Area("CF", "Campaign finance", "sources, caps, bans, disclosure, oversight, sanctions", _eos(8, 18, 13)),
    Area("ME", "Media", "pluralism, defamation, access", _eos(17, 18)),
    Area("PO", "Opinion polls", "who may poll and publish, and when", _eos(17, 18)),
    Area("IR", "Internet freedom", "blocking and access", _eos(17, 18)),
    Area("FA", "Freedom of assembly and detention", "rallies, detentions", _eos(14, 17, 19, 21, 16)),
    Area("RP", "Individual cases and reprisals", "prosecutions, reprisals", _eos(14, 17, 19, 21, 16)),
    Area("MN", "Participation of women and minorities", "participation, language", _eos(13)),
    Area("CA", "Complaints and appeals", "who, time limits, publicity, effect", _eos(20, 21)),
    Area("EO", "Election observation", "accreditation, access, obstruction", _eos(18)),
    Area("ED", "Election day", "opening, voting, count, tabulation", _eos(6, 7, 1, 10)),
    Area(
        "PE",
        "Post-election developments",
        "publication, disputes, arrests, finance reports",
        _eos(18, 20, 21),
    ),
    Area("RC", "Recommendations"),
    Area("AN", "Annexes"),
)
