"""The instruments in which standards stand: names, binding force, and the day from which they may be cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from saylau.values import When


class Binding(StrEnum):
    """What kind of promise an instrument is."""

    TREATY = "treaty"
    COMMITMENT = "commitment"
    """Political, made by the participating States of the OSCE."""
    SOFT = "soft"
    """A code or guideline."""
    GUIDANCE = "guidance"
    """A treaty body's interpretation of its treaty."""
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that holds standards."""

    id: str
    """First part of the ids of its standards, e.g. `CPH` of `CPH-7.5`."""
    short: str
    long: str
    binding: Binding
    since: When
    """From when it may be cited. Of a treaty: its entry into force for Kazakhstan, whose election is the first
    reference case; for a state that joined earlier this is too careful, and never too early."""


_ALL = (
    Instrument(
        "UDHR", "Universal Declaration", "Universal Declaration of Human Rights", Binding.DECLARATION, When("1948")
    ),
    Instrument(
        "ICCPR",
        "ICCPR",
        "International Covenant on Civil and Political Rights",
        Binding.TREATY,
        When("2006-01-24"),
    ),
    Instrument(
        "CEDAW",
        "CEDAW",
        "Convention on the Elimination of All Forms of Discrimination against Women",
        Binding.TREATY,
        When("1998"),
    ),
    Instrument("CRPD", "CRPD", "Convention on the Rights of Persons with Disabilities", Binding.TREATY, When("2015")),
    Instrument("UNCAC", "UNCAC", "United Nations Convention against Corruption", Binding.TREATY, When("2008")),
    Instrument(
        "GC25",
        "General Comment 25",
        "UN Human Rights Committee, General Comment No. 25 on article 25 of the ICCPR",
        Binding.GUIDANCE,
        When("1996"),
    ),
    Instrument(
        "GC32",
        "General Comment 32",
        "UN Human Rights Committee, General Comment No. 32 on article 14 of the ICCPR",
        Binding.GUIDANCE,
        When("2007"),
    ),
    Instrument(
        "GC34",
        "General Comment 34",
        "UN Human Rights Committee, General Comment No. 34 on article 19 of the ICCPR",
        Binding.GUIDANCE,
        When("2011"),
    ),
    Instrument(
        "GC35",
        "General Comment 35",
        "UN Human Rights Committee, General Comment No. 35 on article 9 of the ICCPR",
        Binding.GUIDANCE,
        When("2014"),
    ),
    Instrument(
        "GC37",
        "General Comment 37",
        "UN Human Rights Committee, General Comment No. 37 on article 21 of the ICCPR",
        Binding.GUIDANCE,
        When("2020"),
    ),
    Instrument(
        "CPH",
        "1990 OSCE Copenhagen Document",
        "Document of the Copenhagen Meeting of the Conference on the Human Dimension of the CSCE",
        Binding.COMMITMENT,
        When("1990-06-29"),
    ),
    Instrument(
        "IST",
        "1999 OSCE Istanbul Document",
        "Istanbul Summit Declaration and Charter for European Security",
        Binding.COMMITMENT,
        When("1999"),
    ),
    Instrument(
        "MOS",
        "1991 OSCE Moscow Document",
        "Document of the Moscow Meeting of the Conference on the Human Dimension of the CSCE",
        Binding.COMMITMENT,
        When("1991"),
    ),
    Instrument(
        "VC",
        "Venice Commission's Code of Good Practice",
        "Venice Commission, Code of Good Practice in Electoral Matters, CDL-AD(2002)023rev",
        Binding.SOFT,
        When("2002-10"),
    ),
)

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType({one.id: one for one in _ALL})
