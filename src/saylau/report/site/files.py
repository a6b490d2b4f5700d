"""Files of a site on the disk: written whole, with their sums, and none left of an earlier site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from saylau.errors import ReportRefused

SUMS = "SHA256SUMS"
"""Names every file of the site with its hash, as `sha256sum --check` reads it; by it an earlier site is known."""
_LINE = re.compile(r"[0-9a-f]{64}  ((?:[a-z]+/)?[A-Za-z0-9._=~-]+)")


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files; those of an earlier site that are not among them go, lest what was withheld since stays.

    Raises `ReportRefused` where the folder holds files and no site put them there.
    """
    earlier = _earlier(folder)
    for address in sorted(earlier - files.keys()):
        (folder / address).unlink(missing_ok=True)
    for name in sorted({address.rpartition("/")[0] for address in files}):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for address, data in files.items():
        (folder / address).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {address}\n" for address, data in sorted(files.items()))
    (folder / SUMS).write_bytes(sums.encode())


def _earlier(folder: Path) -> set[str]:
    """The files that an earlier site put into the folder."""
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    if not (folder / SUMS).is_file():
        raise ReportRefused(f"{folder} holds files that are not those of a site; empty it, or name another with --out")
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {found[1] for line in lines if (found := _LINE.fullmatch(line)) and ".." not in found[1]}
