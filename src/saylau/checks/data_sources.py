"""How the material holds together: sources on the web, when they were looked at, which still opened, copies kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from saylau.checks.ask import asked
from saylau.checks.data_asked import maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import AddressLook
from saylau.records.source import Source
from saylau.values import Truth
from saylau.values.message import Message, OutOf

Looks = Mapping[str, Fact[AddressLook]]


@check(chapter="DM", area="data")
def source_register(case: Case) -> Iterator[Finding]:
    """Whether the sources on the web were looked at, still opened, and have an archived copy.

    Counts sources with an address; of these, those with the day on which they were looked at, those that no longer
    opened at the last look on record, and those of which an archived copy with its hash is on record.
    """
    web = tuple(s for s in case.sources.values() if s.url)
    if not web:
        question = asked(case, "At which addresses do the sources of the material stand?", maker(case))
        yield unknown(Message("No source of the material has an address; nothing was tested."), question)
        return
    last = _last_looks(case)
    dead = [s for s in web if s.id in last and last[s.id].record.opened is Truth.NO]
    looked = [s for s in web if s.retrieved is not None or s.id in last]
    kept = [s for s in web if _copy(s, last)]
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if dead or len(looked) < len(web) else Outcome.NOTED,
        message=Message(
            "Sources with an address: {web}. Looked at on a day on record: {looked}; found no longer to open: {dead}; "
            "with an archived copy and its hash on record: {kept}.",
            web=OutOf(len(web), len(case.sources)),
            looked=OutOf(len(looked), len(web)),
            dead=OutOf(len(dead), len(web)),
            kept=OutOf(len(kept), len(web)),
        ),
        facts=tuple(dict.fromkeys((*names(last.values()), *_claims(case, web)))),
        measures=(
            Measure("web", OutOf(len(web), len(case.sources)), "", "sources with an address"),
            Measure("looked", OutOf(len(looked), len(web)), "", "looked at on a day on record"),
            Measure("dead", OutOf(len(dead), len(web)), "", "no longer opened at the last look",
                    names(last[s.id] for s in dead)),
            Measure("kept", OutOf(len(kept), len(web)), "", "with an archived copy and its hash"),
        ),
        method="The register of sources, and looks at their addresses where the case records them.",
        limits=(
            "Nothing was opened for this finding: it tells what the case records.",
            "A source without an address is counted and not tested.",
        ),
        questions=_questions(case, dead, len(kept) < len(web)),
    )  # fmt: skip


def _last_looks(case: Case) -> dict[str, Fact[AddressLook]]:
    """The latest look at each source of the case."""
    looks = sorted(case.all(AddressLook), key=lambda f: f.record.on.sort_key())
    return {f.record.of: f for f in looks if f.record.of in case.sources}


def _claims(case: Case, sources: Sequence[Source]) -> tuple[str, ...]:
    """The first claim that stands in each source: by it the source is part of the material."""
    first: dict[str, str] = {}
    for fact in case.facts:
        first.setdefault(fact.source, fact.fact)
    return tuple(first[s.id] for s in sources if s.id in first)


def _copy(source: Source, last: Looks) -> bool:
    return bool(source.sha256 or (source.id in last and last[source.id].record.sha256))


def _questions(case: Case, dead: list[Source], lacking: bool) -> tuple[Asked, ...]:
    asks = []
    if dead:
        asks.append(asked(case, "Where does the source that no longer opened stand now?", maker(case)))
    if lacking:
        asks.append(asked(case, "Which copies of the sources on the web were kept, with which hash?", maker(case)))
    return tuple(asks)


SOURCES: tuple[Check, ...] = (source_register,)
