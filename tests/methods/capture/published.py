"""Published tables of people on overlapping lists, with where they were published."""

from __future__ import annotations

from saylau.methods.capture.histories import Histories


def in_order(lists: int, *numbers: int) -> Histories:
    """Counts from the history on no list, given as nought, or from the next, to the one on all."""
    given = numbers if len(numbers) == 2**lists else (0, *numbers)
    return Histories(lists, {format(i, f"0{lists}b"): n for i, n in enumerate(given) if i})


def from_all(lists: int, *numbers: int) -> Histories:
    """Counts from the history on all lists down to the one on the last alone, as Rcapture prints them."""
    return in_order(lists, *reversed(numbers))


SPINA_BIFIDA = in_order(3, 60, 49, 4, 247, 112, 142, 12)
"""Upstate New York; Hook, Albright and Cross 1980; Madigan and York 1997."""
FIVE_LISTS = in_order(
    5, 0, 27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5, 83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2
)  # fmt: skip
"""Five lists of 537 people; Madigan and York 1997."""
KOSOVO = in_order(4, 306, 936, 123, 845, 31, 217, 32, 1131, 106, 228, 42, 177, 18, 181, 27)
"""Killings in Kosovo, March to June 1999, lists EXH, ABA, OSCE, HRW; Ball and others 2002."""
HIV = from_all(4, 0, 3, 1, 33, 0, 20, 6, 403, 3, 35, 10, 545, 11, 621, 205)
"""HIV in Rome, four services; Abeni, Brancato and Perucci 1994."""
UK_SIX = Histories(
    6,
    {
        "100000": 54, "010000": 463, "001000": 907, "000100": 695, "000010": 316, "000001": 57, "110000": 15,
        "101000": 19, "100100": 3, "011000": 56, "010100": 19, "010010": 1, "010001": 3, "001100": 69, "001010": 10,
        "001001": 31, "000110": 8, "000101": 6, "000011": 1, "111000": 1, "110100": 1, "011100": 4, "011001": 3,
        "001101": 1, "111100": 1,
    },
)  # fmt: skip
"""Potential victims of trafficking in the UK in 2013: LA, NG, PF, GO, GP, NCA; Silverman 2014."""
UK_FIVE = Histories(
    5,
    {
        "10000": 54, "01000": 463, "00100": 995, "00010": 695, "00001": 316, "11000": 15, "10100": 19, "10010": 3,
        "01100": 62, "01010": 19, "01001": 1, "00110": 76, "00101": 11, "00011": 8, "11100": 1, "11010": 1, "01110": 4,
        "11110": 1,
    },
)  # fmt: skip
"""The same with PF and NCA as one list: LA, NG, PFNCA, GO, GP."""
WESTERN_US = Histories(
    5,
    {
        "10000": 52, "01000": 90, "00100": 114, "00010": 45, "00001": 21, "10100": 4, "10010": 2, "10001": 5,
        "01100": 6, "01010": 1, "00011": 3, "10101": 1, "01110": 1,
    },
)  # fmt: skip
"""Trafficking at a western site of the US; Farrell and others 2019; Chan, Silverman and Vincent 2021."""
NEW_ORLEANS = Histories(
    5,
    {
        "10000": 25, "01000": 24, "00100": 70, "00010": 33, "00001": 21, "11000": 1, "10100": 1, "10010": 2,
        "01100": 2, "01010": 2, "01001": 1, "00110": 1, "11100": 1, "11010": 1,
    },
)  # fmt: skip
"""Trafficking in New Orleans, lists A, BEFG, C, D, H; Bales, Murphy and Silverman 2020."""
APPREHENSIONS = (1645, 183, 37, 13, 1, 1)
"""People by times apprehended in four cities of the Netherlands; van der Heijden, Cruyff and van Houwelingen 2003."""

DIABETES = from_all(4, 58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10)
"""Diabetes in Casale Monferrato, four lists, 2,069 people; Bruno and others 1994, *Diabetes Care* 17."""
CENSUS_R3 = from_all(3, 72, 155, 7, 71, 13, 53, 43)
"""Census, post-enumeration survey and administrative list, stratum R3; Darroch and others 1993."""
INJURIES = from_all(3, 72, 5, 29, 54, 24, 3, 14)
"""Fatal injuries at work, three lists; Cormack, Chang and Smith 2000, table 3b."""
HARES = (25, 22, 13, 5, 1, 2)
"""Snowshoe hares by the number of six occasions on which they were caught; Cormack 1989."""
