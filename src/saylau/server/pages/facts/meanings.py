"""What the members of a list of choices mean: the vocabulary's words, or those that stand under the member."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any, Union, get_args, get_origin

from saylau.records.base import Record
from saylau.records.kinds.prosecutions import ActSort
from saylau.records.vocabulary import VOCABULARY

_VOCABULARY: Mapping[str, str] = {str(sort): term.meaning for sort, term in VOCABULARY.items()}


@cache
def meanings(kind: type[Record], column: str) -> Mapping[str, str]:
    """Member to what it means, for a column of choices; members of which nothing is said are left out."""
    field = kind.model_fields.get(column)
    choices = _choices(field.annotation) if field else None
    if choices is None:
        return {}
    return _VOCABULARY if choices is ActSort else _under_members(choices)


def _choices(annotation: Any) -> type[StrEnum] | None:
    """The list of choices in an annotation, whether it is optional or a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple):
        return next((found for part in get_args(annotation) if (found := _choices(part))), None)
    return None


@cache
def _under_members(choices: type[StrEnum]) -> Mapping[str, str]:
    """The texts that stand under the members in the class; none where its source is not at hand."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(choices)))
    except (OSError, SyntaxError, TypeError):
        return {}
    found: dict[str, str] = {}
    body = next((node.body for node in tree.body if isinstance(node, ast.ClassDef)), [])
    for before, after in pairwise(body):
        match before, after:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                if name in choices.__members__:
                    found[str(choices[name])] = " ".join(text.split())
    return found
