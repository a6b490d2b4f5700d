"""Forms are data: what they may say, and how wrong ones are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from saylau.casework.extractors import EXTRACTORS
from saylau.casework.forms import FORMS, Need, form_named, form_of, read_form
from saylau.errors import BadValue, WrongUse
from saylau.vault.ledger import Detail

REQUIRED_OF_DISAPPEARANCES = ("family_name", "day", "place", "forces", "steps", "submitter")
"""The six elements without which the working group cannot process a report, the name by its first part."""


def small(**more: Any) -> dict[str, Any]:
    field = {"key": "name", "asks": "Name", "source": "whole_name"}
    return {
        "name": "own", "title": "A form", "bodies": {"odihr": "A body"}, "to_government": False,
        "sections": [{"title": "One", "fields": [field]}], **more,
    }  # fmt: skip


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = small()
    change(data)
    return data


def test_the_forms_of_the_reference_are_bundled() -> None:
    assert set(FORMS) >= {"wgad", "hrc", "urgent-appeal", "wgeid", "osce"}


def test_the_questionnaire_on_detention_has_its_six_parts() -> None:
    assert len(FORMS["wgad"].sections) == 6
    assert FORMS["wgad"].to_government


@pytest.mark.parametrize("key", REQUIRED_OF_DISAPPEARANCES)
def test_each_starred_element_of_a_disappearance_is_required(key: str) -> None:
    field = next(one for one in FORMS["wgeid"].fields if one.key == key)
    assert field.need is Need.REQUIRED
    assert field.asks.endswith("(*)")


def test_what_tells_a_name_asks_the_ledger_for_the_name() -> None:
    asked = {name: EXTRACTORS[name].detail for name in ("family_name", "whole_name", "submitter", "birth", "annexes")}
    assert Detail.NUMBER not in asked.values()


def test_a_source_that_is_not_on_the_list_is_refused_with_the_list() -> None:
    data = changed(lambda d: d["sections"][0]["fields"][0].update(source="eval"))
    with pytest.raises(BadValue, match=r"own.toml.*unknown source 'eval'; sources are family_name"):
        form_of(data, "own.toml")


def test_a_field_that_stands_twice_is_refused() -> None:
    data = changed(lambda d: d["sections"][0]["fields"].append(d["sections"][0]["fields"][0]))
    with pytest.raises(BadValue, match="field 'name' stands twice"):
        form_of(data, "own.toml")


def test_a_point_of_admissibility_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadValue, match="no point of admissibility 'luck'; points are consent"):
        form_of(small(admissibility=["luck"]), "own.toml")


def test_an_unknown_word_in_a_form_is_refused_with_its_place() -> None:
    data = changed(lambda d: d["sections"][0]["fields"][0].update(code="print()"))
    with pytest.raises(BadValue, match=r"sections\.0\.fields\.0\.code"):
        form_of(data, "own.toml")


def test_a_form_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'name = "own"\ntitle = "A form"\nto_government = false\n[bodies]\nodihr = "A body"\n[[sections]]\n'
        'title = "One"\nfields = [{ key = "name", asks = "Name", source = "whole_name" }]\n',
        encoding="utf-8",
    )
    assert form_named(str(path)).fields[0].source == "whole_name"


def test_a_file_that_is_no_toml_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(BadValue, match=r"own\.toml.*cannot be read as TOML"):
        read_form(path)


def test_a_form_that_nobody_knows_is_refused_with_the_list() -> None:
    with pytest.raises(WrongUse, match="no form 'wgab'; forms are hrc, osce"):
        form_named("wgab")


def test_a_form_that_goes_to_a_state_never_tells_how_the_person_is_reached() -> None:
    for form in FORMS.values():
        assert not form.to_government or all(one.source != "contact" for one in form.fields)
    data = changed(lambda d: d["sections"][0]["fields"][0].update(source="contact"))
    assert form_of(data, "own.toml").fields[0].source == "contact"
    with pytest.raises(BadValue, match=r"'name' would tell the state how the person is reached.*reached_through"):
        form_of({**data, "to_government": True}, "own.toml")


@pytest.mark.parametrize("source", ["address", "identity_document"])
def test_an_address_or_document_stands_only_in_a_form_whose_body_asks_for_it(source: str) -> None:
    assert [form.name for form in FORMS.values() if any(one.source == source for one in form.fields)] == ["wgad"]
    data = changed(lambda d: d["sections"][0]["fields"][0].update(source=source))
    with pytest.raises(BadValue, match=r"beyond need.*asked_for = true"):
        form_of(data, "own.toml")
    data["sections"][0]["fields"][0]["asked_for"] = True
    assert form_of(data, "own.toml").fields[0].source == source
