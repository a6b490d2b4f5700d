"""A warning on saving: a name of the vault stands in a text outside it. Asked only of a vault that is open."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.casework.names import secrets_of
from saylau.server.assessment.let_in import listed
from saylau.server.store.models import Case
from saylau.server.vault.keeper import is_open, opened


def name_stands_in(session_key: str | None, case: Case, texts: Iterable[str]) -> bool:
    """Whether a name, address or document of the vault stands in one of these texts; False while it is locked."""
    if not is_open(session_key, case):
        return False
    vault = opened(session_key, case)
    secrets = secrets_of(vault.people(), listed(vault), (), ())
    return any(secrets.stand_in(text) for text in texts if text)
