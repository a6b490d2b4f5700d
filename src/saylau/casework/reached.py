"""What tells where one person lives or how they are reached: it stands in no paper that does not need it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saylau.vault.entries import Contact, Entry, Identity


def reaching(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Of one person's entries those that tell where they live or how they are reached; of contacts the ones with a
    number or a name on a network, since others name whoever stands between.
    """
    return tuple(
        entry
        for entry in entries
        if isinstance(entry, Identity) or (isinstance(entry, Contact) and _REACHED.search(entry.address))
    )


_REACHED = re.compile(r"\d\D*\d\D*\d\D*\d\D*\d|@")
