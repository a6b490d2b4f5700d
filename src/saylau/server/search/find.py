"""Finding facts by words: beginnings of words, phrases in quotation marks, `-` before what is not wanted.

The same comparison runs on SQLite and PostgreSQL, over text that was folded when it was written. A scan of the folded
text of 100,000 facts takes a fraction of what a page may; an index of each database's own would fold in its own way.
"""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from saylau.errors import WrongUse
from saylau.methods.folding import fold, keys
from saylau.server.store.models import Fact

LONGEST = 300
MOST_PARTS = 12
_PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')


def found(facts: QuerySet[Fact], asked: str) -> QuerySet[Fact]:
    """Those of some facts that hold everything asked for. Raises `WrongUse` for more than can be asked at once."""
    if len(asked) > LONGEST:
        raise WrongUse(f"a search holds at most {LONGEST} characters; this one has {len(asked)}")
    parts = _PART.findall(asked)
    if len(parts) > MOST_PARTS:
        raise WrongUse(f"a search holds at most {MOST_PARTS} words and phrases; this one has {len(parts)}")
    for not_phrase, phrase, not_word, word in parts:
        wanted = _holds(phrase, whole=True) if phrase else _holds(word, whole=False)
        if wanted is not None:
            facts = facts.exclude(wanted) if not_phrase or not_word else facts.filter(wanted)
    return facts


def _holds(part: str, *, whole: bool) -> Q | None:
    """The condition that a fact holds a word or phrase; None where nothing of it is left to look for."""
    folded = fold(part)
    if not folded:
        return None
    if whole:
        return Q(search_text__contains=f" {folded} ")
    condition = Q(search_text__contains=f" {folded}")
    key = " ".join(keys(part))
    return condition | Q(search_text__contains=f" {key}") if key and key != folded else condition
