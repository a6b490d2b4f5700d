"""The draw: stations of a frame, reproducible by anybody from a number that was written down.

Algorithm `saylau-draw-1`. Inside each stratum the stations are sorted by the bytes of their ids in UTF-8. A stream of
whole numbers of 64 bits comes from SHA-256: the digest of `NUMBER \\n STRATUM \\n COUNTER` without the blanks (UTF-8,
counter 0, 1, 2 ... in decimal digits), four numbers a digest, high byte first. To draw `n` of `N`: for each `i` from 0
to `n - 1` the station at place `i` is exchanged with the one at place `i + (u mod (N - i))`, where `u` is the next
number of the stream that lies below the greatest multiple of `N - i` up to 2^64; others are thrown away, so that no
station is likelier. The first `n` are drawn, in that order. This is simple random sampling without replacement (Fisher
and Yates; D. Knuth, *The Art of Computer Programming* 2, 3.4.2, algorithm P), as far as nobody chose the number after
seeing the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count

ALGORITHM = "saylau-draw-1"
_WORD = 2**64


def stream(number: str, stratum: str) -> Iterator[int]:
    """Whole numbers of 64 bits for a stratum."""
    for block in count():
        digest = sha256(f"{number}\n{stratum}\n{block}".encode()).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(digest[start : start + 8], "big")


def drawn(number: str, stratum: str, stations: Iterable[str], sample: int) -> tuple[str, ...]:
    """The stations drawn in one stratum, in the order of the draw.

    Raises `ValueError` for more than there are, or for a station that stands twice.
    """
    places = sorted(stations, key=lambda station: station.encode())
    if len(set(places)) < len(places):
        raise ValueError(f"stratum {stratum}: a station stands twice")
    if not 0 <= sample <= len(places):
        raise ValueError(f"stratum {stratum}: {sample} of {len(places)} stations cannot be drawn")
    words = stream(number, stratum)
    for i in range(sample):
        left = len(places) - i
        fair = _WORD - _WORD % left
        at = i + next(word for word in words if word < fair) % left
        places[i], places[at] = places[at], places[i]
    return tuple(places[:sample])


def draw(number: str, frame: Mapping[str, Sequence[str]], sample: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Stratum to its drawn stations; strata in the order of their bytes."""
    return {
        stratum: drawn(number, stratum, frame[stratum], sample[stratum])
        for stratum in sorted(frame, key=lambda name: name.encode())
    }


def checksum(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 of rows in the order of their bytes, whatever order they came in.

    Each cell ends with U+001F, each row with U+000A.
    """
    lines = sorted("".join(f"{cell}\x1f" for cell in row).encode() for row in rows)
    return sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
