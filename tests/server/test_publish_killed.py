"""A process killed in the middle of a build or a publication leaves all of it or nothing, and it can be done again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.server.installations import copied
from tests.server.killed import prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

_NAMES = """
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.jobs.models import Job
from saylau.server.jobs import worker
from saylau.server.publish import building, files, steps
from saylau.server.publish.models import Release
from saylau.server.store.models import Case
case = Case.objects.get()
editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
release = Release.objects.first()
"""
_STATE = """
whole = all((files.build_of(release) / f.sha256).is_file() for f in release.files.all()) if release.files.count() else 0
public = files.published_folder() / release.uid
print(release.state, release.files.count(), whole, public.is_dir() and release.state == "published")
"""
_OPTIONS = '{"formats": ["json"], "languages": ["en"], "unsigned": True}'


_REASON = "looked over by two people"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which a build waits."""
    data = tmp_path_factory.mktemp("killed") / "data"
    prepared(data)
    run(data, _NAMES + f'steps.begin(editor, case, "One", {_OPTIONS})')
    return data


@pytest.fixture(scope="module")
def approved(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which an approved release waits for its publication."""
    data = copied(begun, tmp_path_factory.mktemp("killed") / "data")
    run(
        data,
        _NAMES
        + f"""
worker.work_once("first")
release = Release.objects.get()
steps.take_step(editor, release, "propose")
steps.take_step(reviewer, release, "approve", "{_REASON}")
""",
    )
    return data


@pytest.mark.parametrize("moment", ["building.by_hash", "building._record", "worker._end"])
def test_a_build_that_was_killed_is_done_again_whole(moment: str, begun: Path, tmp_path: Path) -> None:
    data = copied(begun, tmp_path / "data")
    run(data, _NAMES + f'{moment} = die\nworker.work_once("first")', killed=True)
    again = "worker.forget_workers()\nworker.work_once('second')\nrelease.refresh_from_db()\n"
    left = "job = Job.objects.get()\nprint(len(list(files.build_of(release).parent.iterdir())), job.state, job.tries)"
    before, after, told = run(data, _NAMES + _STATE + again + _STATE + left).splitlines()
    assert before == ("built 2 True False" if moment == "worker._end" else "draft 0 0 False")
    assert (after, told) == ("built 2 True False", "1 done 2")


@pytest.mark.parametrize("moment", ["files.write_new", "steps.os.rename", "steps.append"])
def test_a_publication_that_was_killed_shows_nothing_and_is_done_again(
    moment: str, approved: Path, tmp_path: Path
) -> None:
    data = copied(approved, tmp_path / "data")
    run(data, _NAMES + f'{moment} = die\nsteps.take_step(editor, release, "publish")', killed=True)
    again = 'release = steps.take_step(editor, release, "publish")\n'
    chain = "seq = list(AuditEvent.objects.order_by('seq').values_list('seq', flat=True))\n"
    whole = "print(seq == list(range(1, len(seq) + 1)))"
    before, after, chained = run(data, _NAMES + _STATE + again + _STATE + chain + whole).splitlines()
    assert (before, after, chained) == ("approved 2 True False", "published 2 True True", "True")
