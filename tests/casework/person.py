"""An invented person with everything that a dossier asks for: facts of a case, and entries of a vault."""

from __future__ import annotations

from datetime import date
from typing import Any

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact, Heard, Status
from saylau.records.kinds import (
    Act,
    Body,
    Conduct,
    Consequence,
    Intervention,
    Involvement,
    Matter,
    Organisation,
    Person,
    Provision,
    Region,
    Remedy,
    Step,
)  # fmt: skip
from saylau.vault.entries import Authority, Consent, Contact, Entry, Identity, NameWritten, Paper
from tests.cases import case_of, election, fact, source

NUMBER = "P-0042"
WHO = "p-0042"
ENTERED = date(2026, 6, 1)
DAY = date(2026, 11, 22)
BODIES = ("wgad", "hrc", "special-procedures", "wgeid", "odihr")
DECISION, ON_APPEAL = "b" * 64, "c" * 64
NAMES = ("Testov", "Invented-One", "Тестов", "Выдуман", "Первович")
SECRETS = (*NAMES, "N00000000", "1 Invented Street", "counsel at the centre")
"""What may stand in no file once consent is gone."""


def row(
    kind: type[Record], thing: str, claim: str = "", status: Status = Status.REVIEWED, **fields: Any
) -> Fact[Record]:
    """A claim from fields as they stand in a cell; `source` and `heard` are those of the claim."""
    about = {name: fields.pop(name) for name in ("source", "heard", "display", "locator") if name in fields}
    return fact(kind.model_validate(fields), thing, claim, status=status, **about)


def facts() -> tuple[Fact[Record], ...]:
    """Detained on 1 May 2019 at an assembly, 13 or 15 days of arrest by two accounts, an appeal that was rejected."""
    return (
        election(),
        row(Person, WHO, name=NUMBER, minor="no"),
        row(Organisation, "centre", name="Invented Centre for Legal Aid", sort="association"),
        row(Body, "police", name="Police of Invented City", sort="executive"),
        row(Body, "court", name="Invented District Court", sort="court"),
        row(Body, "court-2", name="Invented Regional Court", sort="court"),
        row(Region, "city", name="Invented City", sort="city"),
        row(Provision, "cao-488", act="Code of Administrative Offences", article="488(1)", read="not read",
            says="Breach of the rules on assemblies."),
        row(Conduct, "conduct-1", persons=(WHO,), sort="taking part in an assembly", during="2019-05-01", linked="no"),
        row(Act, "act-1", person=WHO, sort="detention.short", during="2019-05-01", region="city",
            reason="taking part in an assembly without permission", state="acknowledges",
            ended="brought before a court", provision="cao-488", rights=("ICCPR-9", "ICCPR-21"), after="conduct-1"),
        row(Involvement, "inv-1", act="act-1", by="police", degree="carried out"),
        row(Matter, "matter-1", person=WHO, sort="administrative"),
        row(Step, "step-1", person=WHO, sort="detention", by="police", during="2019-05-01T12:10+06:00", warrant="no",
            counsel="no", matter="matter-1"),
        row(Step, "step-2", person=WHO, sort="brought to a police station", by="police", during="2019-05-01",
            hours=">=9", matter="matter-1"),
        row(Step, "step-3", person=WHO, sort="hearing", by="court", during="2019-05-01", counsel="no",
            open_to_public="no", matter="matter-1"),
        row(Step, "step-4", person=WHO, sort="administrative arrest", by="court", during="2019-05-01/2019-05-14",
            days="13", provision="cao-488", matter="matter-1", document=DECISION),
        row(Step, "step-4", "step-4.2", Status.DISPUTED, person=WHO, sort="administrative arrest", by="court",
            during="2019-05-01/2019-05-16", days="15", provision="cao-488", matter="matter-1", source="s2"),
        row(Step, "step-5", person=WHO, sort="release", during="2019-05-16", matter="matter-1"),
        row(Consequence, "cons-1", person=WHO, sort="loss of work or income", during="2019-06",
            heard=Heard.SECOND_HAND),
        row(Remedy, "rem-1", person=WHO, matter="matter-1", sort="appeal", to="court-2", filed="2019-05-17", used="yes",
            decided="2019-05-24", outcome="rejected", last="yes"),
        row(Intervention, "int-1", sort="appeal or letter", by="centre", persons=(WHO,), concerning="act-1",
            to="police", during="2019-05-03", answered="no"),
    )  # fmt: skip


def case(*more: Fact[Record], without: tuple[str, ...] = ()) -> Case:
    """The case of the invented person, with further claims, without those named."""
    kept = (one for one in facts() if one.fact not in without)
    return case_of(*kept, *more, sources=(source("s1"), source("s2")), country="kz")


def consent(on: date = ENTERED, **more: Any) -> Consent:
    """Consent to everything that a dossier needs."""
    purposes = ("store", "share in confidence", "name to the government")
    return Consent.model_validate({"on": on, "purposes": purposes, "bodies": BODIES, **more})


def authority(**more: Any) -> Authority:
    """A power of attorney for the invented centre."""
    return Authority.model_validate({"on": ENTERED, "attorney": "centre", "bodies": BODIES, **more})


def known() -> tuple[Entry, ...]:
    """Who the person is, without consent and power of attorney."""
    written = {"on": ENTERED, "sort": "as in a document"}
    passport = {**written, "language": "en", "source": "passport"}
    court = {"on": ENTERED, "sort": "court decision"}
    return (
        NameWritten.model_validate({**passport, "text": "Testov", "part": "family"}),
        NameWritten.model_validate({**written, "text": "Invented-One", "part": "given", "language": "en"}),
        NameWritten.model_validate({**written, "text": "Тестов", "part": "family", "language": "ru"}),
        NameWritten.model_validate({**written, "text": "Выдуман", "part": "given", "language": "ru"}),
        NameWritten.model_validate({**written, "text": "Первович", "part": "patronymic", "language": "ru"}),
        Identity.model_validate({
            "on": ENTERED, "gender": "man", "born": "1985-03-12", "nationality": "Kazakhstan",
            "document": "passport N00000000, invented", "profession": "teacher",
            "address": "1 Invented Street, Invented City",
        }),
        Contact(on=ENTERED, way="through counsel", address="counsel at the centre", safe="working days"),
        Paper.model_validate({**court, "title": "Decision of the court", "sha256": DECISION, "pages": 3}),
        Paper.model_validate({**court, "title": "Decision on appeal", "sha256": ON_APPEAL, "pages": 2}),
    )  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """Everything: who the person is, consent and power of attorney in force."""
    return (*known(), consent(), authority())
