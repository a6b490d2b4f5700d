"""Removing the plain files of what stands encrypted by now, as far as no other record needs them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saylau.server.evidence import places
from saylau.server.evidence.intake import hold_chain
from saylau.server.evidence.models import Derivative, Evidence


def remove_plain(uid: str, sha256: str, copies: Sequence[str]) -> None:
    """Remove the plain original, working copy and preview of an item, and its plain copies for publication.

    The same bytes may be evidence of another case that is not encrypted; then they stay. It may be done twice.
    """
    with transaction.atomic():
        hold_chain()
        if sha256 and not Evidence.objects.filter(sha256=sha256).exists():
            places.sealed(sha256).unlink(missing_ok=True)
            places.working(sha256).unlink(missing_ok=True)
        places.preview(uid).unlink(missing_ok=True)
        for copy in copies:
            if copy and not Derivative.objects.filter(sha256=copy).exists():
                places.copy(copy).unlink(missing_ok=True)
