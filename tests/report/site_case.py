"""A small site for the tests: the bundled case with the findings of a few checks, pictures that are stand-ins."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.records.case import Case
from saylau.report.build import build_document, draft_notice
from saylau.report.document import Document, Figure
from saylau.report.site import Pictures, site_files
from tests.report.page import SVG, parts

CONTENT = "0123456789abcdef" * 4
CHECKS = {"finance.cap_use", "detentions.counts", "calendar.events", "candidacy.residence", "data.clock_times"}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A picture of one dot."""


@dataclass(frozen=True)
class SmallSite:
    """What a site is made of, and its files."""

    shown: Assessment
    document: Document
    pictures: Pictures
    files: dict[str, bytes]

    def text(self, address: str) -> str:
        """A page as text."""
        return self.files[address].decode()


def small_assessment(case: Case) -> Assessment:
    """The public copy with the findings of a few checks: some of each outcome, figures, withheld facts among them."""
    whole = assess(replace(case, prose={}))
    kept = tuple(f for f in whole.findings if f.check in CHECKS)
    kept = kept or whole.findings[:20]
    return publish(replace(whole, findings=kept, states={f.id: whole.states[f.id] for f in kept}))


def small_site(case: Case, report: str = "../../kazakhstan-2019.html") -> SmallSite:
    """The site of the small assessment."""
    shown = small_assessment(case)
    document = build_document(shown, language="en", content=CONTENT, watermark=draft_notice(shown))
    anchors = [figure.anchor for figure in parts(document, Figure)]
    pictures = Pictures(
        {name: SVG for anchor in anchors for name in (anchor, f"{anchor}.narrow")}, dict.fromkeys(anchors, PNG)
    )
    return SmallSite(shown, document, pictures, site_files(document, shown, pictures, report=report))
