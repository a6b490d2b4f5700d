"""The twenty-one general obligations of the Carter Center's Election Obligations and Standards.

A guideline that gathers what treaties and commitments require; cited only together with the treaty behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TITLES = (
    "Genuine elections that express the free will of the people",
    "The state takes the steps that rights require",
    "Rule of law",
    "Periodic elections",
    "Universal suffrage",
    "Equal suffrage",
    "Secret ballot",
    "Prevention of corruption",
    "Taking part in public affairs",
    "The right to vote",
    "The right to be elected",
    "Equality of women and men",
    "Freedom from discrimination",
    "Freedom of assembly",
    "Freedom of association",
    "Freedom of movement",
    "Freedom of opinion and expression",
    "Transparency and access to information",
    "Security of the person",
    "The right to an effective remedy",
    "The right to a fair and public hearing",
)

OBLIGATIONS: Mapping[str, str] = MappingProxyType(
    {f"EOS-{number:02}": title for number, title in enumerate(_TITLES, start=1)}
)
"""Id to title, in the order of the guideline."""
