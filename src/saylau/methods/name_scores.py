"""How alike two names are: the keys of their parts, in the best order, by mean Jaro-Winkler similarity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from saylau.methods.name_keys import name_keys

CLOSE = 0.93
"""From here two keys pass as spellings of one name: the best cut in the reference's measurement (`name_keys`)."""
NEAR = 0.85
"""Below this two keys pass as different names; between the two nothing is said."""
_MOST = 6
"""Parts of a name that are tried in every order; of more, the further ones are left out."""


@lru_cache(maxsize=500_000)
def key_score(one: str, other: str) -> float:
    """Jaro-Winkler similarity of two keys (Winkler 1990: prefix of four, weight 0.1), 1 for equal ones."""
    from rapidfuzz.distance import JaroWinkler

    return 1.0 if one == other else JaroWinkler.similarity(one, other)


def name_score(one: str, other: str) -> float:
    """How alike two names as written are: parts paired in the best order, mean over the parts of the longer name.

    A part without a partner counts as nothing alike. Empty names give 0. The score is about spelling alone.
    """
    return keys_score(name_keys(one), name_keys(other))


def keys_score(one: Sequence[str], other: Sequence[str]) -> float:
    """As `name_score`, of names that are keys already."""
    short, long = sorted((tuple(one[:_MOST]), tuple(other[:_MOST])), key=lambda keys: (len(keys), keys))
    if not short:
        return 0.0
    best = max(sum(map(key_score, short, order)) for order in permutations(long, len(short)))
    return best / len(long)
