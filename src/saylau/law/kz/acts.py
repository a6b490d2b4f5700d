"""The provisions on which Kazakhstan's rules rest, and how well each is known.

`provision` is the id under which the case of 2019 holds the article with its source.
"""

from __future__ import annotations

from datetime import date

from saylau.law.rule import Basis, Cite

CONSTITUTION = "Constitution"
ELECTIONS = "Constitutional law On Elections"
EDITION = "28 December 2018"
"""The edition that applied on 9 June 2019."""

ADDRESSEE = "Central Election Commission of Kazakhstan"
REGISTER = "Ministry of Justice of Kazakhstan (register of legal acts, adilet)"
"""Whom the rules ask, spelled as in the case's own questions, so that one letter holds them all."""

CHECKED_ON = date(2026, 11, 22)
"""Day on which the citations below were last confirmed."""

CONFIRMED_SINCE, CONFIRMED_UNTIL = date(2019, 1, 1), date(2020, 1, 1)
"""What is known of the edition of 28 December 2018 is confirmed for the election year and not beyond."""

MAIN_ACT = date(1995, 9, 28)
"""Law No. 2464."""

SELF_NOMINATION_ENDED = date(2017, 6, 15)
"""Law No. 75-VI. That it came into force on the day of its date is general knowledge."""

YEAR_REPORTED = date(2018, 1, 1)
"""The source report states the change of 2017 by its year alone, so from here on it rests on that report."""

ASSEMBLY_ACT, ASSEMBLY_ACT_ENDED = date(1995, 3, 17), date(2020, 5, 25)
"""Law No. 2126; its end by Law No. 333-VI."""

COUNCIL_RULED = date(2019, 4, 25)


def _elections(article: str, basis: Basis, provision: str, edition: str = EDITION) -> Cite:
    return Cite(ELECTIONS, article, edition, basis, provision, CHECKED_ON)


ELIGIBILITY = Cite(CONSTITUTION, "41(2)", "", Basis.REPORTED, "constitution-41-2", CHECKED_ON)
EARLY_ELECTION = Cite(CONSTITUTION, "41(3-1) and 51-1", "", Basis.REPORTED, "constitution-41-3-1", CHECKED_ON)
LOWER_CHAMBER = Cite(CONSTITUTION, "on the Majilis, number not verified", "", Basis.REPORTED, "", CHECKED_ON)
UPPER_CHAMBER = Cite(CONSTITUTION, "on the Senate, number not verified", "", Basis.REPORTED, "", CHECKED_ON)

COMMISSIONS = _elections("10, 11, 13 and 17", Basis.REPORTED, "elections-11")
LOWER_COMMISSIONS = _elections("10, 11, 13 and 17", Basis.REPORTED, "elections-10")
STATE_FUNDS = _elections("28", Basis.REPORTED, "elections-28")
POLLS = _elections("28(9)", Basis.REPORTED, "elections-28-9-2019")
FUND = _elections("34", Basis.REPORTED, "elections-34")
COMPLIANCE = _elections("54 and the commission's timetable", Basis.REPORTED, "elections-54-compliance")
CONDITIONS = _elections("54", Basis.REPORTED, "elections-54")
EXPERIENCE_OF_2017 = _elections("54", Basis.GENERAL, "elections-54", "15 June 2017")
NOMINATION = _elections("55", Basis.REPORTED, "elections-55")
WITHDRAWAL = _elections("55 or 56", Basis.REPORTED, "elections-55-withdrawal")
SELF_NOMINATION_OF_2017 = _elections("55", Basis.GENERAL, "elections-55", "15 June 2017")
SELF_NOMINATION_BEFORE = _elections("55", Basis.GENERAL, "elections-55", "before 15 June 2017")
SIGNATURES = _elections("56(2)", Basis.TEXT, "elections-56-2", "an earlier year, read in translation")
SHEETS = _elections("56(3)-(7)", Basis.REPORTED, "elections-56-3")
VERIFICATION = _elections("56", Basis.REPORTED, "elections-56")
CAPS = _elections("58", Basis.REPORTED, "elections-58")
CAPS_OF_2017 = _elections("58", Basis.REPORTED, "elections-58-2017", "2017")
DEPOSIT = _elections("59", Basis.REPORTED, "elections-59")
TIMETABLE = _elections("66-1", Basis.REPORTED, "elections-66-1")
START_OF_NOMINATION = _elections("55 and 66-1", Basis.REPORTED, "elections-66-1")
RESULTS_OF_2022 = _elections("not stated", Basis.REPORTED, "", "as described for 2022")
PROXIES = _elections("not verified", Basis.GENERAL, "", "")

RULING_OF_2019 = Cite(
    CONSTITUTION, "41(2) as explained by the Constitutional Council", "25 April 2019", Basis.REPORTED,
    "constitution-41-2", CHECKED_ON,
)  # fmt: skip
POLL_FINES = Cite("Code of Administrative Offences", "120(3)", "", Basis.REPORTED, "cao-120-3", CHECKED_ON)
ASSEMBLIES_1995 = Cite("Law No. 2126 on peaceful assemblies", "", "", Basis.REPORTED, "assembly-law-1995", CHECKED_ON)
ASSEMBLIES_2020 = Cite("Law No. 333-VI on peaceful assemblies", "", "", Basis.TEXT, "", CHECKED_ON)
