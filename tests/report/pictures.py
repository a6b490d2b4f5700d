"""Invented findings for charts, and a reader of finished pictures that knows nothing of how they were drawn."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any
from xml.etree import ElementTree

from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.report.charts.measure_text import Face, read_face, width
from saylau.report.fonts import face_files
from saylau.report.words import Words
from saylau.values import Count, Money, When
from saylau.values.message import Message, Name, OutOf, Percent, Value

SOURCE = "Source: Invented Observers 2031, section 3. As of 29 May 2031."
NAMES = {"ada": "Ada Ersatz", "ben": "Ben Beispiel", "cid": "Cid Muster", "dan": "Dan Nimand"}
LONG = "Әміржан-Қасымжомарт Ұлыдалақырандарыұлы Өтепбергенов-Құдайбергенұлы Ғабдулғазизов"
"""A name of the most tiresome kind: longer than any column."""


def words(language: str = "en", names: dict[str, str] | None = None) -> Words:
    """Words that know the invented people."""
    known = NAMES if names is None else names
    return Words(language, lambda thing, _: known.get(thing, thing), {})


@cache
def _face(weight: int) -> Face:
    place = {400: 0, 600: 1, 700: 2}[weight]
    return read_face(face_files()[place].read_bytes())


def has_glyphs(text: str, weight: int = 400) -> bool:
    """Whether Source Sans Pro in this weight can show each character of the text."""
    return all(ord(character) in _face(weight).glyphs for character in text)


def measures(**values: Value) -> tuple[Measure, ...]:
    """Measures by name."""
    return tuple(Measure(name, value, "unit", name.replace("_", " ")) for name, value in values.items())


def finding(check: str, subject: str, found: tuple[Measure, ...], **more: Any) -> Finding:
    """A finding as it comes out of the run."""
    message = more.pop("message", Message("Invented."))
    return Finding(subject, Outcome.NOTED, message, measures=found, check=check, area=check.partition(".")[0], **more)


def fund(person: str, own: str, donations: str, **limits: str) -> Finding:
    """What a fund received, and the limits `cap_own_and_nominator` and `cap_donations` where they are known."""
    caps = {name: Money(amount) for name, amount in limits.items()}
    given = measures(own_and_nominator=Money(own), donations=Money(donations), **caps)
    message = Message("By {day}, so much.", day=When("2031-05-29"))
    return finding("finance.cap_use", person, given, message=message)


def funds() -> tuple[Finding, ...]:
    """Three funds: one at its limit, one near it, one with nothing."""
    caps = {"cap_own_and_nominator": "510000000 XTS", "cap_donations": "637500000 XTS"}
    return (
        fund("ben", "76000000 XTS", "35974855 XTS", **caps),
        fund("ada", "510000000 XTS", "624824570 XTS", **caps),
        fund("cid", "0 XTS", "250865000 XTS", **caps),
    )


def collected(person: str, start: str, end: str, *assumed: str, **numbers: Value) -> Finding:
    """One collection of signatures."""
    given = measures(start=When(start), end=When(end), **numbers)
    message = Message("The {required} required.", required=118140)
    return finding("signatures.rate", person, given, message=message, assumptions=assumed)


def signatures() -> tuple[Finding, ...]:
    """Two dated collections, one of them with an assumed end, and a candidate of whom nothing is known."""
    stated = measures(
        count=Count.of(122309), rate_of_count=20385, registered=When("2031-05-06"), day_off=When("2031-05-01")
    )
    six = collected("ada", "2031-04-29", "2031-05-04", days=6, rate=19690)
    seven = {"days": 7, "rate": 16877}
    return (
        finding("signatures.rate", "dan", ()),
        replace(six, measures=six.measures + stated),
        collected(
            "ben", "2031-04-27", "2031-05-03", "The day before is assumed.", registered=When("2031-05-04"), **seven
        ),
    )


def funnel() -> tuple[Finding, ...]:
    """Seven of nine now, three of twenty-seven before."""
    given = measures(registered=OutOf(7, 9), withdrew=1, failed_exam=1, refused=0, registered_2026=OutOf(3, 27))
    return (finding("candidacy.funnel", "case", given),)


def sheet(person: str, **answers: str) -> Finding:
    """What each condition for standing came to for one candidate."""
    return finding("candidacy.conditions", person, measures(**{name: Message(a) for name, a in answers.items()}))


def conditions() -> tuple[Finding, ...]:
    """A candidate who met every condition but one, and one of whom little is known."""
    met = {"age": "met", "residence_in_the_country": "readings or sources differ", "service": "met"}
    return (
        sheet("ada", **met, nominating_body="met", election_deposit="not met"),
        sheet("ben", **dict.fromkeys(met, "not known"), nominating_body="met", election_deposit="not known"),
    )


def dossiers() -> tuple[Finding, ...]:
    """Two candidates with indicators on each side, and what is said of how many there are."""
    told = (("own account", "for"), ("ties of the nominating body", "against"), ("own account", "against"),
            ("money", "open"))  # fmt: skip
    entries = tuple(
        ReadingOutcome(
            Message(f"{{indicator}}: {side}", indicator=name), "somebody", Outcome.NOTED, Message("So it was told.")
        )
        for name, side in told
    )
    return (
        finding("candidacy.dossier", "ada", (), readings=entries),
        finding("candidacy.dossier", "ben", (), readings=entries[:1]),
        finding("candidacy.dossier", "case", measures(covered=OutOf(2, 4))),
    )


def calendar() -> tuple[Finding, ...]:
    """Four stages, one of them told twice alike."""
    stages = (
        ("call", "2031-04-09", "Election called"),
        ("nomination", "2031-04-10/2031-04-28", "Nomination of candidates"),
        ("nomination.press", "2031-04-10/2031-04-28", "Nomination of candidates"),
        ("poll", "2031-06-09", "Voting day"),
        ("results", "2031-06", "Results"),
    )
    given = tuple(Measure(name, When(during), "date", phase) for name, during, phase in stages)
    return (finding("calendar.events", "case", given),)


def power_timeline() -> tuple[Finding, ...]:
    """Five events of four sorts, one of them without a date."""
    events = (
        ("law:1:a", When("2018-06"), Message("An act gave the council powers")),
        (
            "office:2:b",
            When("2031-03-19"),
            Message("{who} left the office: {office}", who=Name("ada"), office=Name("x")),
        ),
        (
            "office:3:c",
            When("2031-03-20"),
            Message("{who} took the office: {office}", who=Name("ben"), office=Name("x")),
        ),
        ("ruling:4:d", When("2031-04-25"), Message("The council ruled on residence abroad of those in equal posts")),
        ("institution:5:e", Message("date not stated"), Message("An office was set up")),
    )
    given = tuple(Measure(name, value, "", label) for name, value, label in events)
    return (finding("power.timeline", "case", given),)


def appointment(fills: str, by: str, how: Message, seats: str = "") -> Measure:
    """One appointment as the check measures it."""
    shown = Message("{by}: {how}", by=Name(by), how=how)
    if seats:
        label = Message("{fills}; {shown}", fills=Name(fills), shown=shown)
        return Measure(f"{by}-{fills}", Count(seats), "seats", label)
    return Measure(f"{by}-{fills}", shown, "", Message("{fills}", fills=Name(fills)))


def appointments() -> tuple[Finding, ...]:
    """One office that fills much, two bodies that share a commission with it, one that elects."""
    alone = Message("alone")
    given = (
        *(appointment(fills, "ada", alone) for fills in ("Judges", "Ministers", "Prosecutor", "Governors")),
        appointment("Others", "ada", Message("on the proposal of {partner}", partner=Name("ben"))),
        appointment("Council", "ada", Message("with the consent of {partner}", partner=Name("cid"))),
        appointment("Commission", "ada", alone, "3"),
        appointment("Commission", "ben", alone, "2"),
        appointment("Chamber", "dan", Message("elects"), "9"),
    )
    return (finding("power.appointments", "case", given),)


def powers() -> tuple[Finding, ...]:
    """Two powers over media, the second in the year after the first."""
    dates = {"since:one": When("2028-01-01/.."), "since:two": When("2029-10-25/..")}
    return (finding("media.environment", "case", measures(**dates)),)


def airtime() -> tuple[Finding, ...]:
    """One outlet, sampled: a contestant with most coverage in office, one with half as much, one with none."""
    shares = {"ada": ("5/10", "7/10"), "ben": ("5/10", "3/10"), "cid": ("0", "0")}
    given = {f"share:{who}": Percent(Fraction(alone)) for who, (alone, _) in shares.items()}
    given |= {f"with_office:{who}": Percent(Fraction(office)) for who, (_, office) in shares.items()}
    between: dict[str, Value] = {"interval:ada": (Percent(Fraction(4, 10)), Percent(Fraction(6, 10)))}
    message = Message("In {outlet}.", outlet="Invented channel")
    return (finding("media.airtime", "tv", measures(**given, **between), message=message),)


def detained_at(subject: str, day: str, place: str, *stated: tuple[str, str, str]) -> Finding:
    """Numbers of people detained at one event: number, claimant and whose voice it is."""
    given = tuple(
        Measure(
            f"stated:{subject}.{n}",
            Count(number),
            "people detained",
            Message("{definition}; stated by {who} ({role})", definition="detained", who=who, role=Message(role)),
            (f"{subject}.{n}",),
        )
        for n, (number, who, role) in enumerate(stated)
    )
    values: dict[str, Value] = {"when": When(day)}
    if place:
        values["scope"] = place
    message = Message("{scope}, {when}." if place else "{when}.", **values)
    return finding("detentions.tally", subject, given, message=message)


def detained() -> tuple[Finding, ...]:
    """An event told by two, bounds of each kind, numbers near each other, and one of a long period."""
    official, press, group = "official", "observers or press", "rights group"
    return (
        detained_at("one", "2031-05-01", "Ersatz and Beispiel", ("80", "Ministry", official), ("~200", "Press", press)),
        detained_at("two", "2031-03-21/2031-03-22", "Ersatz", (">140", "Press", press)),
        detained_at("three", "2031-05-09", "", (">=41", "Ada Ersatz", group), ("<50", "Ministry", official)),
        detained_at("four", "2031-05-10", "Muster", ("several", "Dan Nimand", "another claimant")),
        detained_at("five", "2031-05-11", LONG, ("100..150", "Press", press), ("120", "Ministry", official)),
        detained_at("six", "2030-03/2031-06", "Ersatz", (">1000", "Ada Ersatz", group)),
    )


def rates() -> tuple[Finding, ...]:
    """Three invented amounts in two currencies, and the rates that fit them all."""
    spans = {"one": ("2", "4"), "two": ("3", "5"), "three": ("5/2", "6")}
    found = [
        Measure(f"rate:{fact}:{mode}", (Fraction(low), Fraction(high)), "", "bounds", (fact,))
        for fact, (low, high) in spans.items()
        for mode in ("trailing_zeros", "to_the_thousand")
    ]
    common = measures(**{"common:trailing_zeros:low": Fraction(3), "common:trailing_zeros:high": Fraction(4)})
    return (finding("finance.conversion", "case", (*found, *common)),)


def tiles() -> tuple[Finding, ...]:
    """Turnout of four regions, two of them in the same row."""
    given = (("ada", "0.522", 5, 4), ("ben", "0.89", 5, 3), ("cid", "0.689", 1, 4), ("dan", "0.8", 4, 0))
    found = tuple(
        Measure(f"turnout:{who}", Percent(Fraction(share), 1), "%", "turnout", tile=(column, row))
        for who, share, column, row in given
    )
    return (finding("results.turnout_outliers", "case", found),)


def interruptions() -> tuple[Finding, ...]:
    """A window read in two ways beside a day of assemblies; one with an open end; one without clock times."""
    first = {
        "local:one:utc": When("2031-05-09T13:00+06:00/2031-05-09T20:00+06:00"),
        "local:one:local": When("2031-05-09T07:00+06:00/2031-05-09T14:00+06:00"),
        "event:ada": When("2031-05-09"),
        "event:ben": When("2031-05-09T10:00+06:00/2031-05-09T11:30+06:00"),
    }
    second = {"local:two": When("2031-05-09T07:00+06:00~/.."), "event:ada": When("2031-05-09")}
    third = {"local:three": When("2031-02")}
    message = Message("{services}.", services=("video", "messages"))
    return tuple(
        finding("internet.rally_overlap", name, measures(**given), message=message)
        for name, given in (("one", first), ("two", second), ("three", third))
    )


def estimated() -> tuple[Finding, ...]:
    """One linkage with a bound, a model and an average, another with its documented count, and the range of all."""
    linkage, other = Name("ada"), Name("ben")
    told: list[tuple[str, Value, Message]] = [
        ("documented:a", Count("700"), Message("people on at least one list; linkage {name}", name=linkage)),
        ("documented:b", Count("820"), Message("people on at least one list; linkage {name}", name=other)),
        ("estimate:a:bound", 1100, Message("lower bound; linkage {name}", name=linkage)),
        ("interval:a:bound", Count("1020..1230"), Message("lower bound; linkage {name}", name=linkage)),
        ("estimate:a:model.1", 1240, Message("log-linear model {model}; linkage {name}", model="[12,3]", name=linkage)),
        ("interval:a:model.1", Count("1020..1620"), Message("log-linear model {model}", model="[12,3]")),
        ("estimate:a:graphs.1", 1180, Message("average of decomposable models; linkage {name}", name=linkage)),
        ("interval:a:graphs.1", Count("990..1510"), Message("average of decomposable models")),
        ("range", Count("1180..1240"), Message("all estimates, over models and linkages")),
        ("widest", Count("990..1620"), Message("all intervals of 95 per cent, over them too")),
    ]
    given = tuple(Measure(name, value, "people", label) for name, value, label in told)
    return (finding("detentions.estimate", "a", given),)


ALL = {
    "results.turnout_outliers": tiles,
    "internet.rally_overlap": interruptions,
    "finance.conversion": rates,
    "detentions.tally": detained,
    "detentions.estimate": estimated,
    "media.environment": powers,
    "media.airtime": airtime,
    "power.timeline": power_timeline,
    "power.appointments": appointments,
    "finance.cap_use": funds,
    "signatures.rate": signatures,
    "candidacy.funnel": funnel,
    "candidacy.conditions": conditions,
    "candidacy.dossier": dossiers,
    "calendar.events": calendar,
}
"""Check id to its invented findings."""


@dataclass(frozen=True)
class Label:
    """A text of a picture with the box that it fills, in px."""

    text: str
    left: float
    right: float
    middle: float
    size: float

    def meets(self, other: Label) -> bool:
        """Whether the letters of two texts touch."""
        if self.left >= other.right - 0.5 or other.left >= self.right - 0.5:
            return False
        return abs(self.middle - other.middle) < 0.35 * (self.size + other.size)


def labels(svg: str) -> list[Label]:
    """Every text of a picture once: a halo is the same text drawn twice."""
    return list(dict.fromkeys(_labels(ElementTree.fromstring(svg), 0.0, 0.0)))


def _labels(element: ElementTree.Element, x: float, y: float) -> Iterator[Label]:
    if moved := re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag.endswith("}text"):
        lines = [child for child in element if child.tag.endswith("}tspan")]
        leading = 0.0
        for line in lines or [element]:
            leading += float(line.get("dy", "0"))
            yield _label(element, "".join(line.itertext()), x, y + leading)
        return
    for child in element:
        yield from _labels(child, x, y)


def _label(element: ElementTree.Element, text: str, x: float, baseline: float) -> Label:
    size = float(element.get("font-size", "0").removesuffix("px"))
    weight = int(element.get("font-weight", "400").replace("normal", "400").replace("bold", "700"))
    wide = width(text, size, weight)
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
    return Label(text, left, left + wide, baseline - 0.3 * size, size)


def view_box(svg: str) -> tuple[float, float]:
    """Width and height of a picture."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None
    return float(found[1]), float(found[2])


def dark_pixels(png: bytes, rows: range) -> int:
    """How many pixels in some rows of a PNG are dark enough to be letters.

    Reads RGBA of 8 bits in rows with the filters None and Sub (PNG specification, section 9), as the renderer writes.
    """
    header, data, at = b"", b"", 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        header += png[at + 8 : at + 8 + length] if kind == b"IHDR" else b""
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    wide, _, depth, colours = struct.unpack_from(">IIBB", header)
    assert (depth, colours) == (8, 6)
    raw, stride = zlib.decompress(data), 4 * wide + 1
    dark = 0
    for row in rows:
        pixels = bytearray(raw[row * stride : (row + 1) * stride])
        assert pixels[0] in (0, 1)
        for place in range(5, stride) if pixels[0] else ():
            pixels[place] = (pixels[place] + pixels[place - 4]) & 255
        dark += sum(max(pixels[p : p + 3]) < 110 for p in range(1, stride, 4))
    return dark
