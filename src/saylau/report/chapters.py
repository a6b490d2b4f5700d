"""Chapters of the report, in the order of an ODIHR final report, with the areas whose findings stand in them.

A chapter is never dropped, merged or renumbered because it is empty: a gap is a finding.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its place, its title, the areas in it, and what it would inform about."""

    slug: str
    """Name in `text/<slug>.<language>.md` and in anchors."""
    title: str
    codes: tuple[str, ...]
    subject: str
    """Completes the sentence `The material contains no information on ...`."""
    see: tuple[str, ...] = ()
    """Checks whose findings stand in another chapter and bear on this one too."""


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("background", "Background and political context", ("BG", "PW"), "the political context"),
    Chapter("legal-framework", "Legal framework and electoral system", ("LF",), "the legal framework"),
    Chapter("election-administration", "Election administration", ("EA",), "the election administration"),
    Chapter("voter-registration", "Voter registration", ("VR",), "the registration of voters"),
    Chapter("candidate-registration", "Candidate registration", ("CR",), "the registration of candidates"),
    Chapter("campaign", "Election campaign", ("EC",), "the election campaign"),
    Chapter("campaign-finance", "Campaign finance", ("CF",), "campaign finance"),
    Chapter("media", "Media and Internet", ("ME", "IR", "PO"), "the media, the Internet and opinion polls"),
    Chapter(
        "assembly", "Assembly, detentions and prosecutions", ("FA", "RP"), "assemblies, detentions and prosecutions"
    ),
    Chapter(
        "participation",
        "Participation of women and minorities",
        ("MN",),
        "the participation of women and minorities",
        ("candidacy.women", "candidacy.language_exam"),
    ),
    Chapter("observers", "Observers", ("EO",), "election observers"),
    Chapter("complaints", "Complaints and appeals", ("CA",), "complaints and appeals"),
    Chapter("election-day", "Election day", ("ED",), "election day"),
    Chapter("results", "Counting, tabulation and results", ("PE",), "the count, the tabulation and the results"),
    Chapter("replies", "Replies of those concerned", (), "replies of those concerned"),
)
"""Chapters 3 to 17. Before them stand the summary and the method, after them the recommendations and annexes."""

METHOD_CODES = ("DM", "IN")
"""Areas whose findings are about the material itself; they stand in the chapter on method and limits."""
