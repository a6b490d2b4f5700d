"""The chain of events, its head, and the details that may be erased without breaking it."""

from __future__ import annotations

from django.db import models


class AuditHead(models.Model):
    """The last event; one row, which is locked while an event is added."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class AuditEvent(models.Model):
    """Who did what to what, and when. It holds no content, and is kept for ever."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=20)
    """UTC, as 2019-06-09T07:00:00Z."""
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    object = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, null=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        # Each with the number, by which the page of the log is ordered.
        indexes = [models.Index(fields=[name, "seq"]) for name in ("actor", "object", "verb", "at")]


class AuditDetail(models.Model):
    """What an event was about, under a salt: both may be erased, and the chain still holds."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    salt = models.CharField(max_length=64)
    content = models.JSONField()
