"""KINDS: every kind of record, from the files of the areas. A new kind is imported here too, for those who use it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import MappingProxyType

from saylau.records.base import Record
from saylau.records.kinds.actors import Branches, Organisation, OrganisationStatus, Person, Tie
from saylau.records.kinds.appeals import Appeal
from saylau.records.kinds.campaign import EventApplication
from saylau.records.kinds.candidacy import (
    Candidacy,
    CandidacyStep,
    Condition,
    Declaration,
    Deposit,
    Exam,
    Residence,
    Service,
)
from saylau.records.kinds.commissions import Commission, CommissionMember
from saylau.records.kinds.complaints import Complaint, Remedy
from saylau.records.kinds.data import Conversion, MissingItem, StatedDuration, StatedShare, StatedSum, StatedTime
from saylau.records.kinds.dossiers import Indicator
from saylau.records.kinds.elections import DayOff, Election, ElectionAssessment, PastElection, Region, Stage, VoterTotal
from saylau.records.kinds.finance import (
    CapStatement,
    Contract,
    FundLine,
    FundReceipt,
    FundReport,
    ObservedActivity,
    PriceReference,
    StateFunding,
)
from saylau.records.kinds.internet import (
    BlockingComparison,
    BlockingReport,
    Broadcast,
    CauseClaim,
    Reaction,
)
from saylau.records.kinds.law import LawChange, Provision, Ruling, SpeechOffence
from saylau.records.kinds.lists import Linkage, Overlap, PeopleList
from saylau.records.kinds.media import MediaClaim, MediaItem, MediaMonitoring, MediaPower, Outlet, OutletStatus
from saylau.records.kinds.minorities import LanguageUse, Representation
from saylau.records.kinds.observers import Accreditation, ObserverMission, ObserverNumber, ObserverRestriction
from saylau.records.kinds.papers import AddressLook, GlossaryTerm, RelatedPaper
from saylau.records.kinds.polls import Poll, PollEnforcement, PollShare, Pollster
from saylau.records.kinds.power import (
    Appointment,
    Body,
    ChamberSeats,
    InstitutionEvent,
    Office,
    Power,
    Privilege,
    Tenure,
)
from saylau.records.kinds.prosecutions import (
    Act,
    Conduct,
    Consequence,
    Designation,
    Involvement,
    Matter,
    Step,
    ThreePartTest,
)
from saylau.records.kinds.protests import Event, Practice, Protest, Tally
from saylau.records.kinds.reprisals import Intervention, Response
from saylau.records.kinds.results import Publication, Result, ResultTotal, StationResults, Turnout
from saylau.records.kinds.search import SearchSeries
from saylau.records.kinds.signatures import (
    SheetIncident,
    SignatureRequirement,
    SignatureStatement,
    SignerData,
    Verification,
)
from saylau.records.kinds.statements import (
    FollowUp,
    OpenData,
    Question,
    Recommendation,
    Reply,
    SearchForEvidence,
    Statement,
)
from saylau.records.kinds.voters import VoterExclusion, VoterList
from saylau.records.source import Review, Source

__all__ = [
    "KINDS",
    "Accreditation",
    "Act",
    "AddressLook",
    "Appeal",
    "Appointment",
    "BlockingComparison",
    "BlockingReport",
    "Body",
    "Branches",
    "Broadcast",
    "Candidacy",
    "CandidacyStep",
    "CapStatement",
    "CauseClaim",
    "ChamberSeats",
    "Commission",
    "CommissionMember",
    "Complaint",
    "Condition",
    "Conduct",
    "Consequence",
    "Contract",
    "Conversion",
    "DayOff",
    "Declaration",
    "Deposit",
    "Designation",
    "Election",
    "ElectionAssessment",
    "Event",
    "EventApplication",
    "Exam",
    "FollowUp",
    "FundLine",
    "FundReceipt",
    "FundReport",
    "GlossaryTerm",
    "Indicator",
    "InstitutionEvent",
    "Intervention",
    "Involvement",
    "LanguageUse",
    "LawChange",
    "Linkage",
    "Matter",
    "MediaClaim",
    "MediaItem",
    "MediaMonitoring",
    "MediaPower",
    "MissingItem",
    "ObservedActivity",
    "ObserverMission",
    "ObserverNumber",
    "ObserverRestriction",
    "Office",
    "OpenData",
    "Organisation",
    "OrganisationStatus",
    "Outlet",
    "OutletStatus",
    "Overlap",
    "PastElection",
    "PeopleList",
    "Person",
    "Poll",
    "PollEnforcement",
    "PollShare",
    "Pollster",
    "Power",
    "Practice",
    "PriceReference",
    "Privilege",
    "Protest",
    "Provision",
    "Publication",
    "Question",
    "Reaction",
    "Recommendation",
    "Region",
    "RelatedPaper",
    "Remedy",
    "Reply",
    "Representation",
    "Residence",
    "Response",
    "Result",
    "ResultTotal",
    "Ruling",
    "SearchForEvidence",
    "SearchSeries",
    "Service",
    "SheetIncident",
    "SignatureRequirement",
    "SignatureStatement",
    "SignerData",
    "SpeechOffence",
    "Stage",
    "StateFunding",
    "StatedDuration",
    "StatedShare",
    "StatedSum",
    "StatedTime",
    "Statement",
    "StationResults",
    "Step",
    "Tally",
    "Tenure",
    "ThreePartTest",
    "Tie",
    "Turnout",
    "Verification",
    "VoterExclusion",
    "VoterList",
    "VoterTotal",
]

_AREAS = (
    "actors", "elections", "power", "law", "candidacy", "signatures", "finance", "campaign", "polls",
    "commissions", "complaints", "media", "observers", "voters", "minorities", "internet", "search", "protests",
    "prosecutions", "reprisals", "appeals", "lists", "results", "statements", "dossiers", "data", "papers",
)  # fmt: skip
"""Areas in the order in which their kinds stand in a workbook and on pages; within one, as its file has them."""


def _kinds_of(area: str) -> Iterator[type[Record]]:
    """The kinds that the file of an area defines, in its order."""
    module = import_module(f"{__name__}.{area}")
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Record) and thing.__module__ == module.__name__:
            yield thing


_ALL = tuple(kind for area in _AREAS for kind in _kinds_of(area))
_NAMES = {kind.__name__: kind for kind in _ALL}
_EVERY: tuple[type[Record], ...] = (*_ALL, Source, Review)
for _kind in _EVERY:
    _kind.model_rebuild(force=True, _types_namespace=_NAMES | {"Source": Source})

KINDS: MappingProxyType[str, type[Record]] = MappingProxyType({kind.kind: kind for kind in _ALL})
"""Name of the kind, which is its file's name, to the record class."""
