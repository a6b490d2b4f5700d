"""The API: its parts, its errors, and its description derived from the record classes."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from saylau import __version__
from saylau.server.api import facts, work
from saylau.server.api.access import ByToken
from saylau.server.api.errors import answer_errors
from saylau.server.api.schemas import cells_schema, kinds


class Described(NinjaAPI):
    """An API whose description holds a schema for each kind of fact."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """The description, with what may be entered of each kind."""
        schema = super().get_openapi_schema(**more)
        parts = schema["components"]["schemas"]
        for kind in kinds():
            parts[f"cells.{kind}"] = cells_schema(kind)
        body = {"anyOf": [_entry(kind) for kind in kinds()]}
        path = next(path for path in schema["paths"] if path.endswith("/cases/{slug}/facts"))
        entering = schema["paths"][path]["post"]
        entering["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        return schema


def _entry(kind: str) -> dict[str, Any]:
    """What is sent to enter a fact of a kind."""
    return {
        "type": "object",
        "properties": {
            "kind": {"const": kind, "type": "string"},
            "cells": {"$ref": f"#/components/schemas/cells.{kind}"},
            "submit": {"type": "boolean"},
        },
        "required": ["kind", "cells"],
    }


api = Described(
    title="saylau", version=__version__, description="Facts about an election: entered, reviewed, assessed.",
    auth=ByToken(), docs_url=None, urls_namespace="api",
)  # fmt: skip
api.add_router("", work.router)
api.add_router("", facts.router)
answer_errors(api)
