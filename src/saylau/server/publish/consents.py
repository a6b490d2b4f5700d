"""The ledger asked again on the day of publication: what was taken back since the build stops it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from saylau.records.package import read_package
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.publish.files import INSIDE, build_of
from saylau.server.publish.models import Release
from saylau.server.vault.keeper import Locked, opened_by


def check_consents(user: User, release: Release) -> None:
    """Raise `NotPermitted` where somebody who is counted, shown or named in a release may not be so today.

    A release that was built without private people asks nobody. Raises `Locked` where the vault is not open.
    """
    built: dict[str, list[bool]] = release.report.get("people", {})
    if not built:
        return
    vault = opened_by(user, release.case)
    if vault is None:
        raise Locked(_("People stand in this release, so consents are asked on the day. Open the vault, then publish."))
    names = bool(release.options.get("names"))
    let = let_in(read_package(build_of(release) / INSIDE), vault, date.today(), name_consenting=names)
    today = {s.number: (s.counted, s.counted and s.numbered, s.named) for s in let.standings.values()}
    gone = [
        number
        for number, before in built.items()
        if any(was and not is_so for was, is_so in zip(before, today.get(number, (False,) * 3), strict=True))
    ]
    if gone:
        raise NotPermitted(
            _("Consent was taken back or ran out since this was built: %(people)s. Send it back and build it anew.")
            % {"people": ", ".join(sorted(gone))}
        )
