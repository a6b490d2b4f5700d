"""Imports: what was brought in, what was wrong with it, what would change, and what was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Import(models.Model):
    """One file brought in. Nothing of it is saved before it has been checked and somebody has said yes."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, null=True, related_name="imports")
    """Null for a new case."""
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="reading")
    """reading, refused, checked, applied, undone."""
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    """New, changed, unchanged, in conflict, missing in the file: names of facts by what would happen."""
    facts = models.JSONField(default=dict)
    """What was applied: uid of each fact to the revision that it made, for undoing it as a whole."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)
