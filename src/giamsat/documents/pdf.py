"""PDF from Word by LibreOffice, so both show the same pages."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_LONGEST = 120  # seconds for one batch


def converter() -> str | None:
    """Where LibreOffice is; None when the machine has none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """PDF of each Word document by its name; those that could not be converted are missing.

    Each batch runs under its own profile: two at a time do not disturb each other.
    """
    program = converter()
    if program is None or not documents:
        return {}
    with tempfile.TemporaryDirectory(prefix="giamsat-pdf-") as folder:
        room = Path(folder)
        for name, content in documents.items():
            (room / f"{name}.docx").write_bytes(content)
        subprocess.run(  # noqa: S603 - a program of the machine, file names of our own
            [
                program,
                f"-env:UserInstallation=file://{room}/profile",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
                "--outdir",
                str(room),
                *(str(room / f"{name}.docx") for name in documents),
            ],
            check=False,
            capture_output=True,
            timeout=_LONGEST,
        )
        return {
            name: (room / f"{name}.pdf").read_bytes()
            for name in documents
            if (room / f"{name}.pdf").exists()
        }
