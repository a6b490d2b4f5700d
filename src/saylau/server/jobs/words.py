"""What a job is doing, in the language of the page: a worker writes English, whoever asked reads it in theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

SENTENCES = (
    gettext_noop("reading the case"), gettext_noop("reading the accepted facts"),
    gettext_noop("asking the ledger of consent"), gettext_noop("running the checks"), gettext_noop("comparing"),
    gettext_noop("comparing with what was published before"), gettext_noop("putting it in place"),
    gettext_noop("building the document"), gettext_noop("writing the case package"),
    gettext_noop("looking over the site"), gettext_noop("writing the site"),
    gettext_noop("laying out the pages of the site"), gettext_noop("walking the chain"),
    gettext_noop("looking for names"), gettext_noop("reading the file"), gettext_noop("checked"),
    gettext_noop("writing"), gettext_noop("writing the package"),
    gettext_noop("taking the checked copies of evidence"),
)  # fmt: skip
"""What jobs, and the writers of reports below them, say of their steps."""
_WITH_VALUES: Mapping[re.Pattern[str], Promise] = MappingProxyType({
    re.compile(r"telling what was found: (?P<language>\w+)"): _("telling what was found: %(language)s"),
    re.compile(r"running the checks over the version (?P<name>.+)"): _("running the checks over the version %(name)s"),
    re.compile(r"writing (?P<format>[A-Z]+)"): _("writing %(format)s"),
    re.compile(r"drawing figure (?P<number>\d+) of (?P<of>\d+)"): _("drawing figure %(number)s of %(of)s"),
    re.compile(r"drawing page (?P<number>\d+) of (?P<of>\d+) of the site"): _(
        "drawing page %(number)s of %(of)s of the site"
    ),
})  # fmt: skip


def said(message: str) -> str:
    """A step in words; as the worker wrote it where there is no translation."""
    for pattern, template in _WITH_VALUES.items():
        if found := pattern.fullmatch(message):
            return str(template) % found.groupdict()
    return gettext(message) if message else ""
