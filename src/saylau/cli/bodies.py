"""Bodies as consents and powers of attorney name them: organisations of the case, or those to which a form goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from saylau.casework.forms import FORMS
from saylau.cli.vault.case import ids_of

ORGANISATIONS = "organisation.csv"


def unknown_bodies(folder: Path, bodies: Iterable[str]) -> tuple[str, ...]:
    """Bodies that are neither an organisation of the case, which may hold problems elsewhere, nor that of a form."""
    known = ids_of(folder / ORGANISATIONS) | {body for form in FORMS.values() for body in form.bodies}
    return tuple(body for body in bodies if body not in known)
