"""Accounts, roles in a case, invitations and tokens."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from saylau.server.access.roles import Role
from saylau.server.uid import LENGTH, uid

_ROLES = [(str(role), str(role)) for role in Role]


class User(AbstractUser):
    """An account of a person on the team. No address is asked for; the user name may be any word."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid, editable=False)
    name = models.CharField(max_length=100, blank=True)
    """How the person is called in the review and on reports."""
    language = models.CharField(max_length=8, default="en")
    administrator = models.BooleanField(default=False)
    auditor = models.BooleanField(default=False)
    roles_known: dict[int, frozenset[Role]] | None = None
    """Roles by case, while one page is made for this person; None elsewhere, where they are asked for each time."""

    @property
    def called(self) -> str:
        """The name that others see."""
        return self.name or self.username


class Membership(models.Model):
    """A role of a person in a case, from a day on. It is ended, never removed."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    case = models.ForeignKey("saylau.Case", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=_ROLES)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case", "role"], condition=models.Q(until__isnull=True), name="one_standing_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.case_id}"


class Invitation(models.Model):
    """A one-time link: to make an account, or to set the password of one anew. Only the hash of its token is kept.

    What concerns an account that is there already and needs a second administrator waits here as well.
    """

    JOIN, RESET, RAISE = "join", "reset", "raise"

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    token_hash = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey("saylau.Case", models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=16, choices=_ROLES, blank=True)
    administrator = models.BooleanField(default=False)
    auditor = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=8, default=JOIN)
    """join: a new account; reset: a new password for `account`; raise: `account` becomes administrator or auditor."""
    account = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    drops_factors = models.BooleanField(default=False)
    """Whether the second factors of `account` go too, so that new ones are set up."""
    needs_second = models.BooleanField(default=False)
    """Whether another administrator has to agree before it can be used."""
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True)
                | models.Q(made_by__isnull=True)
                | ~models.Q(agreed_by=models.F("made_by")),
                name="agreed_by_another",
            )
        ]

    def waits(self, now: datetime) -> bool:
        """Whether somebody could still use it, or agree to it."""
        return self.used_at is None and self.revoked_at is None and now < self.until

    def stands(self, now: datetime) -> bool:
        """Whether it can be used now."""
        return self.waits(now) and (not self.needs_second or self.agreed_by_id is not None)


class Token(models.Model):
    """A key for programs: never wider than what its owner may do. Only its hash is kept."""

    uid = models.CharField(max_length=LENGTH, unique=True, default=uid)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    case = models.ForeignKey("saylau.Case", models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    actions = models.JSONField(default=list)
    """Names of the actions that it may do."""
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
