"""Put content away and take it out again. A file is whole or not there."""

import contextlib
import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from giamsat.files.models import StoredFile
from giamsat.foundation.refusals import Refusal

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


class NoRoom(Refusal):
    """The disk is full or refuses to be written."""

    code = "NO_ROOM"
    status = 503
    vi = (
        "Chưa cất được tệp vì ổ đĩa của máy chủ đã đầy hoặc không ghi được. Chưa có gì bị thay "
        "đổi; báo người quản trị rồi làm lại."
    )
    en = (
        "The file could not be kept: the server's disk is full or cannot be written. Nothing was "
        "changed; tell the administrator and try again."
    )


def place_of(sha256: str) -> Path:
    """Where content lies."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:]


def store(content: bytes, *, now: datetime) -> str:
    """Keep content and return its SHA-256. The same content is kept once. Raises NoRoom."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(sha256)
    if not place.exists():
        _write(place, content)
    StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size_bytes": len(content), "stored_at": now}
    )
    return sha256


def _write(place: Path, content: bytes) -> None:
    temporary = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except OSError as error:
        raise NoRoom from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def content_of(sha256: str) -> bytes:
    """The content kept under a hash. Raises FileNotFoundError."""
    return place_of(sha256).read_bytes()


def download(content: bytes, name: str) -> HttpResponse:
    """Content as an attachment: a browser keeps it and never runs it."""
    ending = name.rsplit(".", 1)[-1].lower()
    response = HttpResponse(content, content_type=TYPES.get(ending, "application/octet-stream"))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
