"""What people signed, and how they weighed claims that contradict each other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Signature(models.Model):
    """A person's conclusion on a finding: a row of `review.csv`. It falls when what was signed changes."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="signatures")
    place = models.BigIntegerField()
    finding = models.CharField(max_length=300)
    hash = models.CharField(max_length=16)
    reviewer = models.TextField()
    day = models.DateField()
    decision = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="in force")
    """A state of `states.CONCLUSION_STEPS`; only those in force stand in the case."""
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    countersigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    """Why it was revoked."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(countersigned_by__isnull=True)
                | models.Q(signed_by__isnull=True)
                | ~models.Q(countersigned_by=models.F("signed_by")),
                name="countersigned_by_another",
            )
        ]


class Weighing(models.Model):
    """What a person made of claims that answer one question: relied on, in bounds, or not resolved. Claims stay."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="weighings")
    question = models.CharField(max_length=300)
    """Name of the group of claims, as `records.conflicts` computes it."""
    facts = models.JSONField(default=list)
    outcome = models.CharField(max_length=12)
    """relied on, in bounds, unresolved."""
    relied_on = models.CharField(max_length=200, blank=True)
    lower = models.CharField(max_length=100, blank=True)
    upper = models.CharField(max_length=100, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
