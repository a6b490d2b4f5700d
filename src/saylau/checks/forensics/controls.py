"""The integer test on elections that nobody disputes, computed once with the methods of this package.

Sources: Mexico 2012, polling-station results of the Federal Electoral Institute; Taiwan 2016, Central Election
Commission; Canada 2011, Elections Canada; Georgia 2016, Central Election Commission. Turnout by ballots counted, in
Georgia by ballots issued; share of ballots counted, in Taiwan and Georgia of valid ballots.
"""

from __future__ import annotations

from types import MappingProxyType

from saylau.checks.forensics.result import Control

INTEGERS = tuple(
    Control(election, stations, MappingProxyType({"any": one, "share": two, "turnout": three}))
    for election, stations, one, two, three in (
        ("Mexico 2012, president", 141_406, -1.947, -1.860, -0.422),
        ("Taiwan 2016, president", 15_579, 0.042, 0.043, -0.526),
        ("Canada 2011, House of Commons", 65_340, 2.221, 1.987, 1.510),
        ("Georgia 2016, parliament", 3_584, 0.020, 0.920, -0.141),
    )
)
"""z of the headline, of the share and of turnout."""
INTEGERS_NOTE = (
    "z of the same statistic on elections that nobody disputes. On thirteen such elections in eight countries it lay "
    "between -2.22 and 2.22."
)
