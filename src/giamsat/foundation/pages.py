"""What a page is given.

A frozen dataclass beside its view, compared by a test with what its template names.
"""

from dataclasses import fields
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class PageContext:
    """Base of the contexts; each is a frozen dataclass that says its template."""

    template: ClassVar[str]
    part: ClassVar[str] = ""  # the template of the part that htmx asks for, given the same

    def as_dict(self) -> dict[str, Any]:
        """What the template knows, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]

    def render(self, request: HttpRequest, *, status: int = 200) -> HttpResponse:
        """The page, or the part of it that was asked for."""
        asks_for_part = self.part and request.htmx  # type: ignore[attr-defined]
        template = self.part if asks_for_part else self.template
        return render(request, template, self.as_dict(), status=status)
