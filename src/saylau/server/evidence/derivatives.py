"""Copies for publication: made in a child process without metadata, used only after a second person looked at them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence import places
from saylau.server.evidence.access import check_can_check_copy, check_can_make_copy
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.hashing import hash_of, hash_of_open
from saylau.server.evidence.limited import LIMITS, run_limited
from saylau.server.evidence.models import Derivative, Evidence
from saylau.server.evidence.opening import open_copy
from saylau.server.evidence.reasons import sentence
from saylau.server.evidence.stripping import STRIPPERS
from saylau.server.evidence.verify import Mismatch
from saylau.server.uid import uid
from saylau.tables.limited import Limits

_PICTURE = (
    gettext_lazy("faces, and people known by their clothes, posture or tattoos"),
    gettext_lazy("uniforms, badges, number plates, signs of streets and houses"),
    gettext_lazy("screens, papers and handwriting in the picture"),
    gettext_lazy("views from windows, and shadows that tell place and hour"),
    gettext_lazy("the pattern of the sensor, by which a camera can be told from others"),
)
_PDF = (
    gettext_lazy("names, numbers, signatures, stamps and handwriting on the pages"),
    gettext_lazy("what is covered by a black bar: the words under it may still be there"),
    gettext_lazy("faces and places in its pictures, and notes in pictures of rare kinds (JPEG 2000)"),
    gettext_lazy("layers that were hidden: they are shown in the copy, so look at each page"),
    gettext_lazy("yellow dots of printers, and fonts that few people have"),
)
_TEXT = (
    gettext_lazy("names, addresses and numbers in the words themselves"),
    gettext_lazy("turns of phrase and mistakes by which a writer is known"),
    gettext_lazy("rows and columns by which a person can be found"),
)
REMAINS: Mapping[str, tuple[Promise | str, ...]] = MappingProxyType(
    {
        "image/jpeg": _PICTURE, "image/png": _PICTURE, "image/webp": _PICTURE, "application/pdf": _PDF,
        "text/plain": _TEXT, "text/csv": _TEXT,
    }
)  # fmt: skip
"""What a machine cannot remove, by the type of the file."""


def can_be_made_of(item: Evidence) -> bool:
    """Whether a copy for publication can be made of a file of this kind."""
    return item.media_type in STRIPPERS


def make_derivative(by: User, item: Evidence, limits: Limits = LIMITS) -> Derivative:
    """Make a copy without metadata from the working copy.

    Raises `NotPermitted`, `Mismatch`, and `WrongUse` for a file of which none can be made.
    """
    check_can_make_copy(by, item)
    open_copy(by, item).close()
    part = places.incoming() / f"{uid()}.part"
    try:
        answer = run_limited("strip", places.working(item.sha256), limits, part)
        if answer.why or not answer.left:
            raise WrongUse(sentence(answer.why or "broken", answer.values))
        sha256, size = hash_of(part), part.stat().st_size
        with transaction.atomic():
            made = Derivative(evidence=item, sha256=sha256, size=size, made_by=by)
            made.media_type = str(answer.told.get("type", ""))[:100]
            append(by.uid, "derivative.make", made.uid, {"evidence": item.uid, "sha256": sha256})
            made.save()
            write_custody(item, "derivative made", by, f"SHA-256 {sha256}")
            places.set_down(part, places.copy(sha256))
    finally:
        part.unlink(missing_ok=True)
    return made


def check_derivative(by: User, made: Derivative) -> None:
    """Write down that a second person looked at a copy and found it fit to be published. Raises `NotPermitted`."""
    with transaction.atomic():
        now = Derivative.objects.select_for_update(of=("self",)).select_related("evidence__case", "made_by")
        made = now.get(pk=made.pk)
        check_can_check_copy(by, made)
        append(by.uid, "derivative.check", made.uid, {"sha256": made.sha256})
        made.checked_by, made.checked_at = by, timezone.now()
        made.save()
        write_custody(made.evidence, "derivative checked", by, f"SHA-256 {made.sha256}")


def open_derivative(by: User, made: Derivative) -> BinaryIO:
    """A copy without metadata, verified, with the event of its reading. Raises `Mismatch`."""
    file = _verified(made)
    append(by.uid, "derivative.read", made.uid)
    return file


def publishable(made: Derivative) -> Path:
    """The path of a copy that may be published: checked by a second person, and intact.

    Raises `WrongUse` and `Mismatch`.
    """
    if made.checked_by_id is None:
        raise WrongUse(_("this copy was not checked by a second person yet"))
    _verified(made).close()
    return places.copy(made.sha256)


def _verified(made: Derivative) -> BinaryIO:
    try:
        file = places.copy(made.sha256).open("rb")
    except OSError:
        raise Mismatch(_("the copy for publication cannot be read on the server's disk; make it anew")) from None
    if hash_of_open(file) != made.sha256:
        file.close()
        raise Mismatch(_("the copy for publication was changed on the server's disk; make it anew"))
    return file
