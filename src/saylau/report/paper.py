"""What PDF and Word file decide alike, so that both look as one report."""

from __future__ import annotations

from saylau.report.document import Paragraph, Text, plain

_SENTENCE = 50


def is_sentence(part: Text) -> bool:
    """Whether a whole sentence is a link: it keeps the colour of the text, or a page of them is nothing but colour."""
    return bool(part.target) and len(part.text) > _SENTENCE


def leads_on(block: Paragraph) -> bool:
    """Whether a paragraph stands as a head over what follows, and may not be parted from it by the end of a page."""
    texts = [part for part in block.line if isinstance(part, Text) and part.text.strip()]
    return plain(block.line).rstrip().endswith(":") or (bool(texts) and all(part.strong for part in texts))
