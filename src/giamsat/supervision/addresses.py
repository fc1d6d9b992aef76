"""The address of a case, by what it is."""

from django.urls import register_converter


class CaseAddress:
    """Where a case stands: giam-sat/2026-GS-07, phan-bien/2026-PB-03."""

    regex = r"(?:giam-sat|phan-bien)/[0-9]{4}-[A-Z]{2}-[0-9]+"

    def to_python(self, value: str) -> str:
        """The code alone."""
        return value.rpartition("/")[2]

    def to_url(self, code: str) -> str:
        """With the part of the site it belongs to."""
        return f"{'phan-bien' if '-PB-' in code else 'giam-sat'}/{code}"


register_converter(CaseAddress, "case")
