"""Files sent to the pages of people: hashed, held in memory; what is large lies in a file without a name meanwhile."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST = 256 << 10
"""Bytes of a form that is read; a list of some thousand people. What is larger is hashed, and its content dropped."""


class Hashed(SimpleUploadedFile):
    """A file that was sent: its name, its SHA-256, and its content where that is small."""

    def __init__(self, content: bytes, name: str, sha256: str, size: int, *, whole: bool) -> None:
        super().__init__(name, content)
        self.sha256, self.whole, self.size = sha256, whole, size


class InMemory(FileUploadHandler):
    """Takes a file into memory. Of one that is larger than `largest` the content is dropped."""

    def __init__(self, request: HttpRequest, largest: int = MOST) -> None:
        super().__init__(request)
        self._largest = largest

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._hash, self._kept, self._size = hashlib.sha256(), bytearray(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        self._hash.update(raw_data)
        self._size += len(raw_data)
        if self._size > settings.LARGEST_FILE:
            raise StopUpload(connection_reset=True)
        if self._size <= self._largest:
            self._kept += raw_data
        else:
            self._kept.clear()

    def file_complete(self, file_size: int) -> Hashed:
        """The file, once it has come."""
        whole = file_size <= self._largest
        return Hashed(bytes(self._kept), str(self.file_name), self._hash.hexdigest(), file_size, whole=whole)
