from __future__ import annotations

import copy
import pickle
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from saylau.errors import BadValue
from saylau.values import Count, Money, Truth, When
from tests.values.strategies import counts, moneys, whens

TYPES: list[type[Any]] = [Truth, When, Count, Money]


class Row(BaseModel):
    model_config = ConfigDict(frozen=True)

    early: Truth
    when: When
    number: Count
    amount: Money | None = None


ROW = {"early": "yes", "when": "2019-05", "number": ">140", "amount": "120..200 EUR"}


def test_a_record_reads_its_values_from_texts_and_writes_the_same_texts() -> None:
    row = Row.model_validate(ROW)
    assert row.when == When.parse("2019-05")
    assert row.model_dump() == ROW
    assert Row.model_validate_json(row.model_dump_json()) == row


def test_a_record_takes_values_as_they_are_and_is_hashable() -> None:
    row = Row(early=Truth.UNKNOWN, when=When.parse("2019"), number=Count.of(3))
    assert len({row, Row.model_validate(row.model_dump())}) == 1


def test_all_wrong_values_of_a_row_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as refusal:
        Row.model_validate({"early": "maybe", "when": "2019-05-09T07:00", "number": "-1", "amount": "5"})
    errors = refusal.value.errors()
    assert [error["loc"][0] for error in errors] == ["early", "when", "number", "amount"]
    assert all(isinstance(error["ctx"]["error"], BadValue) for error in errors)


@pytest.mark.parametrize("cls", TYPES)
@pytest.mark.parametrize("value", [2019, 4.5, True, None, date(2019, 5, 9)])
def test_a_number_or_a_day_of_a_spreadsheet_is_refused(cls: type[Any], value: object) -> None:
    with pytest.raises(ValidationError, match="format the column as text"):
        TypeAdapter(cls).validate_python(value)


@pytest.mark.parametrize("cls", TYPES)
def test_the_json_schema_names_the_type_and_its_examples_are_valid(cls: type[Any]) -> None:
    schema = TypeAdapter(cls).json_schema()
    assert schema["type"] == "string"
    assert schema["saylau:type"] == cls.__name__.lower()
    for example in schema["examples"]:
        assert str(cls.parse(example)) == example
        Draft202012Validator(schema).validate(example)


def test_writing_has_the_schema_of_reading() -> None:
    assert TypeAdapter(When).json_schema(mode="serialization")["type"] == "string"


@pytest.mark.parametrize("text", ["2019-05-09T07:00", "2019-5", "../..", "2019/2020/2021", "2019-05-09T07:00~?"])
def test_the_pattern_of_a_time_refuses_what_the_parser_refuses(text: str) -> None:
    assert not re.search(TypeAdapter(When).json_schema()["pattern"], text)


@given(whens())
def test_the_pattern_of_a_time_takes_every_time(when: When) -> None:
    assert re.search(TypeAdapter(When).json_schema()["pattern"], str(when))


@given(counts, moneys())
def test_the_patterns_of_numbers_take_every_number(count: Count, money: Money) -> None:
    assert re.search(TypeAdapter(Count).json_schema()["pattern"], str(count))
    assert re.search(TypeAdapter(Money).json_schema()["pattern"], str(money))


@pytest.mark.parametrize("value", [When("2019/.."), Count("~200"), Money("5 EUR")])
def test_values_are_frozen_and_survive_copying(value: Any) -> None:
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises((AttributeError, TypeError)):
        value.text = "other"
