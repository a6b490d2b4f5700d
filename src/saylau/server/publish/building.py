"""Building a release: report, site and package from the accepted copy, looked over for names, kept by hash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import guard_of
from saylau.errors import ReportRefused, WrongUse
from saylau.records.package import content_of, package_bytes, read_package
from saylau.report.write import write_report
from saylau.server.access.models import User
from saylau.server.assessment.let_in import LetIn, let_in
from saylau.server.assessment.work import case_of
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.publish.accepted import accepted_only, accepted_sources, check_cited
from saylau.server.publish.copies import Standing, choose, copies_changed, keys_for, write_copies
from saylau.server.publish.differences import differences
from saylau.server.publish.files import (
    INSIDE,
    Made,
    build_name,
    build_of,
    by_hash,
    for_a_while,
    put_in_place,
    releases_folder,
    remove_others,
    write_new,
)
from saylau.server.publish.models import Release, ReleaseFile
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by, state_of
from saylau.vault.vault import Vault

_BATCH = 1000


@dataclass(frozen=True)
class Options:
    """What a release is made of."""

    formats: tuple[str, ...]
    languages: tuple[str, ...]
    site: bool = False
    unsigned: bool = False
    """Findings that nobody signed are allowed; each page then says so."""
    names: bool = False
    """People who agreed to it stand in it by name."""
    evidence: bool = False
    """Copies of evidence that were checked for publication stand beside it."""

    @property
    def steps(self) -> int:
        """How many steps writing it tells of: document, figures, formats, site and package of each language."""
        return len(self.languages) * (3 + len(self.formats) + 4 * self.site)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Options:
        """The options as a release or a job keeps them."""
        chosen = {name: bool(told.get(name)) for name in ("site", "unsigned", "names", "evidence")}
        return cls(tuple(told["formats"]), tuple(told["languages"]), **chosen)


def build_release(job: Job, progress: Progress) -> dict[str, str]:
    """The job that builds a release. Run again, it builds anew, and what it left before is removed."""
    case = case_of(job)
    release = case.releases.filter(uid=str(job.arguments.get("release"))).first()
    if release is None or release.state not in ("draft", "built"):
        raise WrongUse("this release is not open for building any more; somebody took it a step further meanwhile")
    chosen = release.chosen
    options = Options.of(chosen)
    step = progress.counting(5 + options.evidence + options.steps)
    step("reading the accepted facts")
    whole = read_case(case)
    read = accepted_only(whole, accepted_sources(case))
    check_cited(whole, read, options.languages)
    inside = package_bytes(read)
    step("asking the ledger of consent")
    state, vault = state_of(case), opened_by(job.by, case)
    keys = keys_for(job.by, case) if options.evidence else None
    let = let_in(read, vault, date.today(), name_consenting=options.names)
    step("running the checks")
    assessment, (last, earlier) = let.assess(), earlier_version(release, vault)
    check_signed(assessment, options)
    own = releases_folder() / release.uid
    with for_a_while(own) as new, for_a_while(own) as written:
        write_all(assessment, earlier, options, written, step)
        step("comparing with what was published before")
        shown = publish(assessment, earlier)
        guard = guard_of(assessment.case, shown.case, assessment.cleared)
        guard.refuse("the title of the release", chosen["title"])
        copies: dict[str, Any] = {}
        if keys is not None:
            step("taking the checked copies of evidence")
            standing = Standing.of(read, assessment.case, shown.case)
            found = choose(case, standing)
            copies = {"copies": write_copies(found, standing, written, keys, guard), "copies_left": found.left}
        made = by_hash(written, new)
        write_new(new / INSIDE, inside)
        build = build_name(made, inside, chosen)
        report = {
            "build": build,
            "ledger": let.told,
            "vault": state,
            "people": people_in(let),
            "findings": len(shown.findings),
            "unsigned": len(shown.unsigned),
            "facts": len(shown.case.facts),
            "sources": len(shown.case.sources),
            "differences": differences(shown.before, shown) if shown.before else None,
            "title": shown.case.info.title,
            **copies,
        }
        if report["differences"] and last:
            report["differences"]["copies"] = copies_changed(last.report, copies)
        step("putting it in place")
        put_in_place(new, own / build)
    _record(job.by, release, case, made, report, content_of(shown.case), chosen)
    remove_others(own, build)
    return {"uid": release.uid}


def check_signed(assessment: Assessment, options: Options) -> None:
    """Raise `ReportRefused` where findings wait for a signature and the release is not to hold such."""
    if assessment.unsigned and not options.unsigned:
        raise ReportRefused(
            f"{len(assessment.unsigned)} of {len(assessment.findings)} findings are not signed, "
            f"{assessment.unsigned[0].id} among them. Sign them on their pages, or allow findings that nobody signed: "
            "each page then says that they are indications"
        )


def write_all(
    assessment: Assessment, earlier: Assessment | None, options: Options, out: Path, tell: Callable[[str], None]
) -> None:
    """The report in every format and language, the site, and the package."""
    for language in options.languages:
        write_report(
            assessment,
            out,
            formats=options.formats,
            language=language,
            public=True,
            unsigned_allowed=options.unsigned,
            embed_fonts=True,
            earlier=earlier,
            site=options.site,
            tell=tell,
        )


def people_in(let: LetIn) -> dict[str, list[bool]]:
    """Case number to whether the person is counted, shown under the number, and named in what was built."""
    named = let.cleared.named if let.cleared else frozenset()
    return {s.number: [s.counted, s.counted and s.numbered, thing in named] for thing, s in let.standings.items()}


def earlier_version(release: Release, vault: Vault | None) -> tuple[Release | None, Assessment | None]:
    """The version that was published last before a release, whole, as it could be published on its day.

    One that was recalled counts too, since it was read; but not where it names somebody. Raises `ReportRefused` where
    one that is still public would not be published today.
    """
    before = release.case.releases.filter(published_at__isnull=False).exclude(pk=release.pk)
    for last in before.order_by("-published_at"):
        found = _version_of(last, vault)
        try:
            publish(found)
        except ReportRefused as refused:
            if last.state == "published":
                raise ReportRefused(
                    f"the release before, number {last.number}, is public and would not be published today: {refused}. "
                    "Have it recalled, then build"
                ) from None
        else:
            return last, found
    return None, None


def _version_of(last: Release, vault: Vault | None) -> Assessment:
    asked = last.report["ledger"]
    own = vault if asked["asked"] == "ledger" else None
    read = read_package(build_of(last) / INSIDE)
    return let_in(read, own, date.fromisoformat(asked.get("day", "9999-12-31")), as_it_was=True).assess()


def _record(
    by: User | None,
    release: Release,
    case: Case,
    made: tuple[Made, ...],
    report: dict[str, Any],
    content: str,
    chosen: dict[str, Any],
) -> None:
    """The rows of what was built, in place of those of an earlier build."""
    with transaction.atomic():
        now = Release.objects.select_for_update().get(pk=release.pk)
        if now.state not in ("draft", "built"):
            raise WrongUse("this release was taken a step further while it was built; nothing was changed")
        now.files.all().delete()
        # A site is thousands of files, and everybody else waits while they are written down.
        rows = (ReleaseFile(release=now, path=one.path, sha256=one.sha256, size=one.size) for one in made)
        ReleaseFile.objects.bulk_create(rows, _BATCH)
        now.state, now.report, now.content, now.built_by = "built", report, content, by
        now.title, now.case_version = str(chosen.pop("title")), case.version
        # What somebody chose while this was built is for the next build.
        later = now.options.get("next") if now.chosen != release.chosen else None
        now.options = chosen | ({"next": later} if later else {})
        now.proposed_by = None
        now.save()
        detail = {"files": len(made), "content": content, "copies": [one["copy"] for one in report.get("copies", ())]}
        append(by.uid if by else "system", "release.build", now.uid, detail)
