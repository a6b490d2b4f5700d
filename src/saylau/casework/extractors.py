"""EXTRACTORS: the closed list of what may fill a field of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from saylau.casework import bearing, from_facts, from_vault
from saylau.casework.found import TEAM, Found, Given
from saylau.casework.from_facts import LAWYER
from saylau.casework.from_vault import PERSON
from saylau.vault.ledger import Detail


@dataclass(frozen=True)
class Extractor:
    """A way to fill a field."""

    find: Callable[[Given], Found]
    detail: Detail
    """What of the person it tells, for the ledger."""
    fills: str
    """What would fill it."""
    who: str
    """Who can give that."""


COURT = "the person, counsel, or the papers of the matter"


def _of_vault() -> dict[str, tuple[Callable[[Given], Found], Detail, str]]:
    return {
        "family_name": (from_vault.family_name, Detail.NAME, "a family name in the vault"),
        "given_names": (from_vault.given_names, Detail.NAME, "a given name in the vault"),
        "patronymic": (from_vault.patronymic, Detail.NAME, "a patronymic in the vault"),
        "other_names": (from_vault.other_names, Detail.NAME, "an alias or a former name in the vault"),
        "whole_name": (from_vault.whole_name, Detail.NAME, "a name in the vault"),
        "case_number": (from_vault.case_number, Detail.NUMBER, "the case number"),
        "gender": (from_vault.gender, Detail.PARTICULARS, "the sex, in the vault or in person.csv"),
        "birth": (from_vault.birth, Detail.PARTICULARS, "the day or year of birth, in the vault"),
        "nationality": (from_vault.nationality, Detail.PARTICULARS, "the nationality, in the vault"),
        "identity_document": (from_vault.identity_document, Detail.PARTICULARS, "the identity document, in the vault"),
        "profession": (from_vault.profession, Detail.PARTICULARS, "the profession or activity, in the vault"),
        "address": (from_vault.address, Detail.PARTICULARS, "the address, in the vault"),
        "contact": (from_vault.contact, Detail.PARTICULARS, "a safe way to reach the person, in the vault"),
        "reached_through": (
            from_vault.reached_through, Detail.PARTICULARS, "a safe way to reach the person, in the vault"
        ),
        "submitter": (from_vault.submitter, Detail.NAME, "a power of attorney that names this body, in the vault"),
        "written_authority": (from_vault.written_authority, Detail.NAME, "a power of attorney that names this body"),
        "submission_day": (from_vault.submission_day, Detail.NUMBER, "the day of submission"),
        "annexes": (from_vault.annexes, Detail.PARTICULARS, "papers of the person in the vault, by their hashes"),
    }  # fmt: skip


def _of_facts() -> dict[str, tuple[Callable[[Given], Found], str, str]]:
    return {
        "arrest_day": (from_facts.arrest_day, "a step `detention` or an act of detention with its day", PERSON),
        "place": (from_facts.place, "an act of detention with its region, or a step with its event", PERSON),
        "arrest_forces": (
            from_facts.arrest_forces,
            "the body on the step `detention` or `brought to a police station`, or its involvement", PERSON),
        "warrant": (from_facts.warrant, "whether a warrant was shown, on the step `detention`", PERSON),
        "arrest_authority": (from_facts.arrest_authority, "an involvement of degree `ordered`", COURT),
        "arrest_reasons": (
            from_facts.arrest_reasons,
            "the reason given, on the act of detention, or its ground on the step `detention`", PERSON),
        "arrest_law": (
            from_facts.arrest_law, "the provision applied, on the act of detention or the step `detention`", COURT),
        "detention_days": (from_facts.detention_days, "a step in which the person was kept, with its days", COURT),
        "detention_length": (
            from_facts.detention_length,
            "hours, days or months of the step `custody`, `cell`, `measure of restraint` or `administrative arrest`",
            COURT),
        "detention_forces": (
            from_facts.detention_forces,
            "the body on the step `custody`, `cell`, `brought to a police station` or `sanction served`", PERSON),
        "detention_places": (from_facts.detention_places, "the bodies or regions in which the person was kept", PERSON),
        "detention_authority": (
            from_facts.detention_authority,
            "the body on the step `administrative arrest` or `measure of restraint`, or an involvement of degree "
            "`ordered`", COURT),
        "detention_reasons": (
            from_facts.detention_reasons,
            "the reason given, on the act of detention, or its ground on the step in which the person was kept", COURT),
        "detention_law": (
            from_facts.detention_law,
            "the provision applied, on the step in which the person was kept or the step `verdict`", COURT),
        "state_of_liberty": (from_facts.state_of_liberty, "a step `release`, or how the act ended", PERSON),
        "course": (from_facts.course, "acts, steps, conduct or consequences that name the person", PERSON),
        "consequences": (from_facts.consequences, "a consequence that names the person", PERSON),
        "perpetrators": (from_facts.perpetrators, "an involvement of a body in an act or step", PERSON),
        "remedies": (from_facts.remedies, "a remedy that names the person: used, or why not", COURT),
        "interventions": (from_facts.interventions, "an intervention that names the person", TEAM),
        "steps_taken": (from_facts.steps_taken, "a remedy or an intervention that names the person", COURT),
        "state_party": (from_facts.state_party, "the country of the case", TEAM),
        "rights": (from_facts.rights, "the standards that an act touches, by code", LAWYER),
        "no_legal_basis": (bearing.no_legal_basis, "steps with warrant, ground and provision", COURT),
        "use_of_rights": (bearing.use_of_rights, "conduct of the person before the act", PERSON),
        "fair_trial": (bearing.fair_trial, "steps with counsel, hearing and interpreter", COURT),
        "discrimination": (bearing.discrimination, "conduct linked to a body, or acts of reprisal", PERSON),
        "mandates": (bearing.mandates, "acts or conduct that name the person", TEAM),
        "urgency": (bearing.urgency, "a step `release`, or acts of detention", PERSON),
        "pattern": (bearing.pattern, "acts of the same sort against several people", TEAM),
        "left": (from_facts.left, "words of the lawyer", LAWYER),
    }  # fmt: skip


EXTRACTORS: Mapping[str, Extractor] = MappingProxyType({
    **{name: Extractor(find, detail, fills, PERSON) for name, (find, detail, fills) in _of_vault().items()},
    **{name: Extractor(find, Detail.NUMBER, fills, who) for name, (find, fills, who) in _of_facts().items()},
})  # fmt: skip
"""Name, which a form writes, to the extractor."""
