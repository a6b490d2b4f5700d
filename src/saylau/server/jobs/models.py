"""Jobs: one row is the place in the queue, the progress and the result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Job(models.Model):
    """Work in the background. It carries names of rows rather than content, and may be done twice without harm."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    verb = models.CharField(max_length=64)
    """Name of a function in `jobs.registry.JOBS`."""
    case = models.ForeignKey("saylau.Case", models.CASCADE, null=True, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="queued")
    """queued, running, done, failed, cancelled."""
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    cancel = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(null=True)
    """When its worker last gave a sign of life."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"])]
