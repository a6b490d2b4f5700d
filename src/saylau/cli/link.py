"""`saylau link`: whether entries of several lists are about one person. The program scores, people decide."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from saylau.casework import linkages
from saylau.casework.linkages import THRESHOLDS, Compared, Made, State
from saylau.casework.listed import Standing, standing
from saylau.casework.minors import minors_of
from saylau.casework.pairs import ASIDE, CAUTIONS, FIELDS, reasons
from saylau.cli.days import day_of
from saylau.cli.screen import number, screen
from saylau.cli.vault.case import folder_of, lines
from saylau.errors import NotFound, WrongUse
from saylau.methods.linkage import Candidate, Level
from saylau.methods.linkage_pairs import band
from saylau.records.case import Case
from saylau.records.entering import enter
from saylau.records.folder import read_folder
from saylau.records.kinds import Linkage
from saylau.report.words import Words, words_for
from saylau.values.message import sentence
from saylau.vault import session
from saylau.vault.entries import Judgement, LinkageMade, Verdict
from saylau.vault.vault import COMMON, LISTED, Vault, vault_path

CASE = Annotated[str, typer.Argument(help="Folder of the case; the vault stands beside it.")]
LISTS = Annotated[str, typer.Option("--list", help="Lists to compare, by their ids, with commas; all unless told.")]
ON = Annotated[str, typer.Option(help="Day whose consents and decisions count; today unless told.")]
CLEAR = Annotated[bool, typer.Option("--in-the-clear", help="Print names though no terminal reads them.")]
_ANSWERS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}

link = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Say which entries of lists of people are about one person, in several ways side by side.",
)


@link.command()
def candidates(
    case: CASE,
    of_lists: LISTS = "",
    least: Annotated[float | None, typer.Option("--from", help="Show every pair from this score on, in bits.")] = None,
    most: Annotated[float | None, typer.Option("--to", help="Show every pair up to this score, in bits.")] = None,
    number_of: Annotated[int, typer.Option("--most", help="Pairs to show at most; 0 for all.")] = 20,
    on: ON = "",
    in_the_clear: CLEAR = False,
) -> None:
    """Show pairs that may be about one person, side by side, with score and reasons.

    Shown are those that wait for people's judgement; with --from or --to every pair between these scores.
    """
    _refuse_pipe(in_the_clear)
    _, read, _, given = _opened(case, on)
    found = linkages.compared(given, _ids(of_lists))
    pairs = _between(found, given, least, most)
    words = words_for("en", read)
    for pair in pairs[: number_of or None]:
        _print_pair(pair, found, given, words)
    left = len(pairs) - number_of if number_of else 0
    typer.echo(
        f"{number(len(pairs), 'pair')} of {number(len(found.entries), 'entry', 'entries')}"
        + (f"; {left} more with --most 0" if left > 0 else "")
    )
    _tell_out(given)


def _between(found: Compared, given: Standing, least: float | None, most: float | None) -> Sequence[Candidate]:
    if least is None and most is None:
        return linkages.to_judge(found, given)
    low, high = least if least is not None else float("-inf"), most if most is not None else float("inf")
    if low > high:
        raise WrongUse(f"--from {low:g} is above --to {high:g}; exchange them")
    return [pair for pair in found.pairs if low <= pair.score <= high]


@link.command()
def decide(
    case: CASE,
    one: Annotated[str, typer.Argument(help="One entry, e.g. E-0001; leave out to be asked pair by pair.")] = "",
    other: Annotated[str, typer.Argument(help="The other entry.")] = "",
    verdict: Annotated[Verdict | None, typer.Argument(help="same, different or unsure.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for whoever asks later. It stays in the vault.")] = "",
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
    of_lists: LISTS = "",
    on: ON = "",
) -> None:
    """Enter a decision on two entries, or walk through the pairs that wait for one. Nothing decided before is lost."""
    if one and not (other and verdict and reason.strip() and by.strip()):
        raise WrongUse("name both entries, same, different or unsure, and say --reason and --by")
    if not one and not sys.stdin.isatty():
        raise WrongUse("there is no terminal to ask in; name two entries, a verdict, --reason and --by")
    _, read, vault, given = _opened(case, on)
    if verdict is not None:
        _judge(vault, given, Judgement(on=given.day, one=one, other=other, verdict=verdict, by=by, reason=reason))
        typer.echo(f"{one} and {other}: {verdict}. Linkages built before do not know it: saylau link build {case}")
        return
    found = linkages.compared(given, _ids(of_lists))
    waiting = linkages.to_judge(found, given)
    by = by or lines("Who decides")
    if not by:
        raise WrongUse("a decision needs somebody who makes it; say who with --by")
    done = _walk(vault, found, given, waiting, by, words_for("en", read))
    typer.echo(
        f"{number(done, 'decision')}, {number(len(waiting) - done, 'pair')} left. Then: saylau link build {case}"
    )


def _walk(vault: Vault, found: Compared, given: Standing, waiting: Sequence[Candidate], by: str, words: Words) -> int:
    """Ask pair by pair; each decision is saved at once."""
    done = 0
    for pair in waiting:
        _print_pair(pair, found, given, words)
        answer = _asked()
        if answer == "q":
            break
        if answer in _ANSWERS:
            reason = ""
            while not reason:
                reason = lines("Why")
            one, other = pair.pair
            told = Judgement(on=given.day, one=one, other=other, verdict=_ANSWERS[answer], by=by, reason=reason)
            _judge(vault, given, told)
            done += 1
    return done


def _asked() -> str:
    while True:
        answer = lines("s same, d different, u unsure, Enter to leave it open, q to stop")[:1].lower()
        if answer in ("", "q", *_ANSWERS):
            return answer


def _judge(vault: Vault, given: Standing, told: Judgement) -> None:
    for handle in (told.one, told.other):
        if handle in given.out:
            raise WrongUse(f"{handle} is about someone who does not let it be analysed; nothing was decided")
        if handle not in given.entries:
            raise NotFound(f"no list entry {handle}; `saylau link candidates CASE` shows them")
    if told.one == told.other:
        raise WrongUse(f"{told.one} stands there twice; name two entries")
    vault.add(COMMON, told)
    vault.save()


@link.command()
def build(
    case: CASE,
    name: Annotated[str, typer.Option(help=f"Name of the linkage; {', '.join(THRESHOLDS)} have a threshold.")] = "",
    threshold: Annotated[
        float | None, typer.Option(help="Bits from which two entries count as one person without a judgement.")
    ] = None,
    of_lists: LISTS = "",
    on: ON = "",
) -> None:
    """Make a linkage and store it: groups in the vault, numbers of people and overlaps in the case.

    Without a name: those that were built before, anew; where there are none, strict, middle, loose and people only.
    """
    if threshold is not None and not name:
        raise WrongUse("a threshold belongs to one linkage; say which with --name")
    folder, read, vault, given = _opened(case, on)
    before = linkages.latest(vault.entries(COMMON))
    dropped = {one.name for one in vault.drop_linkages(given.out)}
    lists = _ids(of_lists)
    asked = linkages.wanted(given, before, name=name, threshold=threshold, lists=lists, dropped=dropped)
    made = linkages.link_all(given, asked, lists)
    vault.add(COMMON, *(one.entry for one in made if before.get(one.entry.name) != one.entry))
    gone = {linkages.linkage_id(known) for known in {one.entry.name for one in made} | dropped}
    rows = linkages.all_rows(made)
    own = () if linkages.SOURCE in read.sources else (linkages.OWN_SOURCE,)
    away = {table: lambda row: linkages.is_of(gone, row) for table in rows}
    enter(folder, {"sources": own, **rows}, vault.save, instead=away)
    screen().print(_compared([(one, State.HOLDS) for one in made]))
    for one in made:
        if one.linked.stopped:
            groups = number(len(one.linked.stopped), "group")
            typer.echo(f"{one.entry.name}: {groups} stopped for review, so numbers are bounds: saylau link show {case}")
    for known in sorted(dropped - {one.entry.name for one in made}):
        typer.echo(f"{known}: removed, since nothing is left to link")
    _tell_out(given)


@link.command()
def show(case: CASE, on: ON = "") -> None:
    """Compare the linkages: entries, people, conflicts between decisions, groups for review, hash. No names."""
    _, read, vault, given = _opened(case, on)
    known = linkages.latest(vault.entries(COMMON))
    if not known:
        typer.echo(f"No linkage was built yet: saylau link build {case}")
        return
    again = {made.entry.name: made for made in linkages.link_all(given, linkages.wanted(given, known))}
    states = {name: linkages.state_of(made, given, again.get(name)) for name, made in known.items()}
    screen().print(_compared([(made, states[name]) for name, made in again.items()]))
    for name, state in states.items():
        if state is not State.HOLDS:
            typer.echo(f"{name}: rebuild required: {state}: saylau link build {case}")
    for name, made in again.items():
        _print_open(name, made)
    for dispute in given.judged.disputes:
        same, different = ", ".join(dispute.same), ", ".join(dispute.different)
        typer.echo(f"people disagree on {' and '.join(dispute.pair)}: same ({same}), different ({different})")
    for name in _other_in_case(read, known):
        typer.echo(f"{name}: the row in linkage.csv is of another state than the vault's; build it anew")
    _tell_out(given)


def _other_in_case(read: Case, known: dict[str, LinkageMade]) -> Iterator[str]:
    hashes = {linkages.hash_of(made) for made in known.values()}
    for fact in read.all(Linkage):
        if fact.source == linkages.SOURCE and fact.record.hash not in hashes:
            yield fact.record.name


def _print_open(name: str, made: Made) -> None:
    for conflict in made.linked.conflicts:
        how = "decisions join them" if conflict.judged else "decisions and scores join them"
        typer.echo(f"{name}: conflict: {' and '.join(conflict.different)} were judged different, but {how}: "
                   f"{' = '.join(conflict.chain)}")  # fmt: skip
    for group, stops in made.linked.stopped.items():
        typer.echo(f"{name}: for review: {', '.join(group)}: {'; '.join(stops)}")


def _compared(made: Sequence[tuple[Made, State]]) -> Table:
    table = Table("linkage", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in ("from bits", "entries", "people", "on two lists or more", "conflicts", "for review"):
        table.add_column(head, justify="right")
    table.add_column("hash")
    for one, state in made:
        limit = "" if one.entry.threshold is None else f"{one.entry.threshold:g}"
        several = [bounds for lists, bounds in one.overlaps.items() if len(lists) > 1]
        low, high = sum(low for low, _ in several), sum(high for _, high in several)
        table.add_row(
            one.entry.name, limit, str(one.entries), one.people.text, str(low) if low == high else f"{low}..{high}",
            str(len(one.linked.conflicts)), str(len(one.linked.stopped)),
            linkages.hash_of(one.entry)[:12] if state is State.HOLDS else "not built",
        )  # fmt: skip
    return table


def _opened(case: str, on: str) -> tuple[Path, Case, Vault, Standing]:
    """The case, its open vault, and what of its lists may be analysed on the day."""
    folder, day = folder_of(case), day_of(on)
    read = read_folder(folder)
    vault = session.opened(vault_path(folder))
    people = vault.people()
    listed = {handle: vault.entries(handle) for handle in vault.handles(LISTED)}
    given = standing(listed, people, vault.entries(COMMON), day, minors_of(read, people, day))
    return folder, read, vault, given


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _refuse_pipe(in_the_clear: bool) -> None:
    if not in_the_clear and not sys.stdout.isatty():
        raise WrongUse(
            "what is printed here does not go to a terminal, and a file or pipe would hold names unencrypted; say "
            "--in-the-clear if that is meant"
        )


def _tell_out(given: Standing) -> None:
    if given.out:
        count = number(len(given.out), "entry is", "entries are")
        typer.echo(f"{count} left out: about people who do not let them be analysed")


def _print_pair(pair: Candidate, found: Compared, given: Standing, words: Words) -> None:
    one, other = (found.entries[handle] for handle in pair.pair)
    judged = given.judged.verdicts.get(pair.pair)
    table = Table("", *pair.pair, box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head, sight in ASIDE.items():
        if sight(one) or sight(other):
            table.add_row(words.text(head), sight(one), sight(other))
    console = screen()
    console.print(table)
    stands = f"judged {judged}" if judged else str(band(pair))
    console.print(f"score {pair.score:g} bits: {stands}", markup=False)
    told = reasons(pair, found.weights)
    for reason in told:
        if reason.level is not Level.MISSING:
            console.print(f"  {reason.bits:+5.1f}  {words.text(reason.says)}", markup=False)
    if silent := ", ".join(words.text(FIELDS[r.field]) for r in told if r.level is Level.MISSING):
        console.print(f"      -  not on both, so it says nothing: {silent}", markup=False)
    for caution in pair.cautions:
        console.print(f"      !  {words.text(sentence(CAUTIONS[caution]))}", markup=False)
    console.print()
