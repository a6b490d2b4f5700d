"""Kinds of files in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.server.evidence import archives, kinds

TITLES: Mapping[str, Promise | str] = MappingProxyType(
    {
        "image/jpeg": _("picture (JPEG)"),
        "image/png": _("picture (PNG)"),
        "image/webp": _("picture (WebP)"),
        kinds.TEXT: _("plain text"),
        kinds.CSV: _("table (CSV)"),
        kinds.MAIL: _("message (EML)"),
        kinds.PDF: _("PDF"),
        archives.SHEET: _("workbook (XLSX)"),
        archives.WORD: _("document (DOCX)"),
        archives.MACROS: _("office file with macros"),
        archives.ZIP: _("archive (ZIP)"),
        archives.WACZ: _("captured web pages (WACZ)"),
        kinds.OLD_OFFICE: _("old office file"),
        kinds.SVG: _("drawing (SVG)"),
        kinds.HTML: _("web page (HTML)"),
        kinds.XML: _("XML"),
        kinds.UNKNOWN: _("not known"),
    }
)
_FAMILIES: Mapping[str, Promise | str] = MappingProxyType(
    {"image": _("picture"), "audio": _("sound"), "video": _("video")}
)


def title(media_type: str) -> Promise | str:
    """A media type in words; itself where there are none."""
    return TITLES.get(media_type) or _FAMILIES.get(media_type.partition("/")[0], media_type)
