"""KINDS: the one list of record kinds. A new kind is added to its area's file and here."""

from __future__ import annotations

from types import MappingProxyType

from saylau.records.base import Record
from saylau.records.kinds.actors import Organisation, OrganisationStatus, Person, Tie
from saylau.records.kinds.candidacy import (
    Candidacy,
    CandidacyStep,
    Declaration,
    Deposit,
    Exam,
    Residence,
    Service,
)
from saylau.records.kinds.commissions import Commission, CommissionMember
from saylau.records.kinds.complaints import Complaint
from saylau.records.kinds.data import Conversion, MissingItem, StatedDuration, StatedSum, StatedTime
from saylau.records.kinds.elections import DayOff, Election, PastElection, Region, Stage, VoterTotal
from saylau.records.kinds.finance import CapStatement, FundReceipt, StateFunding
from saylau.records.kinds.internet import BlockingReport
from saylau.records.kinds.law import LawChange, Provision, Ruling
from saylau.records.kinds.power import Appointment, Body, ChamberSeats, Office, Power, Privilege, Tenure
from saylau.records.kinds.protests import Protest, Tally
from saylau.records.kinds.results import Result, ResultTotal
from saylau.records.kinds.signatures import SheetIncident, SignatureRequirement, SignatureStatement
from saylau.records.kinds.statements import Question, Recommendation, SearchForEvidence, Statement
from saylau.records.source import Review, Source

__all__ = [
    "KINDS",
    "Appointment",
    "BlockingReport",
    "Body",
    "Candidacy",
    "CandidacyStep",
    "CapStatement",
    "ChamberSeats",
    "Commission",
    "CommissionMember",
    "Complaint",
    "Conversion",
    "DayOff",
    "Declaration",
    "Deposit",
    "Election",
    "Exam",
    "FundReceipt",
    "LawChange",
    "MissingItem",
    "Office",
    "Organisation",
    "OrganisationStatus",
    "PastElection",
    "Person",
    "Power",
    "Privilege",
    "Protest",
    "Provision",
    "Question",
    "Recommendation",
    "Region",
    "Residence",
    "Result",
    "ResultTotal",
    "Ruling",
    "SearchForEvidence",
    "Service",
    "SheetIncident",
    "SignatureRequirement",
    "SignatureStatement",
    "Stage",
    "StateFunding",
    "StatedDuration",
    "StatedSum",
    "StatedTime",
    "Statement",
    "Tally",
    "Tenure",
    "Tie",
    "VoterTotal",
]

_ALL: tuple[type[Record], ...] = (
    Person, Organisation, OrganisationStatus, Tie,
    Election, Stage, PastElection, VoterTotal, Region, DayOff,
    Body, Office, Tenure, Appointment, Power, Privilege, ChamberSeats,
    Provision, LawChange, Ruling,
    Candidacy, CandidacyStep, Residence, Service, Exam, Deposit, Declaration,
    SignatureStatement, SignatureRequirement, SheetIncident,
    FundReceipt, StateFunding, CapStatement,
    Commission, CommissionMember,
    Complaint,
    BlockingReport, Protest, Tally,
    Result, ResultTotal,
    Statement, Recommendation, SearchForEvidence, Question,
    MissingItem, Conversion, StatedSum, StatedDuration, StatedTime,
)  # fmt: skip

_NAMES = {kind.__name__: kind for kind in _ALL}
_EVERY: tuple[type[Record], ...] = (*_ALL, Source, Review)
for _kind in _EVERY:
    _kind.model_rebuild(force=True, _types_namespace=_NAMES | {"Source": Source})

KINDS: MappingProxyType[str, type[Record]] = MappingProxyType({kind.kind: kind for kind in _ALL})
"""Name of the kind, which is its file's name, to the record class."""
