"""The disputed shelf: digits of the option's votes. Computed only when asked for."""

from __future__ import annotations

from saylau.methods.results.described_controls import DIGITS, DIGITS_OF
from saylau.methods.results.digits import digit_pairs, last_digit, second_digit
from saylau.methods.results.result import Data, Result, Shelf, Table, Verdict, rounded
from saylau.methods.results.stations import Stations
from saylau.methods.results.usable import CONTROLS_NOTE, NO_NULL, NOT_ANSWERED, NOTHING_EXCLUDED, counted, refused_for
from saylau.values.message import Message, Said

FEWEST = 500
INNOCENT: tuple[Said, ...] = (
    "Stations of nearly one size: counts that do not spread over several powers of ten follow no law of digits.",
    "Small stations: last digits are uniform only where counts vary by much more than ten.",
    "With many stations the smallest departure is called significant.",
)


def digits(stations: Stations, largest: int | None = None) -> Result:
    """Second digits, last digits and pairs of them, under the warning of their shelf."""
    held = counted(stations, largest)
    refused = list(refused_for(stations, held.used, FEWEST))
    second, last, pairs = second_digit(held.votes), last_digit(held.votes), digit_pairs(held.votes)
    if not refused and last is None:
        refused.append("No station gave the option 100 votes: there are no last digits to look at.")
    answered = not refused and second and last and pairs
    tables: tuple[Table, ...] = ()
    says = NOT_ANSWERED
    if answered and second and last and pairs:
        values = (second.z, last.chi_square, 100 * pairs.equal, 100 * pairs.adjacent)
        further = (
            ("second digit mean (4.187 under Benford)", second.mean), ("last digit mean (4.5 if uniform)", last.mean),
            ("last digit p", last.p), ("ending in 0 or 5, % (20 if uniform)", 100 * last.round_share),
            ("distant pairs, % (70 if uniform)", 100 * pairs.distant), ("counts from 10", second.counts),
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
