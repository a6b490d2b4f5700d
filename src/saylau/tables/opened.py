"""A results file made ready for DuckDB: unpacked, transcoded strictly to UTF-8, its header known."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from saylau.errors import CaseRefused, Problem
from saylau.tables.declared import Declared
from saylau.tables.headers import recognised
from saylau.tables.sheets import sheet_as_csv

MOST_BYTES = 8 << 30
"""Unpacked size of a table."""
_CHUNK = 1 << 24
"""Bytes that are read at once. Another thread loads the compiled code meanwhile, and every piece waits for its turn."""
_HEAD = 1 << 18
"""Bytes in which the header has to end."""
_DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BY_HEADER = ("cp1251", "cp1252", "koi8-r", "cp866")
"""Encodings of which one is taken where the file is not UTF-8 and the header holds most known names under it alone."""
_KNOWN_NAMES = 2


@dataclass(frozen=True)
class Opened:
    """A table on the disk as DuckDB can read it."""

    name: str
    sha256: str
    path: Path
    kind: str
    """`csv` or `parquet`."""
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    has_quotes: bool = False
    """Whether a quotation mark stands anywhere in the text: a cell may then hold the end of a line."""


@dataclass(frozen=True)
class _Text:
    """A text file in UTF-8 without mark and with line feeds, and the encoding that it had."""

    path: Path
    encoding: str
    has_quotes: bool


@contextmanager
def opened(path: Path, declared: Declared) -> Iterator[Opened]:
    """The table of a CSV, Parquet or XLSX file, packed or not, for as long as the block lasts. Raises `CaseRefused`."""
    digest = _sha256(path)
    with TemporaryDirectory(prefix="saylau-") as folder:
        plain = _unpacked(path, declared, Path(folder))
        start = _start(plain)
        if start == b"PAR1":
            yield Opened(path.name, digest, plain, "parquet", "", "", _parquet_header(path.name, plain), 1)
            return
        if start == b"PK\3\4":
            plain = sheet_as_csv(plain, declared.sheet, Path(folder) / "sheet.csv")
        text = _transcoded(path.name, plain, declared, Path(folder))
        delimiter, header = _header(path.name, text.path, declared)
        yield Opened(
            path.name, digest, text.path, "csv", text.encoding, delimiter, header, declared.header_line, text.has_quotes
        )


def refused(file: str, why: str, right: str, *, row: int = 0, column: str = "", value: str = "") -> CaseRefused:
    """A file that is not read."""
    return CaseRefused([Problem(file, row, column, value, why, right)])


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytearray]:
    """The bytes of a file, piece by piece, in one piece of memory: each is to be used before the next is asked for."""
    room = bytearray(_CHUNK)
    with path.open("rb") as file:
        while size := file.readinto(room):
            yield room if size == len(room) else room[:size]


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _unpacked(path: Path, declared: Declared, folder: Path) -> Path:
    """The file itself, or what is packed in it; a workbook is a zip archive that stays packed."""
    start = _start(path)
    if start[:2] == b"\x1f\x8b":
        return _copied(path.name, lambda: cast(IO[bytes], gzip.open(path, "rb")), folder / "unpacked")
    if start == b"PK\3\4":
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                if "[Content_Types].xml" in names:
                    return path
                member = _member(path.name, names, declared.member)
                return _copied(path.name, lambda: archive.open(member), folder / "unpacked")
        except zipfile.BadZipFile:
            raise _damaged(path.name) from None
    if not start:
        raise refused(path.name, "the file is empty", "copy it again")
    return path


def _member(file: str, names: list[str], wanted: str) -> str:
    files = [n for n in names if not n.endswith("/") and not n.startswith("__MACOSX/")]
    if wanted:
        if wanted not in files:
            raise refused(file, f"holds no file {wanted}", f"it holds {', '.join(files[:10])}", value=wanted)
        return wanted
    if len(files) != 1:
        raise refused(file, f"holds {len(files)} files", f"say which: member={files[0] if files else 'NAME'}")
    return files[0]


def _copied(file: str, source: Callable[[], IO[bytes]], target: Path) -> Path:
    """Unpack to a file of its own, within the size that a table may have."""
    size = 0
    try:
        with source() as packed, target.open("wb") as plain:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > MOST_BYTES:
                    raise refused(file, f"unpacks to more than {MOST_BYTES >> 30} GB", "split the table")
                plain.write(chunk)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _damaged(file) from None
    return target


def _damaged(file: str) -> CaseRefused:
    return refused(file, "the packed file is damaged or encrypted", "copy or pack it again")


def _parquet_header(file: str, path: Path) -> tuple[str, ...]:
    import duckdb

    try:
        with duckdb.connect() as database:
            described = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error:
        raise refused(file, "is not a Parquet file that can be read", "write it again") from None
    return tuple(str(row[0]) for row in described)


def _transcoded(file: str, path: Path, declared: Declared, folder: Path) -> _Text:
    """The file in UTF-8 without mark and with line feeds; itself where it is so already."""
    with path.open("rb") as binary:
        head = binary.read(_HEAD)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    lines = b"\n" in head or b"\r" not in head
    if lines and not marked and (declared.encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8"):
        has_quotes = _quotes_in_utf8(path)
        if has_quotes is not None:
            return _Text(path, "utf-8", has_quotes)
    encoding = declared.encoding or marked or _encoding(file, path, head, declared)
    try:
        "".encode(encoding)
    except LookupError:
        raise refused(file, "no such encoding", "utf-8, cp1251, cp1252, utf-16 ...", value=encoding) from None
    target = folder / "utf8.csv"
    with target.open("w", encoding="utf-8", newline="") as written:
        has_quotes = _decode(file, path, encoding, written, old_lines=not lines)
    return _Text(target, encoding.removesuffix("-sig"), has_quotes)


def _quotes_in_utf8(path: Path) -> bool | None:
    """Whether a file that is UTF-8, without zero bytes, holds a quotation mark; None for any other file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    found = False
    try:
        for chunk in _chunks(path):
            if chunk.find(0) >= 0:
                return None
            found = found or b'"' in chunk
            # Nothing is decoded where every byte is a letter by itself.
            if decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return found


def _encoding(file: str, path: Path, head: bytes, declared: Declared) -> str:
    """UTF-8 where the bytes are; else the one encoding under which the header holds the most names that are known."""
    if not head[:4096].count(0) and _is(path, "utf-8"):
        return "utf-8"
    candidates = ("utf-16-le", "utf-16-be") if head[:4096].count(0) else _BY_HEADER
    known = {encoding: _names(head, encoding, declared) for encoding in candidates}
    most = max(known.values())
    best = [encoding for encoding, names in known.items() if names == most]
    if most >= _KNOWN_NAMES and len(best) == 1 and _is(path, best[0]):
        return best[0]
    offset, line, bytes_there = _first_wrong(path)
    raise refused(
        file, f"bytes {bytes_there} at offset {offset} are not UTF-8, and the header does not tell the encoding",
        "declare it, as in --columns encoding=cp1251", row=line,
    )  # fmt: skip


def _is(path: Path, encoding: str) -> bool:
    try:
        for _ in _pieces(path, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _pieces(path: Path, encoding: str, *, old_lines: bool = False) -> Iterator[str]:
    """The text of a file, piece by piece; with `old_lines` every way to end a line becomes a line feed.

    Bytes are read and then decoded: a text stream takes several times as long. Raises `UnicodeError`.
    """
    plain = codecs.getincrementaldecoder(encoding)()
    decoder = io.IncrementalNewlineDecoder(plain, translate=True) if old_lines else plain
    with path.open("rb") as binary:
        while chunk := binary.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _names(head: bytes, encoding: str, declared: Declared) -> int:
    """How many columns of the header are known, or declared, under an encoding."""
    text = head.decode(encoding, errors="replace")
    line = _line(text, declared.header_line)
    wanted = {column for columns in declared.columns.values() for column in columns}
    rows = [_cells(line, delimiter) for delimiter in (declared.delimiter, *_DELIMITERS) if delimiter]
    return max(sum(map(len, recognised(row).values())) + len(wanted & set(row)) for row in rows)


def _first_wrong(path: Path) -> tuple[int, int, str]:
    """Offset, line and bytes of the first place that is not UTF-8."""
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        there = data[error.start : error.start + 4].hex(" ")
        return error.start, data.count(b"\n", 0, error.start) + 1, there
    place = max(data.find(b"\0"), 0)
    return place, data.count(b"\n", 0, place) + 1, data[place : place + 4].hex(" ")


def _decode(file: str, path: Path, encoding: str, target: IO[str], *, old_lines: bool = False) -> bool:
    """Decode the whole file, strictly, and write it; whether it holds a quotation mark."""
    has_quotes = False
    try:
        for piece in _pieces(path, encoding, old_lines=old_lines):
            if "\0" in piece:
                raise refused(file, f"holds NUL bytes under {encoding}", "declare it: encoding=utf-16")
            has_quotes = has_quotes or '"' in piece
            target.write(piece)
    except UnicodeError as error:
        right = "declare its encoding, as in --columns encoding=cp1251"
        raise refused(file, f"is not {encoding}: {error}", right) from None
    return has_quotes


def _header(file: str, path: Path, declared: Declared) -> tuple[str, tuple[str, ...]]:
    """Delimiter and names of the columns."""
    with path.open("rb") as binary:
        head = binary.read(_HEAD).decode("utf-8", errors="ignore")
    line = _line(head, declared.header_line)
    if not line.partition("\n")[0].strip():
        right = "say in which line the header stands: header_line=3"
        raise refused(file, "no header", right, row=declared.header_line)
    wanted = {column for columns in declared.columns.values() for column in columns}

    def known(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return sum(map(len, recognised(cells).values())) + len(wanted & set(cells)), len(cells)

    delimiter = declared.delimiter or max(_DELIMITERS, key=known)
    header = tuple(cell.strip() for cell in _cells(line, delimiter))
    twice = sorted({name for name in header if header.count(name) > 1 and name})
    if twice:
        raise refused(file, "two columns of one name", "rename one of them", row=declared.header_line, column=twice[0])
    if len(header) < 2:
        right = "say what divides the columns: delimiter=;"
        raise refused(
            file, "the header has only one column", right, row=declared.header_line, value=line.partition("\n")[0][:80]
        )
    return delimiter, header


def _line(text: str, number: int) -> str:
    """The text from a line on, as far as a header can reach."""
    rest = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(number - 1):
        _, _, rest = rest.partition("\n")
    return rest


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except (csv.Error, TypeError):
        return [text.partition("\n")[0]]
