"""Every table of the server, gathered from the areas that own them."""

from saylau.server.access.models import Invitation, Membership, Token, User
from saylau.server.audit.models import AuditDetail, AuditEvent, AuditHead
from saylau.server.evidence.models import Custody, Derivative, Encryption, Evidence, Passage
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.publish.models import Release, ReleaseFile
from saylau.server.review.models import Signature, Weighing
from saylau.server.store.models import Case, Fact, FactRef, Part, Revision
from saylau.server.vault.models import Asked, PrintedTable

__all__ = [
    "Asked", "AuditDetail", "AuditEvent", "AuditHead", "Case", "Custody", "Derivative", "Encryption", "Evidence",
    "Fact", "FactRef", "Import", "Invitation", "Job", "Membership", "Part", "Passage", "PrintedTable", "Release",
    "ReleaseFile", "Revision", "Signature", "Token", "User", "Weighing",
]  # fmt: skip
