"""Cases, facts, references between them, and every state that a fact was in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from saylau.server.states import FactState
from saylau.server.uid import LENGTH, uid

SOURCE = "source"
"""The kind under which sources are kept: they are entered, changed and reviewed as facts are."""


class Case(models.Model):
    """One election under assessment."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.TextField()
    info = models.TextField()
    """`case.toml` in its canonical form."""
    state = models.CharField(max_length=8, default="open", choices=[("open", "open"), ("closed", "closed")])
    version = models.PositiveBigIntegerField(default=0)
    """Rises with each change of what the case holds, so that what was computed from it is known to be stale."""
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.slug


class Fact(models.Model):
    """One claim, or one source: what pages ask of every fact is a column, the rest is in `body`."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    case = models.ForeignKey(Case, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=64)
    thing = models.CharField(max_length=200)
    """Id of the thing that the claim is about."""
    name = models.CharField(max_length=200)
    """Name of the claim; unique in the case, among sources and among facts."""
    place = models.BigIntegerField()
    """Order of rows within the kind."""
    state = models.CharField(max_length=12, choices=[(str(s), str(s)) for s in FactState])
    source = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    display = models.CharField(max_length=10, default="public")
    body = models.JSONField()
    """Cells by column, as in the kind's file, empty ones left out; without `id`, `fact`, `source` and `status`."""
    search_text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    proposed = models.JSONField(null=True)
    """A change of an accepted fact that waits for review; `body` stays in force meanwhile. Same form, with `source`."""
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, null=True)
    """Idempotency key of the request that made it."""
    asked = models.CharField(max_length=64, null=True)
    """Hash of what that request asked for, so that the key serves for nothing else."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"], condition=~models.Q(kind=SOURCE), name="one_fact_of_a_name"
            ),
            models.UniqueConstraint(
                fields=["case", "name"], condition=models.Q(kind=SOURCE), name="one_source_of_a_name"
            ),
            models.UniqueConstraint(fields=["case", "key"], name="one_fact_a_request"),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "place"]),
            models.Index(fields=["case", "thing"]),
            models.Index(fields=["case", "state", "changed_at"]),
            models.Index(fields=["case", "source"]),
            models.Index(fields=["case", "changed_at"]),
            # Holds all that the counts under the filters ask: 10 ms instead of 300 for 100,000 facts.
            models.Index(
                fields=[
                    "case",
                    "kind",
                    "state",
                    "display",
                    "created_by",
                    "assigned_to",
                    "proposed_by",
                    "source",
                    "since",
                    "until",
                ],
                name="saylau_fact_all_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FactRef(models.Model):
    """A reference from a fact to a thing: the foreign keys of the body, made anew on each write."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="refs")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    column = models.CharField(max_length=64)
    target = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["case", "target"])]


class Revision(models.Model):
    """What a fact said at one time, or a step of its review. Rows are added, never changed."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=12)
    """What was done: created, changed, or a step of `states.FACT_STEPS`."""
    state = models.CharField(max_length=12)
    body = models.JSONField(null=True)
    """Cells after the step, `source` among them; null where the step changed none."""
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "number"], name="one_revision_of_a_number")]


class Part(models.Model):
    """A file of the case that holds no facts: texts, phrases, rules, prose by chapter, bulk tables."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=300)
    content = models.BinaryField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="one_part_of_a_name")]
