"""The locks name no host, hash every requirement, and hold what the project file asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "server", "test")
EXTRAS = {"run": ("build",), "server": ("build", "server"), "test": ("build", "server", "cluster", "test")}
FORBIDDEN = ("://", "index-url", "find-links", "trusted-host", " @ ")


def entries(lock: str) -> list[str]:
    """One text a requirement: name, version, marker and hashes on one line."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    return text.replace("\\\n", " ").splitlines()


def pinned(lock: str) -> dict[str, set[str]]:
    """The versions locked for each package; there are several where they differ by Python version."""
    versions: dict[str, set[str]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("--hash")[0])
        versions.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return versions


def asked_for(lock: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    texts = [*project["dependencies"], *(text for extra in EXTRAS[lock] for text in extras[extra])]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_one_version_and_a_hash(lock: str) -> None:
    form = re.compile(r"[\w.-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in entries(lock) if not form.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_the_project_file_asks_for(lock: str) -> None:
    versions = pinned(lock)
    missing = [
        str(requirement)
        for requirement in asked_for(lock)
        if not versions.get(canonicalize_name(requirement.name))
        or not all(requirement.specifier.contains(v) for v in versions[canonicalize_name(requirement.name)])
    ]
    assert missing == []


def test_the_suite_runs_with_the_versions_that_users_get() -> None:
    run, server, test = (pinned(lock) for lock in LOCKS)
    assert {name: server.get(name) for name in run} == run
    assert {name: test.get(name) for name in server} == server


def test_no_dependency_is_named_by_address() -> None:
    assert [str(requirement) for requirement in asked_for("test") if requirement.url] == []


def test_what_builds_the_package_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = {canonicalize_name(Requirement(text).name) for text in project["build-system"]["requires"]}
    assert build <= pinned("run").keys()
