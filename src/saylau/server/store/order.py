"""Orders that are the same on every database."""

from __future__ import annotations

from django.db import connection
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate


def by_text(field: str) -> Combinable:
    """A column of text in the order of its letters' numbers: SQLite's own order, on PostgreSQL its collation `C`."""
    return Collate(field, "C") if connection.vendor == "postgresql" else F(field)
