"""Copies for publication: made in a child process without metadata, used only after a second person looked at them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
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
from saylau.server.evidence.contents import TooLarge, encrypted_part, for_a_child, plain, plain_hash
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.hashing import hash_of, hash_of_open
from saylau.server.evidence.held import Held
from saylau.server.evidence.keys import (
    NONE,
    Keys,
    check_stands_as,
    encrypted_digests,
    name_of,
    recipient_of,
    sha256_of,
    stands_as,
)
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


ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf",
        "text/plain": ".txt",
    }
)  # fmt: skip
"""Type of a copy, to the ending under which it is given out."""


def can_be_made_of(item: Evidence) -> bool:
    """Whether a copy for publication can be made of a file of this kind."""
    return item.media_type in STRIPPERS


def make_derivative(by: User, item: Evidence, keys: Keys = NONE, limits: Limits = LIMITS) -> Derivative:
    """Make a copy without metadata from the working copy; that of an encrypted file is encrypted too.

    Raises `NotPermitted`, `Mismatch`, `Locked`, and `WrongUse` for a file of which none can be made.
    """
    check_can_make_copy(by, item)
    open_copy(by, item, keys).close()
    try:
        with for_a_child(places.working(stands_as(item)), item, keys) as source:
            part, made = _strip(item, source, limits)
    except TooLarge:
        raise WrongUse(sentence("limits", {"limit": "memory"})) from None
    made.made_by = by
    try:
        with transaction.atomic():
            detail = {"ciphertext": made.ciphertext} if made.kept_as else {"sha256": made.sha256}
            append(by.uid, "derivative.make", made.uid, {"evidence": item.uid, **detail})
            check_stands_as(item)
            _make_way(made)
            made.save()
            write_custody(item, "derivative made", by, _note(made))
            places.set_down(part, places.copy(stands_as(made)))
    finally:
        part.unlink(missing_ok=True)
    return made


def _strip(item: Evidence, source: Path | Held, limits: Limits) -> tuple[Path, Derivative]:
    """What the child made, in the folder of what is being received, and its row, not saved yet."""
    with ExitStack() as left:
        out: Path | Held = left.enter_context(Held()) if item.kept_as else places.incoming() / f"{uid()}.part"
        answer = run_limited("strip", source, limits, out)
        if answer.why or not answer.left:
            raise WrongUse(sentence(answer.why or "broken", answer.values))
        made = Derivative(evidence=item, media_type=str(answer.told.get("type", ""))[:100])
        if isinstance(out, Path):
            made.sha256, made.size = hash_of(out), out.stat().st_size
            return out, made
        sha256, made.size = hash_of_open(out.file), out.size
        recipient = recipient_of(item.case)
        part, made.ciphertext = encrypted_part(out.file, recipient)
        made.kept_as = name_of("copy", item.case, sha256)
        made.digests = encrypted_digests({"sha256": sha256}, recipient)
        return part, made


def _make_way(made: Derivative) -> None:
    """Where the same copy stands encrypted already it stays, and where none names what stands there, that goes.

    It is called after the event, which holds the chain.
    """
    if not made.kept_as:
        return
    twin = Derivative.objects.filter(kept_as=made.kept_as).first()
    if twin is None:
        places.copy(made.kept_as).unlink(missing_ok=True)
    else:
        made.ciphertext = twin.ciphertext


def _note(made: Derivative) -> str:
    return "" if made.kept_as else f"SHA-256 {made.sha256}"


def check_derivative(by: User, made: Derivative) -> None:
    """Write down that a second person looked at a copy and found it fit to be published. Raises `NotPermitted`."""
    with transaction.atomic():
        now = Derivative.objects.select_for_update(of=("self",)).select_related("evidence__case", "made_by")
        made = now.get(pk=made.pk)
        check_can_check_copy(by, made)
        detail = {"ciphertext": made.ciphertext} if made.kept_as else {"sha256": made.sha256}
        append(by.uid, "derivative.check", made.uid, detail)
        made.checked_by, made.checked_at = by, timezone.now()
        made.save()
        write_custody(made.evidence, "derivative checked", by, _note(made))


def open_derivative(by: User, made: Derivative, keys: Keys = NONE) -> BinaryIO:
    """A copy without metadata, verified, with the event of its reading. Raises `Mismatch`, `Locked`."""
    file = _verified(made, keys)
    append(by.uid, "derivative.read", made.uid)
    return file


def publishable(made: Derivative, keys: Keys = NONE) -> BinaryIO:
    """A copy that may be published, plain: checked by a second person, and intact.

    Raises `WrongUse`, `Mismatch`, and `Locked` for an encrypted one without its key.
    """
    if made.checked_by_id is None:
        raise WrongUse(_("this copy was not checked by a second person yet"))
    return _verified(made, keys)


def _verified(made: Derivative, keys: Keys) -> BinaryIO:
    expected = sha256_of(made, keys)
    try:
        file = places.copy(stands_as(made)).open("rb")
    except OSError:
        raise Mismatch(_("the copy for publication cannot be read on the server's disk; make it anew")) from None
    if not expected or plain_hash(file, made, keys) != expected:
        file.close()
        raise Mismatch(_("the copy for publication was changed on the server's disk; make it anew"))
    return plain(file, made, keys)
