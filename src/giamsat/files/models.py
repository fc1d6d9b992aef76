"""What is known of a stored file; the content lies beside the database under its hash."""

from django.db import models

from giamsat.foundation.privacy import classed


class StoredFile(models.Model):
    """Content that never changes: its name is its SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    PRIVACY = classed(internal="sha256 size_bytes stored_at")

    def __str__(self) -> str:
        return self.sha256[:12]
