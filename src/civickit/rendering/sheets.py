"""Workbooks that hold only what was written: text is never a formula, an address or a number."""

from typing import Any

_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def plain_book(out: Any, **options: bool) -> Any:
    """A workbook that writes to ``out``; ``options`` are xlsxwriter's own."""
    import xlsxwriter

    return xlsxwriter.Workbook(out, {**options, **_AS_WRITTEN})


def set_page(sheet: Any, head: int) -> None:
    """Landscape on A4, one page wide, the row of heads again on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
