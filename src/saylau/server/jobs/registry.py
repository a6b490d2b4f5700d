"""What can be done in the background, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.server.assessment.work import assess_case
from saylau.server.audit.work import VERIFY, verify_log
from saylau.server.evidence import jobs as evidence
from saylau.server.evidence.encrypting import ENCRYPT, encrypt_case
from saylau.server.exchange.imports import apply_import, check_import
from saylau.server.exchange.packing import make_package
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.publish.building import build_release
from saylau.server.publish.comparing import compare_versions
from saylau.server.publish.looking import VERB as LOOK
from saylau.server.publish.looking import look_over
from saylau.server.publish.working import write_working_report
from saylau.server.review.at_once import VERB as ACCEPT
from saylau.server.review.at_once import accept_many

Work = Callable[[Job, Progress], Any]
"""Does a job and returns its result, which is written as JSON; may be run again after a power cut."""


@dataclass(frozen=True)
class Kind:
    """One kind of work."""

    title: Promise | str
    work: Work
    action: str
    """What whoever asked has to be permitted still when the work begins: in the case of the job, else in the
    installation."""
    page: str = ""
    """Name of the address that shows the result; it takes the case's `slug`, and `uid` where the result has one."""
    keyless: bool = False
    """Whether it never asks for a vault: it is done in another process than the one that holds open vaults."""


JOBS: Mapping[str, Kind] = MappingProxyType(
    {
        "assess": Kind(_("Run the checks"), assess_case, "assessment.run", "findings"),
        "release.build": Kind(_("Build a release"), build_release, "release.propose", "release"),
        "release.compare": Kind(_("Compare two versions"), compare_versions, "assessment.read", "comparison"),
        LOOK: Kind(_("Look a release over for names"), look_over, "assessment.read", "release"),
        "report.working": Kind(
            _("Write the working report"), write_working_report, "release.propose", "working_report"
        ),
        evidence.LOOK: Kind(_("Look at files"), evidence.look, "evidence.read", "evidence"),
        evidence.VERIFY: Kind(_("Read sealed files again"), evidence.verify_case, "evidence.read", "evidence"),
        ENCRYPT: Kind(_("Encrypt the files of a case"), encrypt_case, "evidence.read", "evidence_encryption"),
        evidence.VERIFY_PART: Kind(_("Read a part of all sealed files again"), evidence.verify_part, "audit.verify"),
        VERIFY: Kind(_("Check the log"), verify_log, "audit.verify", keyless=True),
        "import.check": Kind(_("Check a file"), check_import, "import.run", keyless=True),
        "import.apply": Kind(_("Import a file"), apply_import, "import.run", keyless=True),
        ACCEPT: Kind(_("Accept many facts"), accept_many, "fact.review", "accepted_together", keyless=True),
        "export.case": Kind(_("Make a case package"), make_package, "export.case", keyless=True),
    }
)
"""Every kind of work, by the verb of its jobs."""
