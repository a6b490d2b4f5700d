"""What `case.toml` says of a case, without reading the case."""

from __future__ import annotations

import tomllib

from saylau.server.store.models import Case


def languages_of(case: Case) -> tuple[str, ...]:
    """The languages of names and texts; the first is the one in which records are written."""
    return tuple(map(str, tomllib.loads(case.info).get("languages", ["en"])))
