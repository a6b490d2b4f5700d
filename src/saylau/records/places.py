"""Where the rules and reviews of a case folder stand in their files, for problems that show only after it was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saylau.records.assemble import REVIEW
from saylau.records.csvtext import read_csv
from saylau.records.problems import Problems
from saylau.records.settings import RULES_FILE, Table, rule_tables


@dataclass(frozen=True)
class Places:
    """Lines of declared rules and of reviews in their order; nothing is known of a workbook or package."""

    rules: tuple[Table, ...] = ()
    reviews: tuple[int, ...] = ()

    def of_rule(self, number: int, key: str) -> int:
        """The line of a key of a rule, or of the rule itself; 0 where it is not known. Rules count from 0."""
        if number >= len(self.rules):
            return 0
        table = self.rules[number]
        return table.lines.get(key, table.line)

    def of_review(self, number: int) -> int:
        """The line of a review; 0 where it is not known. Reviews count from 0."""
        return self.reviews[number] if number < len(self.reviews) else 0


def places_of(path: Path) -> Places:
    """The places in a case folder that was read without a problem; none for a case in one file."""
    problems = Problems()
    rules, reviews = path / RULES_FILE, path / f"{REVIEW}.csv"
    tables = rule_tables(rules.read_bytes(), problems) if rules.is_file() else []
    sheet = read_csv(reviews.name, reviews.read_bytes(), problems) if reviews.is_file() else None
    return Places(tuple(tables), tuple(line for line, _ in sheet.rows) if sheet else ())
