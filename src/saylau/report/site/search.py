"""The data of the search: one entry a page, in a script file, since a page opened from a disk may load nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from saylau.report.site.page import Page

_MOST = 600
"""Letters of the text by which a page is found, beside its title and its name."""


def search_script(pages: Iterable[Page], kinds: Mapping[str, str]) -> str:
    """The script that holds the entries: address, title, name, place of its kind in the list of kinds, text."""
    places = {kind: place for place, kind in enumerate(kinds)}
    entries = [[p.address, p.title, p.name, places[p.kind], " ".join(p.text.split())[:_MOST]] for p in pages]
    held = {"kinds": list(kinds.values()), "pages": entries}
    return f"window.saylauIndex={json.dumps(held, ensure_ascii=False, separators=(',', ':'))};\n"
