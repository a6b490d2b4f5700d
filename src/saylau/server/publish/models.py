"""Releases: sets of bytes that one person built and proposed and another approved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Release(models.Model):
    """A version of the assessment for publication. What is published are the bytes that were approved."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    title = models.TextField(blank=True)
    options = models.JSONField(default=dict)
    """Formats, languages, whether unsigned findings are allowed; under `next` what was chosen since it was built."""
    state = models.CharField(max_length=10, default="draft")
    content = models.CharField(max_length=64, blank=True)
    """Identity of the case package in it."""
    case_version = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)
    """What building and looking over told, and differences to the last release."""
    reason = models.TextField(blank=True)
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_release_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | (~models.Q(approved_by=models.F("proposed_by")) & ~models.Q(approved_by=models.F("built_by"))),
                name="release_approved_by_another",
            ),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the next build is made of, the title among it. What was built stands as it was until then."""
        now = {name: value for name, value in self.options.items() if name != "next"}
        return dict(self.options.get("next") or now | {"title": self.title})


class ReleaseFile(models.Model):
    """One file of a release, by its hash."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "path"], name="one_file_of_a_path")]
