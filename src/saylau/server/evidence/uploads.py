"""Files out of a browser's form, piece by piece into the folder of what is being received; never into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from saylau.server.evidence.intake import Incoming

if TYPE_CHECKING:
    _Uploaded = UploadedFile[bytes]
else:
    _Uploaded = UploadedFile


class Arrived(_Uploaded):
    """A file that came; it goes away at the end of the request unless it was taken in."""

    def __init__(self, incoming: Incoming, field_name: str | None) -> None:
        super().__init__(None, incoming.name, None, incoming.size)
        self.incoming, self.field_name = incoming, field_name

    def close(self) -> None:
        """Let go of it."""
        self.incoming.close()


class IntakeHandler(FileUploadHandler):
    """Hands each file of a form on to `Incoming` while it comes, to be encrypted to a recipient where there is one."""

    def __init__(self, request: HttpRequest | None = None, recipient: str = "") -> None:
        super().__init__(request)
        self._recipient = recipient

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.file = self.incoming = Incoming(self.file_name or "", recipient=self._recipient)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """The next piece."""
        self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> Arrived:
        """The file is there, or what went wrong is known."""
        self.incoming.finish()
        return Arrived(self.incoming, self.field_name)

    def upload_interrupted(self) -> None:
        """The connection broke off."""
        if hasattr(self, "incoming"):
            self.incoming.close()
