"""The result sheet of a take: coverage, estimates with margins, and what the publication rule lets through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from saylau.cli.quickcount.design import Setup
from saylau.cli.quickcount.draw import Certificate
from saylau.cli.quickcount.regions import region_section
from saylau.cli.quickcount.reports import Received
from saylau.cli.quickcount.response import (
    PastCompared,
    arrival_section,
    past_compared,
    past_section,
    response_section,
)
from saylau.cli.quickcount.words import (
    ASSUMED,
    BASES,
    Figures,
    Section,
    asked_of,
    found_of,
    holds,
    name_of,
    part,
    per_cent,
    said,
)
from saylau.methods.quickcount.draw import ALGORITHM
from saylau.methods.quickcount.plan import Plan, Sort
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.protocols import State
from saylau.methods.quickcount.publish import Item
from saylau.methods.quickcount.regions import Regional, by_region
from saylau.methods.quickcount.sentences import Judged
from saylau.methods.quickcount.take import Take, Told
from saylau.values.truth import Truth

ROUGH = 30
"""With fewer reports the linearised variance of a ratio is a rough one."""
MOST_REGIONS = 6
"""With more regions their arrival is not told hour by hour."""
CHANGED = "design.toml is not the one of the draw: what it fixed was changed afterwards, so nothing may be published"


@dataclass(frozen=True)
class Evening:
    """Everything that a sheet tells of."""

    setup: Setup
    certificate: Certificate
    plan: Plan
    got: Received
    judged: Judged
    losses: Mapping[str, tuple[str, str]]
    until: datetime | None

    @property
    def unusable(self) -> int:
        """Stations whose entries differ."""
        return len(self.got.in_state(State.DIFFERENT))

    @property
    def open(self) -> int:
        """Stations with open questions, used or not."""
        return self.unusable + len(self.got.questions)

    @property
    def changed(self) -> bool:
        """Whether the design is another than that of the draw."""
        return self.certificate.design != self.setup.design.fixed()

    @property
    def refused(self) -> list[str]:
        """Why nothing of this take may be published; empty where it may."""
        lacking = (item for item in self.judged.items if item.holds is not Truth.YES)
        return [*([CHANGED] if self.changed else []), *(self.lacks(item) for item in lacking)]

    def lacks(self, item: Item) -> str:
        """A condition that does not hold, with what was found and what is asked."""
        found = found_of(item, self.judged.take.reports, len(self.plan.drawn), self.open)
        return f"{item.condition}: {found}, asked {asked_of(item)}"

    @cached_property
    def regions(self) -> tuple[Regional, ...]:
        """Every region with what is estimated for it; none where the frame has only one."""
        return by_region(self.plan, self.got.reports)

    @cached_property
    def past(self) -> PastCompared | None:
        """What the past election says of reporting and silent stations."""
        return past_compared(self.setup, self.plan, self.got)

    @property
    def figures(self) -> Figures:
        """How shares are written."""
        return Figures(self.judged.take.reports < FEW)


def sections(of: Evening) -> Iterator[Section]:
    """The sheet, part by part."""
    yield _status(of)
    yield _coverage(of)
    yield response_section(of.plan, of.got)
    if of.got.hours:
        yield _arrival(of)
    yield from arrival_section(of.plan, of.got)
    yield _estimates(of)
    yield _leads(of)
    if of.plan.thresholds:
        yield _thresholds(of)
    if of.regions:
        yield region_section(of.plan, of.regions)
    yield _sentences(of)
    yield _rule(of)
    yield _silence(of)
    yield from past_section(of.past)
    yield _sample(of)
    yield Section("Assumptions", ASSUMED)


def _status(of: Evening) -> Section:
    design, at = of.setup.design, of.until or of.got.last
    refused = of.refused
    mark = (
        f"PROVISIONAL, not for publication. Missing: {'; '.join(refused)}."
        if refused
        else "The publication rule lets this take through; each sentence below has conditions of its own."
    )
    lines = [
        mark,
        f"{design.election}. Commissioned by {design.commissioned_by}.",
        f"Take of {at.isoformat(timespec='minutes') if at else 'a time that the reports do not tell'}.",
    ]
    if of.figures.few:
        lines.append(f"Fewer than {FEW} stations reported: shares are written as fractions of 1.")
    return Section(design.title, lines)


def _coverage(of: Evening) -> Section:
    take, drawn, rows = of.judged.take, Counter[str](), []
    region = {one.name: one.region for one in of.plan.strata}
    reported, behind = Counter[str](), Counter[str]()
    for station, one in of.plan.drawn.items():
        drawn[region[one.stratum]] += 1
        reported[region[one.stratum]] += station in of.got.reports
        behind[region[one.stratum]] += one.registered if station in of.got.reports else 0
    for name in dict.fromkeys(region.values()):
        if drawn[name]:
            rows.append((name, f"{drawn[name]:,}", part(reported[name], drawn[name]), f"{behind[name]:,}"))
    waiting, differ = of.got.in_state(State.WAITING), of.got.in_state(State.DIFFERENT)
    lines = [
        f"{part(take.reports, len(of.plan.drawn))} drawn stations are in the estimate.",
        f"Not in it: {len(waiting)} with one entry only, {len(differ)} whose entries differ"
        + (f" ({_some(differ)})" if differ else "") + ".",
        f"In it with open questions of arithmetic: {len(of.got.questions)}"
        + (f" ({_some(list(of.got.questions))})" if of.got.questions else "") + ".",
    ]  # fmt: skip
    used = take.collapsed
    lines.append(f"Strata without a report: {_some(used.silent) if used.silent else 'none'}.")
    lines.append(f"Strata with one report of several stations: {_some(used.lonely) if used.lonely else 'none'}.")
    if used.joined:
        joined = "; ".join(" + ".join(group) for group in used.joined)
        lines.append(f"Used as one stratum, in the order fixed before: {joined}.")
    return Section("Coverage", lines, ("region", "drawn", "reported", "registered behind reports"), rows)


def _arrival(of: Evening) -> Section:
    """Reports received by hour, by region where there are few of them."""
    region = {one.name: one.region for one in of.plan.strata}
    names = list(dict.fromkeys(region.values()))
    names = names if len(names) <= MOST_REGIONS else []
    rows, so_far = [], 0
    for hour, stations in of.got.hours.items():
        by_region = Counter(region[of.plan.drawn[station].stratum] for station in stations)
        so_far += len(stations)
        rows.append((hour, str(len(stations)), part(so_far, len(of.plan.drawn)), *(str(by_region[n]) for n in names)))
    lines = ["Accepted reports by the hour in which the first entry of each came."]
    return Section("Arrival", lines, ("hour", "received", "so far", *names), rows)


def _some(names: Sequence[str], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _row(of: Evening, one: Told) -> tuple[str, ...]:
    take, figures, lead = of.judged.take, of.figures, one.statement.sort is Sort.LEAD
    return (
        name_of(one.statement), figures.share(one.estimate.value, lead=lead),
        figures.margin(one.estimate.margin(of.plan.level)), figures.between(one.alone, lead=lead),
        figures.margin(take.margin(one)), figures.between(one.joint, lead=lead),
    )  # fmt: skip


def _heads(of: Evening, what: str) -> tuple[str, ...]:
    alone, together = f"{per_cent(of.plan.level)} alone", "together"
    return (what, "estimate", "margin", alone, f"margin {together}", f"interval {together}")


def _estimates(of: Evening) -> Section:
    take = of.judged.take
    told = (*take.of(Sort.SHARE), *take.of(Sort.TURNOUT))
    of_base = f"Shares of {BASES[of.plan.base]}" + ("; turnout of registered voters" if of.plan.turnout else "")
    lines = [
        f"{of_base}; {take.reports:,} reports, {take.freedom:,} degrees of freedom.",
        f"Alone: each interval by itself holds the truth in {per_cent(of.plan.level)} of samples, if silent stations "
        f"are like the others of their stratum. Together: all {len(take.told)} intervals and thresholds do so at once "
        f"({_how(take)}).",
    ]
    for one in take.of(Sort.TURNOUT):
        voters = sum(stratum.registered for stratum in of.plan.strata)
        low, high = (round(end * voters) for end in one.alone)
        lines.append(
            f"Ballots in the boxes of the frame: {low:,} to {high:,}, turnout times its {voters:,} registered voters."
        )
    if take.reports < ROUGH:
        lines.append(
            f"Fewer than {ROUGH} reports: intervals are rough, and may hold the truth less often than they say."
        )
    if of.got.derived:
        lines.append(f"Summed from the other numbers, since protocols do not hold them: {', '.join(of.got.derived)}.")
    return Section("Estimates", lines, _heads(of, "share"), [_row(of, one) for one in told])


def _how(made: Take) -> str:
    """Where simultaneous margins come from."""
    if made.quantile is None:
        return f"Bonferroni, {per_cent(made.joint_level)} each"
    return f"joint t distribution, {made.quantile:.2f} standard errors each"


def _leads(of: Evening) -> Section:
    rows = [_row(of, one) for one in of.judged.take.of(Sort.LEAD)]
    lines = ["The share of the first less that of the second, estimated as one number: two margins are not added."]
    return Section(
        "Leads",
        lines if rows else ["There is one contestant."],
        _heads(of, "lead" if of.figures.few else "lead, in percentage points") if rows else (),
        rows,
    )


def _thresholds(of: Evening) -> Section:
    take, figures, rows = of.judged.take, of.figures, []
    for one in take.of(Sort.THRESHOLD):
        margin = take.margin(one, sides=1)
        rows.append((name_of(one.statement), figures.share(one.estimate.value), figures.margin(margin)))
    lines = ["One-sided, all statements together: told only where the share is further away than the margin."]
    return Section("Thresholds", lines, ("threshold", "estimate", "margin, one side"), rows)


def _sentences(of: Evening) -> Section:
    lines = [said(one, of.plan.level, len(of.judged.take.told)) for one in of.judged.sentences]
    if of.changed:
        lines = [f"All unknown. {CHANGED}."]
    return Section("Sentences", list(dict.fromkeys(lines)) or ["None was fixed in advance."])


def _rule(of: Evening) -> Section:
    rows = [_condition(of, item) for item in of.judged.items]
    own = [
        (f"sentence {place}: {item.condition}", *_condition(of, item)[1:])
        for place, one in enumerate(of.judged.sentences, start=1)
        for item in one.items[len(of.judged.items) :]
    ]
    lines = [
        "Fixed before election day. Numbers that design.toml does not name are defaults, which are assumed.",
    ]
    return Section("Publication rule", lines, ("condition", "found", "asked", ""), [*rows, *own])


def _condition(of: Evening, item: Item) -> tuple[str, str, str, str]:
    found = found_of(item, of.judged.take.reports, len(of.plan.drawn), of.open)
    return str(item.condition), found, asked_of(item), holds(item.holds)


def _silence(of: Evening) -> Section:
    take, figures = of.judged.take, of.figures
    silent = [station for station in of.plan.drawn if station not in of.got.reports]
    reasons = Counter(of.losses[station][0] if station in of.losses else "not known" for station in silent)
    lines = [
        f"Silent: {len(silent)}" + (": " if silent else "")
        + ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) + ".",
    ]  # fmt: skip
    means = [_mean([of.plan.drawn[s].registered for s in group]) for group in (list(of.got.reports), silent)]
    if silent:
        lines.append(f"Mean registered voters of stations: reported {means[0]}, silent {means[1]}.")
        lines += list(_kinds(of, silent))
    if take.uncapped:
        lines.append(f"Nothing says how many ballots these can hold, so no bounds are told: {_some(take.uncapped)}.")
        return Section("Silent stations", lines)
    lines.append(
        "Bounds: the least and greatest value whatever silent stations hold, with the margin around them; likely: "
        "if none of them has a higher turnout than was seen in its stratum."
    )
    rows = [
        (
            name_of(one.statement) + (" (points)" if one.statement.sort is Sort.LEAD else ""),
            figures.between((float(one.bounds.low), float(one.bounds.high)), lead=one.statement.sort is Sort.LEAD),
            figures.between(one.bounds.band(one.estimate.margin(of.plan.level)), lead=one.statement.sort is Sort.LEAD),
            figures.between((float(one.likely.low), float(one.likely.high)), lead=one.statement.sort is Sort.LEAD),
        )
        for one in take.told
        if one.bounds is not None and one.likely is not None and one.statement.sort is not Sort.THRESHOLD
    ]  # fmt: skip
    heads = ("", "bounds", "bounds and margin", "likely bounds")
    return Section("Silent stations", lines, heads, rows, [_effects(take)])


def _effects(take: Take) -> str:
    """Design effects, against voters and against stations."""
    known = [(one.statement, one.effects.voters, one.effects.stations) for one in take.told if one.effects is not None]
    told = [
        f"{name_of(statement)} {voters:.1f} and {stations:.2f}"
        for statement, voters, stations in known
        if voters is not None and stations is not None
    ]
    how = "Design effects: variance against as many voters, and as many stations, drawn without strata"
    return f"{how}: {'; '.join(told)}." if told else f"{how}: none can be told."


def _kinds(of: Evening, silent: Sequence[str]) -> Iterator[str]:
    """Where the frame tells kinds, such as rural and urban: how many of each kind reported."""
    kinds = Counter(of.setup.frame[station].kind for station in of.plan.drawn)
    quiet = Counter(of.setup.frame[station].kind for station in silent)
    if set(kinds) - {""}:
        told = (f"{kind or 'no kind'} {part(n - quiet[kind], n)}" for kind, n in sorted(kinds.items()))
        yield f"Reported by kind: {'; '.join(told)}."


def _mean(numbers: Sequence[int]) -> str:
    return f"{sum(numbers) / len(numbers):.0f}" if numbers else "none"


def _sample(of: Evening) -> Section:
    setup, certificate = of.setup, of.certificate
    design = setup.design
    voters = sum(one.registered for one in setup.strata)
    lines = [
        f"Frame: {design.frame.version}; {len(setup.frame):,} stations, {voters:,} registered voters, checksum "
        f"{setup.checksum[:16]}.",
        _left_out(of),
        f"Design: {len(setup.strata)} strata, simple random sampling without replacement in each; allocation "
        f"{design.sample.allocation}; {len(of.plan.drawn)} stations drawn. No station was replaced.",
        f"Draw: number {certificate.number} ({certificate.number_from}), algorithm {ALGORITHM}, witnessed by "
        f"{', '.join(certificate.witnesses)}.",
        f"Entries: every protocol typed by {'two people' if design.entries == 2 else 'one person'}.",
    ]
    return Section("Sample", lines)


def _left_out(of: Evening) -> str:
    out = of.setup.left_out
    if not out:
        return "No station is listed as left out of the frame."
    voters = sum(registered for _, registered, _ in out)
    reasons = ", ".join(f"{reason} {n}" for reason, n in sorted(Counter(why for _, _, why in out).items()))
    return f"Left out of the frame: {len(out)} stations with {voters:,} registered voters ({reasons})."
