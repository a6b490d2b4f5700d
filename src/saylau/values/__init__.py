"""Values that keep what their source states: times with precision, numbers and amounts with bounds, three-valued truth.

All are frozen, validated at birth and hashable, and have an exact text form: `Cls.parse(str(x)) == x`.
"""

from saylau.values.count import Count
from saylau.values.money import Money, minor_digits
from saylau.values.truth import Truth, all_of, any_of
from saylau.values.when import Ends, When, days_between
from saylau.values.when_text import Precision

__all__ = [
    "Count",
    "Ends",
    "Money",
    "Precision",
    "Truth",
    "When",
    "all_of",
    "any_of",
    "days_between",
    "minor_digits",
]
