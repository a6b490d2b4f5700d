"""The `saylau` command: one file a verb, loaded only when it is called."""

from __future__ import annotations

import difflib
import gc
import importlib
import io
import os
import sys
import traceback

from saylau import __version__
from saylau.errors import SaylauError, WrongUse

VERBS = {
    "report": "Build the report of a case: HTML, PDF, DOCX, JSON and the case package.",
    "findings": "List what the checks found in a case.",
    "explain": "Show everything behind one finding: rule, reading, facts, sources, arithmetic, questions.",
    "questions": "Write the open questions of a case as letters, grouped by who can answer.",
    "validate": "Read a case strictly and list everything that is wrong in it.",
    "new": "Make an empty case folder or workbook to fill in.",
    "law": "Run a lawyer's dated cases against the rules of a country.",
    "merge": "Merge two analysts' folders of one case; every conflict is listed for decision.",
    "catalogue": "Write the texts of the program as a gettext file, to translate the report into a language.",
    "followup": "List what became of the recommendations of one election at the next.",
    "diff": "Compare two states of a case: facts and findings added, changed and withdrawn.",
    "vault": "Keep who the case numbers are: names, contacts and consents, encrypted beside the case.",
    "link": "Say which entries of lists of people are about one person, in several ways side by side.",
    "dossier": "Fill the form of a body for one person, each field with its source, or list what is missing.",
    "complaint": "Take n of m people into one complaint, with the reason for each left out, as DOCX and PDF.",
    "sent": "Enter what was sent, by its hash and case numbers, and what came back to it.",
    "tables": "Count people by broad heads, small cells hidden, compared with tables printed before.",
    "dataset": "Write a research data set of those who agreed to one, in which nobody stands alone.",
    "results": "Test a file of polling-station results: arithmetic of the protocols, and integer percentages.",
    "calibrate": "Say how often the test of results errs on clean elections, and what forging it would see.",
    "deadlines": "List what is due: remedies, replies, next steps, consents and powers of attorney that run out.",
    "serve": "Start the team server: facts, review and publishing by many hands, in a browser.",
    "server": "Run the team server's installation: its log, backups, links for accounts, further workers.",
    "quickcount": "Estimate a result from a sample of polling stations, and say when that may be published.",
}
"""Verb to what it does; the module of the same name in this package holds a function of the same name."""

USAGE = "saylau VERB [options] · saylau VERB --help · saylau --version"


def main(arguments: list[str] | None = None) -> int:
    """Run one verb. Returns the exit code: 0 done, 1 failed, or the code of the error (see `saylau.errors`)."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe or an old code page may lack Kazakh letters and marks; the text then goes out with a stand-in.
            stream.reconfigure(errors="replace")
    try:
        return _run(given, program=arguments is None)
    except SaylauError as error:
        print(f"saylau: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(
            f"saylau: {where}{error.strerror or error}; check that the path exists and may be written", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        print("saylau: stopped", file=sys.stderr)
        return 130
    except Exception as fault:
        if os.environ.get("SAYLAU_TRACEBACK"):
            raise
        print(f"saylau: {_of_ours(fault)}", file=sys.stderr)
        return 1


def _of_ours(fault: Exception) -> str:
    """A fault of saylau itself in one line: what, where, and what to do. It names no value of the case."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f"{os.sep}saylau{os.sep}" in f.filename]
    where = f" in {os.path.basename(frames[-1].filename)}, line {frames[-1].lineno}" if frames else ""
    return (
        f"a fault of saylau itself ({type(fault).__name__}{where}), not of your case; please report this line and the "
        "command (SAYLAU_TRACEBACK=1 shows more)"
    )


def _run(given: list[str], *, program: bool) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        _print_help()
        return 0 if given else WrongUse.exit_code
    if given[0] in ("-V", "--version"):
        print(f"saylau {__version__}")
        return 0
    verb = given[0]
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, 1)
        raise WrongUse(
            f"no verb {verb!r}" + (f"; did you mean {near[0]!r}?" if near else "; `saylau --help` lists them")
        )
    module = importlib.import_module(f"saylau.cli.{verb}")
    if program:
        gc.freeze()  # what was imported stays; to look through it again for circles, last at the exit, takes 0.2 s
    return _call(verb, getattr(module, verb), given[1:])


def _call(verb: str, function: object, arguments: list[str]) -> int:
    """Hand the arguments to typer, which reads them by the function's annotations; a verb with parts is an app."""
    typer = importlib.import_module("typer")
    if isinstance(function, typer.Typer):
        app = function
    else:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command(help=VERBS[verb])(function)
    try:
        app(arguments, prog_name=f"saylau {verb}", standalone_mode=True)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(bool(done.code))
    return 0


def _print_help() -> None:
    width = max(map(len, VERBS))
    print("saylau: from sourced facts about an election to an assessment that anyone can trace.\n")
    print(f"Use: {USAGE}\n")
    for verb, does in VERBS.items():
        print(f"  {verb:<{width}}  {does}")
