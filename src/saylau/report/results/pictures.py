"""The pictures of a results file by name, as the page and a notebook show them."""

from __future__ import annotations

from saylau.errors import WrongUse
from saylau.methods.results.stations import Used, used_by_integers
from saylau.report.charts import saw
from saylau.report.charts.picture import Picture
from saylau.report.results import arrival, fingerprint, regions, votes
from saylau.report.results.frame import Origin
from saylau.report.words import Words
from saylau.tables.results import ResultsTable

PICTURES = ("fingerprint", "votes", "regions", "arrival", "saw")
"""Every picture, in the order of the page."""


def drawn(table: ResultsTable, name: str, words: Words, used: Used | None = None) -> Picture | None:
    """One picture; None where the table has not what it shows, such as a second region or reports of the day.

    `used`: the rows of the saw, those of the integer test unless told. Raises `WrongUse` for an unknown name.
    """
    stations, about = table.stations, table.stations.about
    origin = Origin(about.source, about.date, table.file.name, table.file.sha256)
    match name:
        case "fingerprint":
            return fingerprint.picture(stations, words, origin)
        case "votes":
            return votes.picture(stations, words, origin)
        case "regions":
            return regions.picture(stations, words, origin)
        case "arrival":
            return arrival.picture(stations, words, origin)
        case "saw":
            used = used or used_by_integers(stations)
            return saw.picture(stations, used, words, origin.footer(words, "results.integers", used.number, used.rows))
    raise WrongUse(f"no picture {name!r}; pictures are {', '.join(PICTURES)}")
