"""How wide a text is in the faces of the report, and where its lines break.

A line is as wide as the sum of the advances of its characters × size / units per em (OpenType tables `cmap`, `hhea`,
`hmtx`, `head`). Counts of characters misjudge Kazakh, whose letters are wider than Latin ones. Kerning is left out;
in these faces it makes lines narrower, hardly ever wider.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from functools import cache

from saylau.report.fonts import face_files

REGULAR, SEMIBOLD = 400, 600
_PLACE = {REGULAR: 0, SEMIBOLD: 1, 700: 2}
"""Place of a weight of Source Sans Pro in `face_files`."""

_JOINTS = re.compile(r"( ?)((?:[^ -]|-(?![^\W\d_]))+-?|-)")
"""What stands before a part that is not broken, and the part: a word, or a word up to a hyphen before a letter."""


@dataclass(frozen=True)
class Face:
    """Advance widths of one face, in font units."""

    units_per_em: int
    glyphs: dict[int, int] = field(repr=False)
    """Code point to glyph."""
    advances: tuple[int, ...] = field(repr=False)
    """Advance of each glyph; the last one stands for all after it."""

    def advance(self, character: str) -> int:
        """Advance of a character; of one that the face lacks, that of the glyph shown in its place."""
        glyph = self.glyphs.get(ord(character), 0)
        return self.advances[min(glyph, len(self.advances) - 1)]


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Width of a text in px, at a font size in px."""
    face = _face(weight)
    return sum(map(face.advance, text)) * size / face.units_per_em


def lines(text: str, size: float, most: float, weight: int = REGULAR) -> list[str]:
    """The text in lines no wider than `most` px, broken at spaces and after hyphens; no-break spaces hold.

    A single word that is wider is broken between letters: nothing may leave the picture.
    """
    found: list[str] = []
    for joint, word in _JOINTS.findall(text):
        longer = f"{found[-1]}{joint}{word}" if found else word
        if found and width(longer, size, weight) <= most:
            found[-1] = longer
        else:
            found.extend(_pieces(word, size, most, weight))
    return found or [""]


def balanced(text: str, size: float, most: float, weight: int = REGULAR) -> list[str]:
    """The same number of lines as `lines` gives, but without a last one that is a word or two."""
    found = lines(text, size, most, weight)
    narrower = most
    while len(found) > 1 and width(found[-1], size, weight) < most / 4 and narrower > most / 2:
        narrower -= most / 50
        tried = lines(text, size, narrower, weight)
        if len(tried) > len(found):
            break
        found = tried
    return found


def _pieces(word: str, size: float, most: float, weight: int) -> list[str]:
    if width(word, size, weight) <= most:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, weight) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _face(weight: int) -> Face:
    return read_face(face_files()[_PLACE[weight]].read_bytes())


def read_face(font: bytes) -> Face:
    """The widths in a TrueType file."""
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    pairs = struct.unpack_from(">" + "Hh" * count, font, tables["hmtx"])
    return Face(units, _glyphs(font, tables["cmap"]), pairs[::2])


def _tables(font: bytes) -> dict[str, int]:
    """Where each table begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in records}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Code point to glyph, from the Unicode subtable of format 4 (the letters beyond U+FFFF are not needed)."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * place)
        (layout,) = struct.unpack_from(">H", font, cmap + offset)
        if (platform, encoding) in ((0, 3), (3, 1)) and layout == 4:
            return _format_4(font, cmap + offset)
    raise ValueError("the font has no Unicode character map of format 4")


def _format_4(font: bytes, at: int) -> dict[int, int]:
    """OpenType 1.9, `cmap`, format 4: segments of code points with a delta or a list of glyphs."""
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    found: dict[int, int] = {}
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                listed = offsets_at + 2 * segment + offsets[segment] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, listed)
            if glyph or not offsets[segment]:
                found[code] = (glyph + deltas[segment]) & 0xFFFF
    return found
