"""Uploads that end in time."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class UploadTooLarge(Exception):
    """The body went over the limit while it was read; what had arrived is dropped."""


class UploadLimit(FileUploadHandler):
    """Counts what comes in, also when the sender does not say how much will."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's shape
        """Pass on, until it is too much. Raises UploadTooLarge."""
        self.arrived += len(raw_data)
        if self.arrived > settings.LARGEST_REQUEST:
            raise UploadTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002 - the same
        """The other handlers keep the file."""
        return
