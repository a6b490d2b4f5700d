"""What is done about somebody of a vault by two people: asked for by one, agreed to by another. No name stands here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Asked(models.Model):
    """Something about one case number that one person asked for, and for which another person's word is needed."""

    ERASE, DOSSIER = "erase", "dossier"
    WAITING, AGREED, REFUSED, DONE = "waiting", "agreed", "refused", "done"

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="asked")
    what = models.CharField(max_length=8)
    number = models.CharField(max_length=10)
    """Case number of the person."""
    arguments = models.JSONField(default=dict)
    """Of a dossier: form, body and language."""
    reason = models.TextField()
    state = models.CharField(max_length=8, default=WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("asked_by")),
                name="asked_and_agreed_by_two",
            )
        ]
        indexes = [models.Index(fields=["case", "number", "state"])]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"
