"""The disputed shelf: digits of the option's votes. Computed only when asked for."""

from __future__ import annotations

from types import MappingProxyType

from saylau.checks.forensics.described_controls import DIGITS, DIGITS_OF
from saylau.checks.forensics.result import Control, Data, Result, Shelf, Table, Verdict, roles_of, rounded, tail
from saylau.checks.forensics.spikes_result import fitted, used_by_spikes
from saylau.checks.forensics.usable import CONTROLS_NOTE, NO_NULL, NOT_ANSWERED, NOTHING_EXCLUDED, counted, refused_for
from saylau.methods.results.betabinomial import pairs
from saylau.methods.results.digits import digit_pairs, last_digit, second_digit
from saylau.methods.results.last_digits import LastDigits, last_digits
from saylau.methods.results.stations import Stations
from saylau.values.message import Message, Said

FEWEST = 500
INNOCENT: tuple[Said, ...] = (
    "Stations of nearly one size: counts that do not spread over several powers of ten follow no law of digits.",
    "Small stations: last digits are uniform only where counts vary by much more than ten.",
    "With many stations the smallest departure is called significant.",
)


CALIBRATED = tuple(
    Control(election, stations, MappingProxyType({"chi-square": chi, "p": p}))
    for election, stations, chi, p in (
        ("Mexico 2012, president", 142_117, 3.22, 0.955),
        ("Taiwan 2016, president", 15_582, 7.01, 0.636),
        ("Canada 2011, House of Commons", 66_111, 9.08, 0.430),
        ("Georgia 2016, parliament", 3_666, 7.52, 0.583),
    )
)
CALIBRATED_NOTE: Said = (
    "The same test on elections that nobody disputes. By parts of them p was below 5 % in 10 of 300 districts and 3 of "
    "32 states of Mexico, in none of 18 counties of Taiwan and in 5 of 60 parts of Canada: near the level, and too few "
    "to say that it is held everywhere, so the test stays on this shelf."
)


def calibrated(stations: Stations, largest: int | None = None) -> Result:
    """Last digits of the option's votes against the digits that each station would show anew."""
    used = used_by_spikes(stations, largest)
    refused = refused_for(stations, used, FEWEST)
    test: LastDigits | None = None
    if not refused:
        table = pairs(stations.votes[used.mask], stations.base[used.mask])
        found, refused = fitted(table)
        test = None if refused else last_digits(table, found)
    rows = tuple(enumerate(zip(test.observed, test.expected, strict=True))) if test else ()
    says = Message(
        "Disputed, not evidence: the last digits of the option's votes have chi-square {chi} with 9 degrees beside "
        "each station's own chances (p {p}).", chi=rounded(test.chi_square), p=tail(test.p),
    ) if test else NOT_ANSWERED  # fmt: skip
    return Result(
        method="last_digits", title="Disputed: last digits beside each station's own chances", shelf=Shelf.DISPUTED,
        question="Do the last digits of the option's votes differ from those that the same stations would show anew?",
        verdict=Verdict.NOTED if test else Verdict.UNKNOWN, says=says,
        data=Data(stations.about, used, roles_of(stations)),
        null=(
            "If each ballot had been cast independently at a rate that varies between stations as a smooth mixture "
            "does, each digit would stand last so often."
        ),
        effects=(), controls=CALIBRATED, controls_note=CALIBRATED_NOTE, smallest=NOTHING_EXCLUDED, innocent=INNOCENT,
        follow_up=("Draw nothing from these digits; look at the integer percentages and the arithmetic screens.",),
        reference=(
            "Chances of digits from the predictive distribution of a beta-binomial mixture, chi-square with nine "
            "degrees; after B. Beber, A. Scacco, Political Analysis 20 (2012) 211-234, who took them to be uniform."
        ),
        refused=refused,
        tables=(
            Table("figures", "Disputed figures", ("disputed number", "value"), (
                ("chi-square", test.chi_square), ("p", test.p),
            )),
            Table("last_digits", "Disputed: last digits", ("digit", "stations", "expected"),
                  tuple((digit, seen, mean) for digit, (seen, mean) in rows)),
        ) if test else (),
    )  # fmt: skip


def digits(stations: Stations, largest: int | None = None) -> Result:
    """Second digits, last digits and pairs of them, under the warning of their shelf."""
    held = counted(stations, largest)
    refused = list(refused_for(stations, held.used, FEWEST))
    second, last, two = second_digit(held.votes), last_digit(held.votes), digit_pairs(held.votes)
    if not refused and last is None:
        refused.append("No station gave the option 100 votes: there are no last digits to look at.")
    answered = not refused and second and last and two
    tables: tuple[Table, ...] = ()
    says = NOT_ANSWERED
    if answered and second and last and two:
        values = (second.z, last.chi_square, 100 * two.equal, 100 * two.adjacent)
        further = (
            ("second digit mean (4.187 under Benford)", second.mean), ("last digit mean (4.5 if uniform)", last.mean),
            ("last digit p", last.p), ("ending in 0 or 5, % (20 if uniform)", 100 * last.round_share),
            ("distant pairs, % (70 if uniform)", 100 * two.distant), ("counts from 10", second.counts),
            ("counts from 100", last.counts),
        )  # fmt: skip
        heads = ("disputed number", "value")
        tables = (
            Table("figures", "Disputed figures", heads, (*zip(DIGITS_OF, values, strict=True), *further)),
            Table("last_digits", "Disputed: last digits", ("digit", "counts"), tuple(enumerate(last.digits))),
        )
        says = Message(
            "Disputed, not evidence: second digits lie {z} standard errors from Benford; last digits have chi-square "
            "{chi} with 9 degrees.", z=rounded(second.z), chi=rounded(last.chi_square),
        )  # fmt: skip
    return Result(
        method="digits", title="Disputed: digits of counts", shelf=Shelf.DISPUTED,
        question="How do the digits of the option's votes compare with Benford's law and with a uniform draw?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, held.used, held.roles), null=NO_NULL, effects=(), controls=DIGITS,
        controls_note=CONTROLS_NOTE, smallest=NOTHING_EXCLUDED, innocent=INNOCENT,
        follow_up=("Draw nothing from these digits; look at the integer percentages and the arithmetic screens.",),
        reference=(
            "J. Deckert, M. Myagkov, P. Ordeshook, Political Analysis 19 (2011) 245-268; B. Beber, A. Scacco, "
            "Political Analysis 20 (2012) 211-234."
        ),
        refused=tuple(refused), tables=tables,
    )  # fmt: skip
