"""What changed between two states of a case."""

from __future__ import annotations

from saylau.records.compare import Change, FieldChange, compare_facts
from saylau.records.folder import read_files
from tests.records.folders import SOUND, changed

SOUND_CASE = read_files(SOUND)


def test_a_case_does_not_differ_from_itself() -> None:
    assert not compare_facts(SOUND_CASE, read_files(SOUND))


def test_a_changed_field_is_told_with_its_value_before_and_after() -> None:
    rows = "id,name,born,public,source\nada,Ada Invented,1980,yes,s1\nbo,Bo Invented,,yes,s2\n"
    changes = compare_facts(SOUND_CASE, read_files(changed(person=rows)))
    assert changes.changed == (
        Change("person", "ada", "ada", (FieldChange("born", "", "1980"),)),
        Change("person", "bo", "bo", (FieldChange("source", "s1", "s2"),)),
    )
    assert (changes.added, changes.withdrawn, changes.removed) == ((), (), ())


def test_facts_that_came_and_went_are_told() -> None:
    rows = "id,name,public,source\nada,Ada Invented,yes,s1\ncy,Cy Invented,yes,s1\nada,Ada I.,yes,s2\n"
    changes = compare_facts(SOUND_CASE, read_files(changed(person=rows)))
    assert changes.added == (Change("person", "cy", "cy"), Change("person", "ada.2", "ada"))
    assert changes.removed == (Change("person", "bo", "bo"),)


def test_a_withdrawn_fact_is_told_as_withdrawn_and_one_that_stands_again_as_changed() -> None:
    rows = "id,name,public,status,source\nada,Ada Invented,yes,,s1\nbo,Bo Invented,yes,withdrawn,s1\n"
    other = read_files(changed(person=rows))
    fields = (FieldChange("status", "draft", "withdrawn"),)
    assert compare_facts(SOUND_CASE, other).withdrawn == (Change("person", "bo", "bo", fields),)
    assert [change.name for change in compare_facts(other, SOUND_CASE).changed] == ["bo"]


def test_sources_texts_prose_and_the_case_itself_are_compared_too() -> None:
    other = read_files(
        changed(
            sources="id,title,grade,interest,based_on\ns1,One,B,government,\ns2,Two,B,media,s1\n",
            texts="id,field,lang,text\nada,name,ru,Ада\n",
            **{
                "text/summary.en.md": "Words.\n",
                "case.toml": SOUND["case.toml"].decode().replace("Invented case", "Other title"),
            },
        )
    )
    changes = compare_facts(SOUND_CASE, other)
    assert [(change.kind, change.name) for change in changes.added] == [
        ("text", "ada.name.ru"),
        ("prose", "summary.en"),
    ]
    assert [(change.kind, change.name, change.fields) for change in changes.changed] == [
        ("case", "case", (FieldChange("title", "Invented case", "Other title"),)),
        ("source", "s1", (FieldChange("grade", "A", "B"),)),
    ]


def test_values_of_a_withheld_row_are_not_told() -> None:
    rows = "id,name,public,display,source\nada,Ada Invented,yes,,s1\nbo,{},yes,withheld,s1\n"
    one, two = (read_files(changed(person=rows.format(name))) for name in ("Secret One", "Secret Two"))
    (change,) = compare_facts(one, two).changed
    assert change.fields == (FieldChange("name", "(withheld)", "(withheld)"),)


def test_values_of_a_private_person_and_of_translations_of_a_kept_name_are_not_told() -> None:
    rows = "id,name,public,source\nada,Ada,yes,s1\nbo,{},no,s1\n"
    texts = "id,field,lang,text\nbo,name,ru,{}\n"
    phrases = "text,lang,says\nSecret One,kk,Ззя\n"
    one, two = (
        read_files(changed(person=rows.format("Secret One"), texts=texts.format(said), phrases=more))
        for said, more in (("Раз", phrases), ("Два", phrases.replace("Ззя", "Ззю")))
    )
    changes = compare_facts(one, two)
    assert [(c.kind, [f.before for f in c.fields]) for c in changes.changed] == [("text", ["(withheld)"])]
    assert "Secret" not in repr(changes)


def test_how_a_claim_reached_its_source_is_compared() -> None:
    rows = "id,name,public,heard,source\nada,Ada Invented,yes,hearsay,s1\nbo,Bo Invented,yes,,s1\n"
    changes = compare_facts(SOUND_CASE, read_files(changed(person=rows)))
    assert changes.changed == (Change("person", "ada", "ada", (FieldChange("heard", "not known", "hearsay"),)),)
