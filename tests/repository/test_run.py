"""`run` installs once what the lock names, then gives way to saylau. A stand-in for uv only notes its calls."""

import ast
import os
import runpy
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

INSTALLER = """#!/bin/sh
echo "$@" >> "$NOTES"
[ "$1" = pip ] && [ -n "$FAIL" ] && exit 1
[ "$1" = venv ] && sleep "${SLOW:-0}" && mkdir -p "$PROJECT/.venv/bin" && cp "$PROJECT/python" "$PROJECT/.venv/bin/"
exit 0
"""
INTERPRETER = """#!/bin/sh
echo "$(pwd)|$*"
exit "${CODE:-0}"
"""
WITHOUT_ENSUREPIP = ("sitecustomize.py", "import sys\nsys.modules['ensurepip'] = None\n")  # as Debian's Python is
FAILING_VENV = ("venv.py", "raise SystemExit(1)\n")


@dataclass
class Project:
    """A folder with `run`, its locks, and stand-ins for uv and for the Python that uv would install."""

    root: Path
    environment: dict[str, str]

    def start(self, *arguments: str, cwd: Path | None = None, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.root / "run"), *arguments],
            cwd=cwd or self.root,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, cwd=cwd, **more)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def installations(self) -> list[str]:
        """The calls of the installer since the last time this was asked."""
        notes = Path(self.environment["NOTES"])
        calls = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return calls


def script(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def hindered(project: Project, name: str, text: str) -> Project:
    """The same project where Python finds this module before its own."""
    folder = project.root / "hindrance"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return Project(project.root, {**project.environment, "PYTHONPATH": str(folder)})


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root, tools = tmp_path / "project", tmp_path / "tools"
    shutil.copytree(ROOT / "locks", root / "locks")
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copy(ROOT / "run", root)
    tools.mkdir()
    script(tools / "uv", INSTALLER)
    script(root / "python", INTERPRETER)
    path = os.pathsep.join([str(tools), "/usr/bin", "/bin"])
    return Project(root, {"PATH": path, "NOTES": str(tmp_path / "notes"), "PROJECT": str(root)})


def test_first_use_installs_the_hashed_lock_and_then_the_project(project: Project) -> None:
    result = project.run("cases")
    made, locked, itself = project.installations()
    assert result.returncode == 0
    assert made.startswith("venv ")
    assert "--require-hashes --only-binary :all: -r" in locked
    assert locked.endswith("locks/run.txt")
    assert itself.endswith(f"--no-deps --no-build-isolation -e {project.root}")


def test_progress_stays_out_of_stdout(project: Project) -> None:
    result = project.run("cases")
    assert result.stdout == f"{project.root}|-P -m saylau cases\n"
    assert "locks/run.txt" in result.stderr


def test_later_use_installs_nothing(project: Project) -> None:
    project.run("cases")
    project.installations()
    result = project.run("cases")
    assert project.installations() == []
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["locks/run.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_file_installs_again(project: Project, name: str) -> None:
    project.run("cases")
    project.installations()
    with (project.root / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    project.run("cases")
    assert len(project.installations()) == 3
    assert len(list((project.root / ".venv").glob("installed-*"))) == 1


def test_a_moved_folder_installs_again(project: Project) -> None:
    project.run("cases")
    project.installations()
    moved = Project(project.root.rename(project.root.with_name("moved")), project.environment)
    moved.run("cases", PROJECT=str(moved.root))
    assert len(project.installations()) == 3


def test_an_unfinished_installation_is_thrown_away_and_repeated(project: Project) -> None:
    project.run("cases")
    project.installations()
    venv = project.root / ".venv"
    next(venv.glob("installed-*")).unlink()
    for name in ("installation-unfinished", "half-made"):
        (venv / name).touch()
    assert project.run("cases").returncode == 0
    assert len(project.installations()) == 3
    assert not (venv / "half-made").exists()
    assert not (venv / "installation-unfinished").exists()


def test_without_a_verb_the_report_is_built_beside_run(project: Project, tmp_path: Path) -> None:
    result = project.run(cwd=tmp_path)
    assert result.stdout == f"{project.root}|-P -m saylau report kazakhstan-2019 --out out/kazakhstan-2019\n"


def test_a_verb_runs_in_the_folder_of_the_caller(project: Project, tmp_path: Path) -> None:
    result = project.run("report", "x", "--out", "here", cwd=tmp_path)
    assert result.stdout == f"{tmp_path}|-P -m saylau report x --out here\n"


def test_the_exit_code_is_that_of_the_command(project: Project) -> None:
    assert project.run("validate", "x", CODE="4").returncode == 4


def test_the_suite_has_its_own_lock_which_serves_the_command_too(project: Project, tmp_path: Path) -> None:
    result = project.run("test", "-k", "dates", cwd=tmp_path)
    assert result.stdout == f"{project.root}|-m pytest -q -k dates\n"
    assert any(call.endswith("locks/test.txt") for call in project.installations())
    project.run("cases")
    assert project.installations() == []


def test_the_whole_suite_runs_on_all_cores(project: Project) -> None:
    assert project.run("test").stdout == f"{project.root}|-m pytest -q -n auto --dist loadfile\n"


def test_every_check_runs_even_when_the_first_fails(project: Project) -> None:
    result = project.run("check", CODE="1")
    assert result.returncode == 1
    for tool in ("ruff check", "ruff format --check", "mypy src tests run", "importlinter", "test_locks.py"):
        assert tool in result.stdout
    assert result.stderr.count("this found something") == 5


def test_a_folder_of_wheels_replaces_the_network(project: Project) -> None:
    (project.root / "wheels").mkdir()
    project.run("cases")
    _, locked, itself = project.installations()
    assert f"--no-index --find-links {project.root / 'wheels'}" in locked
    assert "--no-index" in itself


def test_a_failed_installation_is_not_taken_for_done(project: Project) -> None:
    failed = hindered(project, *FAILING_VENV).run("cases", FAIL="yes")
    assert failed.returncode != 0
    project.installations()
    project.run("cases")
    assert len(project.installations()) == 3


def test_without_venv_one_line_says_what_to_install(project: Project, tmp_path: Path) -> None:
    result = hindered(project, *WITHOUT_ENSUREPIP).run("cases", PATH=str(tmp_path))
    assert result.returncode == 3
    assert len(result.stderr.splitlines()) == 1
    assert "sudo apt install python3-venv" in result.stderr
    assert not (project.root / ".venv").exists()


def test_a_half_made_folder_is_removed_when_venv_fails(project: Project, tmp_path: Path) -> None:
    result = hindered(project, *FAILING_VENV).run("cases", PATH=str(tmp_path))
    assert result.returncode == 3
    assert "python3-venv" in result.stderr
    assert not (project.root / ".venv").exists()


def test_pip_takes_over_when_uv_fails(project: Project) -> None:
    result = hindered(project, *FAILING_VENV).run("cases", FAIL="yes")
    assert "trying pip" in result.stderr
    assert "python3-venv" in result.stderr


def test_two_at_once_install_once(project: Project) -> None:
    both = [project.start(name, SLOW="0.5") for name in ("first", "second")]
    outputs = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len(project.installations()) == 3
    assert sum("waiting" in err for _, err in outputs) == 1


def test_an_older_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "run"))
    assert stop.value.code == 3
    assert capsys.readouterr().err == "saylau: needs Python 3.11 or newer, this is 3.8; try: python3.11 run\n"


def test_an_older_python_can_read_the_file() -> None:
    tree = ast.parse((ROOT / "run").read_text(encoding="utf-8"), feature_version=(3, 4))
    too_new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, too_new)] == []
