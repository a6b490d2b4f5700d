"""What two people do with a vault together, asked for by one and agreed to by another, and tables that were printed.

No name stands here.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Asked(models.Model):
    """Something that one person asked for, and for which another person's word is needed."""

    ERASE, DOSSIER = "erase", "dossier"
    """About one person."""
    JOINT, VAULT, DATASET = "joint", "vault", "dataset"
    """Of the case: a collective complaint, the vault's file as it stands, a research data set."""
    WAITING, AGREED, REFUSED, DONE = "waiting", "agreed", "refused", "done"

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="asked")
    what = models.CharField(max_length=8)
    number = models.CharField(max_length=10)
    """Case number of the person; empty for what is of the case."""
    arguments = models.JSONField(default=dict)
    """Of a dossier: form, body and language; of a complaint: addressees, rule, texts and whom it takes in."""
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


class PrintedTable(models.Model):
    """A table over private people that was printed: every later one is compared with it."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="printed_tables")
    told = models.TextField()
    """The table as `saylau.report.table_files` writes it: what was printed, and nothing of what was hidden."""
    reason = models.TextField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"table {self.uid}"
