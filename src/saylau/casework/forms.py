"""Forms of bodies as data: sections, fields, where each is filled from, and what the body does with it.

A form is a TOML file. It names extractors of a closed list (`saylau.casework.extractors`); nothing in it is code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saylau.casework.admissibility import POINTS
from saylau.casework.extractors import EXTRACTORS
from saylau.errors import BadValue, WrongUse

FOLDER = Path(__file__).parent / "forms"


class Need(StrEnum):
    REQUIRED = "required"
    WANTED = "wanted"


class Shape(StrEnum):
    """How a field stands on paper."""

    LINE = "line"
    """A row of a table: question and answer."""
    LIST = "list"
    """A heading with an item for each sentence."""
    TIMES = "times"
    """A heading with a table in order of time."""
    ANNEXES = "annexes"
    """The table of annexes, in this place and not at the end."""
    ARGUMENT = "argument"
    """A heading, a marked place that a lawyer fills, and the facts that bear on it."""


class Signer(StrEnum):
    ATTORNEY = "attorney"
    """Whoever holds the power of attorney; the person where there is none."""
    PERSON = "person"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormField(_Data):
    """One field of a form."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    asks: str = Field(min_length=1, description="what the form asks for, in our words")
    source: str = Field(min_length=1, description="name of the extractor that fills it")
    need: Need = Need.WANTED
    shape: Shape = Shape.LINE
    limit: int = Field(0, ge=0, description="most words; 0 for no limit")
    asked_for: bool = Field(
        False, description="that the body's own form asks for it: no address or identity document is told without this"
    )


class FormSection(_Data):
    """A part of a form under a title of its own."""

    title: str = Field(min_length=1)
    fields: tuple[FormField, ...] = Field(min_length=1)


class Form(_Data):
    """A form of a body."""

    name: str = Field(pattern=r"^[a-z][a-z0-9\-]*$")
    title: str = Field(min_length=1)
    about: str = Field("", description="where its structure comes from, and what is to be confirmed")
    bodies: dict[str, str] = Field(
        min_length=1, description="bodies to which it goes: id, and name; the first unless told"
    )
    to_government: bool = Field(description="whether the body hands what it gets to the state")
    authority: Need = Field(Need.WANTED, description="whether a power of attorney has to be shown")
    signed_by: Signer = Signer.ATTORNEY
    languages: tuple[str, ...] = Field(("en",), description="languages in which the body takes it")
    limit: int = Field(0, ge=0, description="most pages, without annexes; 0 for no limit")
    admissibility: tuple[str, ...] = Field((), description="points of the checklist, by name")
    sections: tuple[FormSection, ...] = Field(min_length=1)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """All fields, in order."""
        return tuple(one for section in self.sections for one in section.fields)

    @property
    def body(self) -> str:
        """Id of the body to which it goes unless told otherwise."""
        return next(iter(self.bodies))


def read_form(path: Path) -> Form:
    """A form from its file. Raises `BadValue`, which names file, place, what is wrong and what would be right."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadValue(
            path.name, f"cannot be read as TOML: {error}", "write the file anew after a bundled form"
        ) from None
    return form_of(data, path.name)


def form_of(data: Mapping[str, Any], name: str) -> Form:
    """A form from its data; `name` is said in errors. Raises `BadValue`."""
    try:
        form = Form.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadValue(name, f"{place}: {first['msg']}", "see the bundled forms for what may stand there") from None
    _check(form, name)
    return form


def _check(form: Form, name: str) -> None:
    seen: set[str] = set()
    for one in form.fields:
        if one.key in seen:
            raise BadValue(name, f"field {one.key!r} stands twice", "give each field a key of its own")
        seen.add(one.key)
        if one.source not in EXTRACTORS:
            known = ", ".join(EXTRACTORS)
            raise BadValue(name, f"field {one.key!r} has the unknown source {one.source!r}", f"sources are {known}")
        _check_private(form, one, name)
    for point in form.admissibility:
        if point not in POINTS:
            raise BadValue(name, f"no point of admissibility {point!r}", f"points are {', '.join(POINTS)}")


PRIVATE = frozenset({"address", "identity_document"})
"""Sources that tell where somebody lives, or a number by which they are found."""


def _check_private(form: Form, one: FormField, name: str) -> None:
    """No contact goes to a state; an address or document goes out only where the body itself asks for it."""
    if one.source == "contact" and form.to_government:
        raise BadValue(
            name,
            f"field {one.key!r} would tell the state how the person is reached",
            "write the source reached_through, and give contacts to the secretariat apart",
        )
    if one.source in PRIVATE and not one.asked_for:
        raise BadValue(
            name,
            f"field {one.key!r} would tell {one.source.replace('_', ' ')!r} beyond need",
            "leave it out, or write asked_for = true where the body's own form asks for it",
        )


FORMS: Mapping[str, Form] = MappingProxyType(
    {form.name: form for form in (read_form(path) for path in sorted(FOLDER.glob("*.toml")))}
)
"""The bundled forms, by name."""


def form_named(name: str) -> Form:
    """A bundled form by its name, or one in a file of one's own. Raises `WrongUse` and `BadValue`."""
    if name in FORMS:
        return FORMS[name]
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return read_form(path)
    raise WrongUse(f"no form {name!r}; forms are {', '.join(FORMS)}, or the path of a form of your own (.toml)")
