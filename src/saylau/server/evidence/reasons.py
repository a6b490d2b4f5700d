"""Why nothing, or not everything, is shown of a file, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIMITS: Mapping[str, Promise | str] = MappingProxyType(
    {
        "memory": _("memory"),
        "time": _("time"),
        "size": _("size of what was read"),
        "fault": _("the reader broke off"),
        "room": _("room on the server's disk"),
    }
)
REASONS: Mapping[str, Promise | str] = MappingProxyType(
    {
        "limits": _("This file could not be read within the limits (%(limit)s). It is kept as evidence, unread."),
        "broken": _("This file is damaged, or not what it seems. It is kept as evidence, unread."),
        "password": _("This file opens with a password only. It is kept as evidence, unread."),
        "no_text": _("The encoding of this text is not known for certain. It is kept as evidence, unread."),
        "no_preview": _("Files of this kind are kept and can be downloaded; no preview is made of them."),
        "never_rendered": _(
            "Files of this kind can hold programs or reach out to other places. It is kept and can be downloaded; it "
            "is never shown."
        ),
        "archive": _("An archive of %(found)s entries. It is kept and can be downloaded; it is not unpacked here."),
        "archive_nested": _(
            "An archive that holds %(found)s further archives; archives within archives are not read. It is kept as "
            "evidence, unread."
        ),
        "archive_entries": _(
            "This archive has %(found)s entries; at most %(most)s are looked at. It is kept as evidence, unread."
        ),
        "archive_size": _(
            "Unpacked this file takes %(found)s MiB; at most %(most)s MiB are read. It is kept as evidence, unread."
        ),
        "archive_ratio": _(
            "Unpacked this file, or a part of it, takes %(found)s times its size; at most %(most)s times are read. It "
            "is kept as evidence, unread."
        ),
        "archive_paths": _(
            "This archive names places outside itself. It is kept as evidence, unread; unpack it with care."
        ),
        "entities": _(
            "This file holds declarations (DOCTYPE or ENTITY) that no office program writes. It is kept as evidence, "
            "unread."
        ),
        "far_cell": _(
            "A sheet reaches as far as cell or row %(cell)s; at most %(rows)s rows and %(columns)s columns are read. "
            "It is kept as evidence, unread."
        ),
        "picture_size": _(
            "This picture has %(width)s × %(height)s pixels; at most %(most)s million are decoded. It is kept as "
            "evidence, without a preview."
        ),
        "not_stripped": _(
            "No copy without metadata can be made of a file of this kind here. Make a picture, a PDF or a plain text "
            "of it with a program that you trust, and add that as evidence of its own."
        ),
    }
)


def sentence(why: str, values: Mapping[str, Any]) -> str:
    """The sentence of a reason; that of a broken file where a child names none that is known."""
    told = dict(values)
    if "limit" in told:
        told["limit"] = LIMITS.get(str(told["limit"]), LIMITS["fault"])
    try:
        return str(REASONS.get(why, REASONS["broken"])) % told
    except (KeyError, TypeError, ValueError):
        return str(REASONS["broken"])
