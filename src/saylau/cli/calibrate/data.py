"""A calibration as plain data, for JSON: the same content as the page, numbers less rounded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from saylau.checks.forensics.error_rates import CONFIDENCE, MOST_BLOCKS, Group, Model, Power, Rate, Report
from saylau.methods.results.trial import BLOCK, LEVELS
from saylau.report.results.calibration_page import CAUTIONS, SEEN, Read, model_verdict, verdict
from saylau.report.words import Words

FORMAT = "saylau-calibration-1"
_DIGITS = 6


def json_bytes(report: Report, files: Sequence[Read], words: Words) -> bytes:
    """Everything that was found, as JSON; the form is `report/schema/calibration.schema.json`."""
    text = json.dumps(calibration_data(report, files, words), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def calibration_data(report: Report, files: Sequence[Read], words: Words) -> dict[str, Any]:
    """What `saylau calibrate` found."""
    plan = report.found.plan
    judged = {id(group) for group in report.judged}
    return {
        "format": FORMAT,
        "files": [asdict(file) for file in files],
        "seed": plan.seed,
        "levels": list(LEVELS),
        "confidence": CONFIDENCE,
        "allowed_bound": float(MOST_BLOCKS),
        "stations_of_a_block": BLOCK,
        "forgeries": plan.forgeries,
        "population": {name: _plain(value) for name, value in asdict(plan.population).items()},
        "groups": [_group(group, words, judged=id(group) in judged) for group in report.groups],
        "models": [_model(model, words) for model in report.models],
        "cautions": [words.say(text) for text in (*CAUTIONS, *SEEN)],
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _group(group: Group, words: Words, *, judged: bool) -> dict[str, Any]:
    return {
        "name": group.name,
        "elections": group.elections,
        "stations": group.stations,
        "blocks_are": list(group.kinds),
        "blocks_too_small": group.too_small,
        "by_block": {name: [_rate(rate) for rate in rates] for name, rates in group.blocks.items()},
        "whole": [_rate(rate) for rate in group.whole],
        "largest_z": _number(group.largest_z),
        "some_region_rejected": _rate(group.region),
        "some_region_named": _rate(group.region_told),
        "power": [_power(one) for one in group.power],
        "judged": judged,
        "requirement": group.headline.bears_out(MOST_BLOCKS).value,
        "says": verdict(group, words),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "rejected": rate.rejected, "of": rate.of, "rate": _number(rate.share), "lower": _number(rate.lower),
        "upper": _number(rate.upper),
    }  # fmt: skip


def _power(one: Power) -> dict[str, Any]:
    return {
        "forged_share": one.per_10_000 / 10_000,
        "z": _number(one.z),
        "z_turnout": _number(one.z_turnout),
        "flagged": _rate(one.flagged),
    }


def _model(model: Model, words: Words) -> dict[str, Any]:
    return {
        "method": model.name,
        "rate": _rate(model.rate),
        "refused": model.refused,
        "allowed": float(model.most),
        "requirement": model.borne.value,
        "says": model_verdict(model, words),
    }


def _number(value: float) -> float:
    """With six digits after the point: what lies beyond is rounding of the machine."""
    return round(value, _DIGITS) + 0.0
