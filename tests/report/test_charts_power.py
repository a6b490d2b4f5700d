"""Charts of power: a row an event, a line an appointment, and nothing where the numbers lack."""

from __future__ import annotations

from dataclasses import replace

from saylau.checks import power_acts, power_timeline
from saylau.checks.run import run_check
from saylau.records.case import Case
from saylau.records.kinds.power import Manner
from saylau.report.charts import CHARTS, Picture
from saylau.report.charts.render import svg
from saylau.report.document import plain
from saylau.report.words import Words
from saylau.values import When
from tests.checks.found import changed

from .pictures import SOURCE, appointments, labels, words
from .pictures import power_timeline as events


def picture(check: str, case: Case) -> Picture:
    made = {"power.timeline": power_timeline.timeline, "power.appointments": power_acts.appointments}[check]
    drawn = CHARTS[check](tuple(run_check(case, made)), Words("en", case.name, {}, case.wording), SOURCE)
    assert drawn is not None
    return drawn


def rows(made: Picture) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in made.rows]


def shown(made: Picture, narrow: bool = False) -> list[str]:
    spec = made.narrow if narrow else made.spec
    assert spec is not None
    return [label.text for label in labels(svg(spec))]


def test_the_timeline_holds_a_row_for_each_event_and_the_undated_last(kazakhstan: Case) -> None:
    made = picture("power.timeline", kazakhstan)
    table = rows(made)
    assert ["19 March 2019", "Nursultan Nazarbayev left the office: President"] in [row[:2] for row in table]
    assert table[-1][0] == "date not stated"
    assert "19 March 2019" in shown(made)
    assert "19 March 2019" in shown(made, narrow=True)


def test_a_changed_day_moves_in_the_timeline(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "tenure-nazarbayev-first-president", during=When("2019-03-01/.."))
    days = [row[0] for row in rows(picture("power.timeline", case))]
    assert days.index("1 March 2019") < days.index("19 March 2019")
    assert "3 April 2019" not in days


def test_a_single_dated_event_is_no_list() -> None:
    (one,) = events()
    alone = replace(one, measures=one.measures[:1])
    assert CHARTS["power.timeline"]((alone,), words(), SOURCE) is None


def test_each_appointment_is_a_row_with_how_and_seats(kazakhstan: Case) -> None:
    made = picture("power.appointments", kazakhstan)
    table = [row[:4] for row in rows(made)]
    assert ["President", "Senate", "alone", "15"] in table
    assert ["President", "Security Council", "with the consent of Chair of the Security Council", ""] in table
    assert len(table) == 19
    assert "fills most: 13" in made.alt
    assert "Majilis, seats: 2" in shown(made)


def test_under_its_name_the_narrow_picture_tells_only_the_seats_of_each(kazakhstan: Case) -> None:
    narrow = shown(picture("power.appointments", kazakhstan), narrow=True)
    assert narrow.count("Central Election Commission") == 3
    assert "Senate, seats: 2" not in narrow
    assert "seats: 1 and 2" in narrow  # the chair, and two members


def test_an_appointment_that_needs_consent_is_drawn_as_such(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "appoints-general-prosecutor", manner=Manner.WITH_CONSENT, partner="senate")
    assert "with the consent of Senate" in shown(picture("power.appointments", case))


def test_without_appointments_nothing_is_drawn() -> None:
    (one,) = appointments()
    assert CHARTS["power.appointments"]((replace(one, measures=()),), words(), SOURCE) is None
