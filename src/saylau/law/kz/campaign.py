"""Campaign events in public: permission until 2020, notice since."""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.deadlines import NOTICE, PERMISSION, notice
from saylau.law.inputs import DeadlineInputs
from saylau.law.kz.acts import ASSEMBLIES_1995, ASSEMBLIES_2020, ASSEMBLY_ACT, ASSEMBLY_ACT_ENDED
from saylau.law.rule import Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

DAYS_AHEAD = 10


@rule("kz", "campaign.notice", ASSEMBLIES_1995, since=ASSEMBLY_ACT, until=ASSEMBLY_ACT_ENDED)
def permission(given: DeadlineInputs, on: date) -> Explanation:
    """An assembly needs permission; the application is filed 10 days ahead, clear days or not *assumed*."""
    return notice(given, DAYS_AHEAD, PERMISSION, Asking("local authorities (akimats)", ASSEMBLIES_1995, "EC"))


@rule("kz", "campaign.notice", ASSEMBLIES_2020, since=ASSEMBLY_ACT_ENDED)
def notification(given: DeadlineInputs, on: date) -> Explanation:
    """An assembly needs notice; how many days ahead is not entered."""
    asking = Asking("local authorities (akimats)", ASSEMBLIES_2020, "EC")
    says = Message("An assembly needed a notice; how many days ahead is not entered.")
    assumed = ("Law No. 333-VI came into force on 25 May 2020, the day of its date (assumed).",)
    asked = asking("How many days before an assembly must the notice be filed?")
    return Explanation(Truth.UNKNOWN, says, {"regime": NOTICE}, assumed=assumed, questions=(asked,))
