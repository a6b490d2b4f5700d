"""Files received, who held them, what was made of them, and the places in them that facts rest on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.uid import LENGTH, uid


class Encryption(models.Model):
    """The evidence of a case is encrypted from a day on: what comes at once, what was there before by a job."""

    case = models.OneToOneField("saylau.Case", models.CASCADE, related_name="encryption")
    recipient = models.CharField(max_length=100)
    """Public half of the key, an age recipient; the other half stands in the case's vault."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    """When the last file that was there before had been encrypted, and its plain copy removed."""


class Evidence(models.Model):
    """One file as it was received; its bytes stand under their hash, or encrypted under a keyed hash of that."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey("saylau.Case", models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64, blank=True)
    blake2b = models.CharField(max_length=64, blank=True)
    """Both empty where it is encrypted: a hash tells whoever has the disk that a file which they know is held."""
    kept_as = models.CharField(max_length=64, blank=True)
    """Name of an encrypted file; empty for a plain one."""
    ciphertext = models.CharField(max_length=64, blank=True)
    """SHA-256 of an encrypted file as it stands on the disk."""
    digests = models.TextField(blank=True)
    """Hashes of an encrypted file, and details of the log that held them, as an armoured text of age."""
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=300)
    """The name under which it came; shown, never used as a path."""
    media_type = models.CharField(max_length=100, blank=True)
    """What its bytes are, whatever its name says."""
    source = models.CharField(max_length=200, blank=True)
    """Id of the source that it is a copy of."""
    received_from = models.TextField(blank=True)
    received_how = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    reading = models.JSONField(default=dict)
    """What a limited child process said of it: text of a preview, pages, or why it could not be read.

    Of an encrypted file it is encrypted, under the one name `age`."""
    verified_at = models.DateTimeField(null=True)
    intact = models.BooleanField(default=True)
    proof_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="proofs")
    """The item of which this file proves the time."""
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["case", "sha256"]), models.Index(fields=["kept_as"])]


class Custody(models.Model):
    """Who did what with a file. Rows are added, never changed."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="custody")
    step = models.CharField(max_length=32)
    """received, read, verified, copied, derivative made, exported, handed over, mismatch."""
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Derivative(models.Model):
    """A copy without metadata, for publication, made from a file and looked at by a second person."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="derivatives")
    sha256 = models.CharField(max_length=64, blank=True)
    kept_as = models.CharField(max_length=64, blank=True)
    ciphertext = models.CharField(max_length=64, blank=True)
    digests = models.TextField(blank=True)
    """As those of the file that it was made from."""
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("made_by")),
                name="derivative_checked_by_another",
            )
        ]


class Passage(models.Model):
    """The place in a file that supports a fact."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="passages")
    fact = models.ForeignKey("saylau.Fact", models.CASCADE, related_name="passages")
    locator = models.CharField(max_length=200)
    """Page, section, row, clip from-to, frame."""
    quote = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
