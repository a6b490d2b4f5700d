"""Rendering: the same bytes always, nothing from outside, nothing that meets other pictures on a page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saylau.errors import ReportRefused
from saylau.report.charts.render import png, svg

FONT = "'Source Sans Pro', sans-serif"


def chart(**more: Any) -> dict[str, Any]:
    """A small invented specification."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": {"font": FONT, "background": "white", "view": {"stroke": None}},
        "title": {"text": "Құжат № 5"},
        "width": 120,
        "height": 40,
        "data": {"values": [{"a": 12345.5, "t": 'role="x" id="y"'}]},
        "mark": {"type": "text", "clip": True},
        "encoding": {
            "x": {"field": "a", "type": "quantitative", "axis": {"format": ",.1f", "values": [12000]}},
            "text": {"field": "t"},
        },
    } | more


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of this module."""
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
        patch.setenv("SAYLAU_CACHE", str(cache))
        yield cache


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "made").iterdir())


@pytest.mark.parametrize(
    "outside",
    [
        {"data": {"url": "https://example.org/data.csv"}},
        {"data": {"url": "data.csv"}},
        {"layer": [{"mark": "point", "encoding": {"href": {"value": "https://example.org"}}}]},
        {"mark": {"type": "image", "url": "https://example.org/logo.png"}},
    ],
)
def test_a_specification_with_an_address_is_refused(outside: dict[str, Any]) -> None:
    with pytest.raises(ReportRefused, match="is an address"):
        svg(chart(**outside))


def test_the_renderers_english_names_of_marks_are_taken_away(folder: Path) -> None:
    drawn = svg(chart())
    tags = "".join(re.findall(r"<[^>]*>", drawn))
    assert not re.search(r'(role|aria-\w+|class)="', tags)
    assert re.search(r'<svg [^>]*width="[\d.]+" height="[\d.]+" viewBox="', drawn)


def test_a_text_that_looks_like_an_attribute_arrives_as_it_is(folder: Path) -> None:
    assert 'role="x" id="y"</text>' in svg(chart()).replace("&quot;", '"')


def test_two_pictures_share_no_id(folder: Path) -> None:
    found = [set(re.findall(r'<[^>]*\bid="([^"]+)"', svg(chart(width=size)))) for size in (120, 130)]
    assert found[0]
    assert found[1]
    assert not found[0] & found[1]


def test_every_reference_in_a_picture_leads_to_an_id_in_it(folder: Path) -> None:
    drawn = svg(chart())
    references = set(re.findall(r"url\(#([^)]+)\)", drawn))
    assert references
    assert references <= set(re.findall(r'\bid="([^"]+)"', drawn))


@pytest.mark.parametrize(("language", "label"), [("en", "12,000.0"), ("ru", "12\u00a0000,0"), ("kk", "12\u00a0000,0")])
def test_numbers_that_vega_writes_follow_the_language(folder: Path, language: str, label: str) -> None:
    assert f">{label}<" in svg(chart(), language)


def test_the_order_of_keys_changes_nothing(folder: Path) -> None:
    assert svg(dict(reversed(chart().items()))) == svg(chart())


def test_deleting_the_cache_changes_no_byte(folder: Path) -> None:
    first, drawn = svg(chart()), png(svg(chart()))
    for path in kept(folder):
        path.unlink()
    assert svg(chart()) == first
    assert png(first) == drawn


def test_a_damaged_file_of_the_cache_is_not_believed(folder: Path) -> None:
    first = svg(chart())
    for path in kept(folder):
        path.write_bytes(path.read_bytes().replace(b"<text", b"<tuxt"))
    assert svg(chart()) == first


def test_a_picture_in_the_cache_is_read_without_the_renderer(folder: Path) -> None:
    svg(chart())
    script = "import sys, json; from saylau.report.charts.render import svg; svg(json.load(sys.stdin)); "
    script += "print('vl_convert' in sys.modules)"
    told = _run(script, {"SAYLAU_CACHE": str(folder)})
    assert told.strip() == "False"


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path) -> None:
    for path in kept(folder):
        path.unlink()
    (folder / "made").rmdir()
    (folder / "made").write_text("in the way")
    try:
        assert svg(chart()).startswith("<svg")
    finally:
        (folder / "made").unlink()


def test_a_png_is_scaled_and_of_the_same_pixels_each_time(folder: Path) -> None:
    drawn = svg(chart())
    small, large = png(drawn, 1), png(drawn, 2)
    sizes = [int.from_bytes(picture[16:20], "big") for picture in (small, large)]
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)
    assert png(drawn, 2) == large


def test_two_processes_draw_the_same_bytes(tmp_path: Path) -> None:
    """Apart in hash randomisation, time zone, locale and cache."""
    script = (
        "import sys, json, hashlib; sys.path.insert(0, '.'); from saylau.report.charts.render import svg, png; "
        "from saylau.report.charts import CHARTS; from tests.report.pictures import ALL, SOURCE, words; "
        "drawn = [svg(CHARTS[c](ALL[c](), words('kk'), SOURCE).spec, 'kk') for c in sorted(ALL)]; "
        "print(hashlib.sha256(''.join(drawn).encode() + b''.join(map(png, drawn))).hexdigest())"
    )
    one = {"PYTHONHASHSEED": "1", "TZ": "Asia/Almaty", "LC_ALL": "C", "SAYLAU_CACHE": str(tmp_path / "1")}
    other = {
        "PYTHONHASHSEED": "77",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C.UTF-8",
        "SAYLAU_CACHE": str(tmp_path / "2"),
    }
    assert _run(script, one) == _run(script, other)


def _run(script: str, environment: dict[str, str]) -> str:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(chart()),
        env=os.environ | environment,
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout
