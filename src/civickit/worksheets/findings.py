"""What a reader of workbooks reports beside the rows: never an exception, always what to do."""

from dataclasses import dataclass

_WORDING = {
    "NOT_XLSX": (
        (
            "Tệp không phải Excel: nội dung là {found}. Hãy mở tệp và lưu lại ở định dạng Excel "
            "(.xlsx)."
        ),
        "Not an Excel file: the content is “{found}”. Open it and save it as Excel (.xlsx).",
    ),
    "ENCRYPTED_OR_LEGACY": (
        (
            "Tệp có vẻ được đặt mật khẩu hoặc là định dạng cũ không đọc được. Hãy bỏ mật khẩu rồi "
            "lưu lại dạng .xlsx."
        ),
        (
            "The file seems to have a password or an old format that cannot be read. Remove the "
            "password and save it as .xlsx."
        ),
    ),
    "OLD_WORD": (
        "Tệp là Word kiểu cũ (.doc). Hãy mở bằng Word, lưu lại dạng .docx rồi gửi lại.",
        "The file is an old Word document (.doc). Open it in Word, save it as .docx and send it.",
    ),
    "HAS_MACROS": (
        (
            "Tệp có macro (.xlsm) nên không nhận. Trong Excel chọn Lưu dưới dạng › Sổ làm việc "
            "Excel (.xlsx) rồi gửi lại."
        ),
        "The file holds macros (.xlsm). Save it as a plain workbook (.xlsx) and send it again.",
    ),
    "OF_WORD": ("{vi}", "{en}"),
    "FAR_CELLS": (
        (
            "Trang tính “{sheet}” có {count} ô nằm rất xa bảng nên không đọc (ô {cell}: "
            "“{example}”). Nếu cần, hãy chuyển vào bảng; nếu không, hãy xóa."
        ),
        (
            "Sheet “{sheet}” has {count} cells very far from the table, not read (cell {cell}: "
            "“{example}”). Move them into the table or delete them."
        ),
    ),
    "CELL_ERROR": (
        "Dòng {row}: ô {cell} báo lỗi {found}. Hãy sửa công thức hoặc gõ thẳng giá trị.",
        "Row {row}: cell {cell} shows the error {found}. Mend the formula or type the value.",
    ),
    "DAMAGED": (
        (
            "Tệp bị hỏng, không mở được ({found}). Hãy mở bằng Excel, lưu lại thành tệp mới rồi "
            "gửi lại."
        ),
        (
            "The file is damaged and cannot be opened ({found}). Open it in Excel, save it as a "
            "new file and send it again."
        ),
    ),
    "TOO_LARGE": (
        "Tệp quá lớn khi giải nén ({found}). Hãy xóa trang tính, hình ảnh không cần rồi lưu lại.",
        (
            "The file is too large once unpacked ({found}). Delete sheets and pictures that are "
            "not needed and save it again."
        ),
    ),
    "EMPTY": (
        "Tệp không có dòng nào. Hãy kiểm tra đã gửi đúng tệp chưa.",
        "The file has no rows. Check that the right file was sent.",
    ),
    "NOT_FOUND": (
        "Không tìm thấy tệp này. Hãy kiểm tra tên và thư mục.",
        "There is no such file. Check its name and folder.",
    ),
    "UNREADABLE": ("Không đọc được tệp: {found}.", "The file could not be read: {found}."),
    "MISSING_COLUMN": (
        (
            'Trang tính "{sheet}" thiếu cột bắt buộc "{column}". Các cột tìm thấy ở dòng '
            "{header_row}: {found}."
        ),
        (
            'Sheet "{sheet}" lacks the required column "{column}". Columns found in row '
            "{header_row}: {found}."
        ),
    ),
    "NO_TABLE": (
        (
            "Không tìm thấy bảng đề xuất: không dòng nào có tên các cột như Nội dung, Đơn vị được "
            "giám sát, Thời gian."
        ),
        (
            "No table of proposals was found: no row names columns such as content, supervised "
            "body, time."
        ),
    ),
    "MISSING_TITLE": (
        "Dòng {row}: thiếu tên nội dung, không nhập. Hãy ghi nội dung giám sát hoặc phản biện.",
        "Row {row}: the topic is missing; not read. Write what is to be supervised or criticised.",
    ),
    "DUPLICATE_ROW": (
        "Dòng {row}: trùng với dòng {other}, chỉ tính một lần. Hãy xóa một trong hai dòng.",
        "Row {row}: the same as row {other}, counted once. Delete one of them.",
    ),
    "TIME_UNKNOWN": (
        'Dòng {row}: không xác định được thời gian "{found}"; cần bổ sung, ví dụ "Quý II/{year}".',
        'Row {row}: the time "{found}" is not understood; write for example "Quý II/{year}".',
    ),
    "TIME_DOUBTFUL": (
        (
            "Dòng {row}: “{found}” có thể là một ngày hoặc hai tháng. Hãy ghi rõ, ví dụ "
            "“tháng 5 đến tháng 6”."
        ),
        "Row {row}: “{found}” may be a day or two months. Write which.",
    ),
    "MARK_UNKNOWN": (
        "Dòng {row}: không rõ “{found}” ở cột {column} có phải đánh dấu chọn không.",
        "Row {row}: whether “{found}” in the column {column} is a tick is unclear.",
    ),
    "AMOUNT_DOUBTFUL": (
        (
            "Dòng {row}: kinh phí {found} đồng là quá nhỏ; có thể phần nghìn đã mất khi gõ "
            "(15.000 thành 15). Hãy ghi rõ đơn vị."
        ),
        (
            "Row {row}: a budget of {found} đồng is too small; thousands may have been lost "
            "in typing. Write the unit."
        ),
    ),
    "TIME_MISSING": (
        "Dòng {row}: chưa ghi thời gian; cần bổ sung.",
        "Row {row}: no time given; add it.",
    ),
    "END_MISSING": (
        "Dòng {row}: chưa có ngày kết thúc; cần bổ sung.",
        "Row {row}: no last day given; add it.",
    ),
    "START_MISSING": (
        "Dòng {row}: chưa có ngày bắt đầu; cần bổ sung.",
        "Row {row}: no first day given; add it.",
    ),
    "TIME_BACKWARDS": (
        "Dòng {row}: ngày kết thúc {last} trước ngày bắt đầu {first}; cần sửa lại.",
        "Row {row}: the last day {last} is before the first day {first}; correct it.",
    ),
    "OTHER_YEAR": (
        (
            "Dòng {row}: thời gian thuộc năm {found}, chương trình là năm {year}. Hãy kiểm tra "
            "lại năm."
        ),
        "Row {row}: the time is in {found}, the programme is for {year}. Check the year.",
    ),
    "OTHER_YEAR_FILE": (
        (
            "Tệp ghi năm {found}, chương trình này là năm {year}, nên chưa nhập dòng nào. Đưa tệp "
            "vào chương trình năm {found}, hoặc sửa năm trong tệp rồi đưa lại."
        ),
        (
            "The file is for {found}, this programme for {year}; no row was taken in. Bring it to "
            "the programme of {found}, or correct the year in the file and bring it again."
        ),
    ),
    "UNIT_MISSING": (
        "Dòng {row}: chưa ghi nơi được giám sát; cần bổ sung.",
        "Row {row}: no supervised body given; add it.",
    ),
    "AMOUNT_UNKNOWN": (
        'Dòng {row}: không đọc được số tiền "{found}"; ghi ví dụ "15.000.000".',
        'Row {row}: the amount "{found}" is not understood; write for example "15.000.000".',
    ),
    "COUNT_UNKNOWN": (
        'Dòng {row}: không đọc được số lượng "{found}"; ghi bằng chữ số.',
        'Row {row}: the count "{found}" is not understood; write it in digits.',
    ),
    "KIND_UNKNOWN": (
        (
            'Dòng {row}: không rõ "{found}" là giám sát hay phản biện, tạm hiểu là giám sát. Ghi '
            '"Giám sát" hoặc "Phản biện".'
        ),
        'Row {row}: "{found}" is neither supervision nor criticism; taken as supervision.',
    ),
    "HIDDEN_ROW": (
        "Dòng {row}: đang ẩn nên không nhập. Bỏ ẩn dòng nếu muốn nhập.",
        "Row {row}: hidden, therefore not read. Unhide it if it should count.",
    ),
    "NOT_IN_TABLE": (
        (
            'Dòng {row}: nằm ngoài bảng nên không nhập: "{found}". Nếu là đề xuất, hãy chuyển vào '
            "bảng."
        ),
        (
            'Row {row}: outside the table, not read: "{found}". Move it into the table if it is a '
            "proposal."
        ),
    ),
    "UNREAD_COLUMN": (
        (
            "Cột “{found}” không được hiểu nên không đọc (ví dụ: “{example}”). Nếu cột này cần "
            "thiết, hãy sửa tên cột cho rõ."
        ),
        (
            "The column “{found}” was not understood and not read (for example: “{example}”). "
            "If it matters, give it a clearer head."
        ),
    ),
    "HIDDEN_COLUMN": (
        "Cột “{found}” đang ẩn nên không đọc (ví dụ: “{example}”). Bỏ ẩn cột nếu muốn nhập.",
        (
            "The column “{found}” is hidden, therefore not read (for example: “{example}”). "
            "Unhide it if it should count."
        ),
    ),
    "SHEET_WITHOUT_TABLE": (
        (
            "Trang tính “{sheet}” không có bảng đề xuất nên không đọc (bắt đầu bằng: “{found}”). "
            "Nếu có đề xuất ở đó, hãy ghi tên các cột ở dòng đầu bảng."
        ),
        (
            "Sheet “{sheet}” has no table of proposals and was not read (it begins: “{found}”). "
            "If it holds proposals, name the columns in the first row of the table."
        ),
    ),
    "SHEET_LEFT_OUT": (
        "Trang tính “{sheet}” được bỏ qua theo lựa chọn khi đưa tệp vào.",
        "Sheet “{sheet}” was left out as was chosen when the file was brought in.",
    ),
    "KEPT_BY_HAND": (
        "Dòng {row}: giữ phần đã sửa tay “{kept}”; đọc theo cách mới là “{found}”.",
        "Row {row}: the correction by hand is kept, “{kept}”; read the new way it is “{found}”.",
    ),
    "GONE_BY_READING": (
        "Theo cách đọc mới, các đề xuất {found} không còn trong tệp nên đã rút.",
        "Read the new way, the file no longer holds {found}; they were withdrawn.",
    ),
    "FORMULA_WITHOUT_VALUE": (
        (
            "Dòng {row}: ô {found} là công thức chưa có kết quả. Mở bằng Excel, lưu lại, hoặc gõ "
            "thẳng giá trị."
        ),
        (
            "Row {row}: cell {found} is a formula without a stored result. Save the file in Excel "
            "or type the value."
        ),
    ),
    "LEGACY_FONT": (
        'Cột "{found}" gõ bằng phông cũ ({encoding}); đã chuyển sang Unicode, hãy soát lại dấu.',
        (
            'Column "{found}" was typed in an old font ({encoding}); converted to Unicode, check '
            "the marks."
        ),
    ),
    "HIDDEN_SHEET": (
        'Trang tính "{sheet}" đang ẩn nên không nhập. Bỏ ẩn nếu muốn nhập.',
        'Sheet "{sheet}" is hidden, therefore not read. Unhide it if it should count.',
    ),
    "UNKNOWN_ORGANISATION": (
        "Không rõ tổ chức nào gửi tệp. Hãy ghi tên tổ chức ở đầu trang tính hoặc trong tên tệp.",
        (
            "It is not clear which organisation sent the file. Write its name at the top of the "
            "sheet or in the file name."
        ),
    ),
    "SAME_FILE": (
        "Nội dung tệp giống hệt tệp {found}; chỉ tính một lần.",
        "The content is the same as {found}; counted once.",
    ),
}


@dataclass(frozen=True)
class SheetProblem:
    """One thing a person should look at.

    ``excel_row`` is None when it concerns the whole file or sheet.
    """

    code: str
    excel_row: int | None
    facts: tuple[tuple[str, object], ...] = ()

    def message(self, lang: str = "vi") -> str:
        """The sentence a person reads, in Vietnamese or English."""
        wording = _WORDING[self.code][0 if lang == "vi" else 1]
        return wording.format(row=self.excel_row, **dict(self.facts))


def problem(code: str, excel_row: int | None = None, **facts: object) -> SheetProblem:
    """A finding with the facts its sentence needs."""
    return SheetProblem(code, excel_row, tuple(facts.items()))


class UnreadableFile(Exception):
    """A whole file that cannot be read; carries the finding.

    Raised and caught inside this package only.
    """

    def __init__(self, finding: SheetProblem) -> None:
        super().__init__(finding.message("en"))
        self.finding = finding
