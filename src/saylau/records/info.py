"""What `case.toml` says of the case, tested against the world and against the rest of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import available_timezones

from saylau.records.claims import Claims, Place
from saylau.records.countries import is_country
from saylau.records.fact import Status
from saylau.records.kinds.elections import Election
from saylau.records.problems import Problems
from saylau.records.rows import SPOILED
from saylau.records.settings import Table
from saylau.records.source import CaseInfo, Source
from saylau.records.texts import LANGUAGE

SAME_DAY = "write the same day in case.toml and election.csv"


def check_election(table: Table, kinds: Mapping[str, str], problems: Problems) -> None:
    """Note when the election that is assessed does not stand in the case."""
    election = table.values.get("election", "")
    if not isinstance(election, str) or election in ("", SPOILED) or kinds.get(election) == "election":
        return
    kind = kinds.get(election)
    near = problems.nearest(election, [name for name, known in kinds.items() if known == "election"])
    right = f"did you mean {near}?" if near else f"add a row with the id {election} to election.csv"
    why = f"is a thing of kind {kind}, not an election" if kind else "no election of that id"
    problems.add(table.file, table.lines.get("election", 0), "election", election, why, right)


def check_info(info: CaseInfo, table: Table, claims: Claims, problems: Problems) -> None:
    """Note a country, zone or language that there is not, and a voting day that is not the election's."""

    def tell(key: str, value: str, why: str, right: str) -> None:
        problems.add(table.file, table.lines.get(key, 0), key, value, why, right)

    if not is_country(info.country):
        right = "write the two letters of ISO 3166-1, e.g. kz; for an invented country xx"
        tell("country", info.country, "no country has this code", right)
    # Where a system has no data on zones the list is empty, and nothing can be said.
    zones = available_timezones() if info.zone else set()
    if zones and info.zone not in zones:
        near = problems.nearest(info.zone, zones)
        tell("zone", info.zone, "no time zone of that name", f"did you mean {near}?" if near else "e.g. Asia/Almaty")
    for code in info.languages:
        if not LANGUAGE.fullmatch(code):
            tell("languages", code, "is not a language code", "write codes such as en, ru, kk, pt-BR")
    for fact in claims.facts:
        if fact.id == info.election and isinstance(fact.record, Election) and fact.status is not Status.WITHDRAWN:
            if not may_be_held(fact.record, info.poll):
                why = f"the election {fact.id} has the voting day {fact.record.poll}"
                tell("poll", str(info.poll), why, SAME_DAY)
            return


def may_be_held(election: Election, poll: date) -> bool:
    """Whether what is said of an election's voting day leaves room for this day."""
    first, last = election.poll.first, election.poll.last
    return not ((first and poll < first) or (last and poll > last))


def tell_later_sources(sources: Iterable[tuple[Source, Place]], assessed: date, problems: Problems) -> None:
    """Note each source that was surely published or looked at after the date of assessment."""
    for source, place in sources:
        for column in ("published", "retrieved"):
            when = getattr(source, column)
            if when is not None and when.first is not None and when.first > assessed:
                why = f"is later than the date of assessment, {assessed}: nothing later was considered"
                right = "correct the day, or write a later date after assessed in case.toml"
                problems.add(*place, column, str(when), why, right)
