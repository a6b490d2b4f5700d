"""The files of a collective complaint: the paper in each language, annexes, sums, and what stays in the house."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from saylau.casework.annexes import copies, listed, sums
from saylau.casework.collective import Selection
from saylau.casework.complaint import Complaint
from saylau.casework.complaint_document import complaint_document
from saylau.casework.names import particular_secrets, secrets_of
from saylau.casework.reached import reaching
from saylau.errors import ReportRefused, WrongUse
from saylau.records.csvtext import list_bytes
from saylau.report.anchors import parts
from saylau.report.document import Document, Text
from saylau.report.docx import write_docx
from saylau.report.fonts import font_folder
from saylau.report.pdf import write_pdf
from saylau.report.words import Words, words_for
from saylau.vault.entries import Entry
from saylau.vault.ledger import Detail

KEPT = "not-to-be-sent"
"""Folder for what stays in the house: why others are left out, and what a release has to tell the vault."""
RELEASE = "complaint.json"
SUMS = "SHA256SUMS"


def complaint_files(
    complaint: Complaint,
    languages: Sequence[str],
    *,
    papers: Path | None = None,
    entries_of_lists: Sequence[Entry] = (),
) -> Mapping[str, bytes]:
    """Every file by its name: DOCX and PDF a language, annexes, sums, and the folder of what is not to be sent.

    `papers` is a folder in which copies of annexes are looked for by their hash. Raises `ReportRefused` where a text
    would name somebody who is not to be named, or tell somebody who is left out.
    """
    files: dict[str, bytes] = {}
    unnamed = {n: own for n, own in complaint.people.items() if n not in complaint.selection.named}
    own = particular_secrets(reaching([e for n in complaint.selection.named for e in complaint.people[n]]))
    secrets = secrets_of(unnamed, entries_of_lists, complaint.selection.named, complaint.outside)
    for language in languages:
        words = words_for(language, complaint.case)
        document = complaint_document(complaint, language)
        beside = secrets.beside(_printed(complaint, words))
        _look_over(document, lambda text, beside=beside: beside.stand_in(text) or own.stand_in(text))  # type: ignore[misc]
        files[f"complaint.{language}.docx"] = write_docx(document, pngs={})
        files[f"complaint.{language}.pdf"] = write_pdf(document, svgs={}, fonts=font_folder())
    found = copies(complaint.annexes, papers) if papers else {}
    names = {
        a.number: f"annexes/{a.file}{found[a.number].suffix.lower()}" for a in complaint.annexes if a.number in found
    }
    files |= {names[number]: path.read_bytes() for number, path in found.items()}
    files["annexes.csv"] = listed(complaint.annexes, names)
    files[SUMS] = sums(files)
    files[f"{KEPT}/{RELEASE}"] = _release(complaint, files)
    files[f"{KEPT}/selection.csv"] = _selection(complaint, words_for("en", complaint.case))
    return files


def write_files(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write files into a new or empty folder; the paths written. Raises `WrongUse` where the folder holds something."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WrongUse(f"{out} exists already and is not an empty folder; name a new one")
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return tuple(out / name for name in files)


def _printed(complaint: Complaint, words: Words) -> Iterator[str]:
    """What may stand in the paper of those who are named, although others may share it: a surname."""
    for number in complaint.selection.named:
        yield complaint.name(number, words)


def _look_over(document: Document, tells: Callable[[str], bool]) -> None:
    """Every word of the finished paper. Raises `ReportRefused` where one tells who somebody is that is not named."""
    for section in document.sections:
        for part in parts(section):
            texts = (
                (part.text,) if isinstance(part, Text) else (getattr(part, "title", ""), getattr(part, "caption", ""))
            )
            _refuse(section.number, texts, tells)
    _refuse("cover", [part.text for part in parts((document.cover, document.about)) if isinstance(part, Text)], tells)
    _refuse("notes", [part.text for part in parts(document.notes) if isinstance(part, Text)], tells)


def _refuse(place: str, texts: Iterable[str], tells: Callable[[str], bool]) -> None:
    if any(text and tells(text) for text in texts):
        raise ReportRefused(
            f"section {place} of the complaint would tell the name, address or number of somebody who is not to be "
            "named in it; look for it in the rows of the case and in your text, and write a case number instead"
        )


def _release(complaint: Complaint, files: Mapping[str, bytes]) -> bytes:
    """What the vault has to remember once the complaint is sent."""
    selection = complaint.selection
    told = {
        "case": complaint.case.info.id,
        "day": selection.day.isoformat(),
        "bodies": list(selection.rule.bodies),
        "attorney": selection.rule.attorney,
        "to_government": selection.rule.to_government,
        "persons": {number: [str(detail) for detail in details_of(selection, number)] for number in selection.included},
        "files": {name: sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def details_of(selection: Selection, number: str) -> tuple[Detail, ...]:
    """What the complaint tells of one of the included."""
    named = (Detail.NAME, Detail.PARTICULARS) if number in selection.named else ()
    return (Detail.NUMBER, *named)


def _selection(complaint: Complaint, words: Words) -> bytes:
    """Who is taken in, and each reason why others are not."""
    selection = complaint.selection
    rows = [(number, "included", "", "") for number in selection.included]
    rows += [
        (one.number, "left out", str(reason.lack), words.text(reason.says))
        for one in selection.left_out
        for reason in one.reasons
    ]
    return list_bytes(("person", "result", "lack", "reason"), rows)
