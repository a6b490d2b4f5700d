"""Time limits of forms of bodies, for people who agreed to share with them and for whom the form was not sent yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from saylau.casework.admissibility import checklist
from saylau.casework.due import Due, DueSort
from saylau.casework.forms import FORMS, Form
from saylau.casework.found import Given
from saylau.records.case import Case
from saylau.records.kinds import Intervention
from saylau.values import When
from saylau.values.message import Message, sentence
from saylau.vault.entries import Entry
from saylau.vault.ledger import named_bodies


def form_limits(case: Case, people: Mapping[str, Sequence[Entry]], on: date) -> Iterator[Due]:
    """The last days that the checklists of forms compute. A form that names no limit gives none."""
    for number, entries in people.items():
        agreed = named_bodies(entries)
        for form in FORMS.values():
            body = next((body for body in form.bodies if body in agreed), "")
            given = Given(case, number, entries, on, body=body, to_government=form.to_government)
            if body and not _sent(given, form):
                yield from _limits(given, form)


def _sent(given: Given, form: Form) -> bool:
    """Whether the register holds this form of the person."""
    return any(f.record.form == form.name and given.person in f.record.persons for f in given.case.all(Intervention))


def _limits(given: Given, form: Form) -> Iterator[Due]:
    for point in checklist(given, form.admissibility):
        if point.until is not None:
            says = Message("Last day for the form: {form}. {asks}", form=Message(form.title), asks=sentence(point.asks))
            about = point.facts[0] if point.facts else ""
            yield Due(DueSort.FORM, When.on(point.until), says, (given.number,), about)
