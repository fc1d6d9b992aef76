"""Forget where things came from."""

from datetime import datetime, timedelta

from django.apps import apps

from giamsat.intake.models import Submission

KEPT = timedelta(days=2)


def forget_sources(now: datetime) -> None:
    """Drop the hashes of where things came from after two days, in every table of submissions."""
    for table in apps.get_models():
        if issubclass(table, Submission):
            old = table._default_manager.exclude(source_key="").filter(received_at__lt=now - KEPT)
            if old.exists():
                old.update(source_key="", text_key="")
