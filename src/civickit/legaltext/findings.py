"""What a reader of drafts reports beside the provisions: never an exception, always what to do."""

from dataclasses import dataclass

from civickit.legaltext.citing import cited

_WORDING = {
    "NOT_A_DRAFT": (
        (
            "Tệp không phải Word, PDF hay văn bản thuần: nội dung là {found}. Hãy mở tệp và lưu "
            "lại ở dạng .docx."
        ),
        "Not a Word, PDF or text file: the content is {found}. Open it and save it as .docx.",
    ),
    "OLD_WORD": (
        "Tệp là Word kiểu cũ (.doc) hoặc có mật khẩu. Hãy bỏ mật khẩu, lưu lại ở dạng .docx.",
        (
            "An old Word file (.doc), or one with a password. Remove the password and save it as "
            ".docx."
        ),
    ),
    "DAMAGED": (
        (
            "Tệp bị hỏng hoặc tải lên chưa hết ({found}). Hãy mở bằng Word, lưu thành tệp mới rồi "
            "đưa lại."
        ),
        (
            "The file is damaged or was cut off ({found}). Open it in Word, save it as a new file "
            "and bring it again."
        ),
    ),
    "TOO_LARGE": (
        "Tệp quá lớn khi giải nén ({found}). Hãy bỏ hình ảnh không cần rồi lưu lại.",
        (
            "The file is too large once unpacked ({found}). Remove pictures that are not needed "
            "and save it again."
        ),
    ),
    "PDF_PASSWORD": (
        "Tệp PDF đòi mật khẩu để mở. Hãy bỏ mật khẩu rồi đưa lại.",
        "The PDF asks for a password. Remove it and bring the file again.",
    ),
    "NO_TEXT": (
        (
            "Tệp PDF chỉ có ảnh chụp trang giấy, không có chữ để đọc. Hãy xin bản Word hoặc bản "
            "PDF xuất từ Word."
        ),
        "The PDF holds pictures of pages and no text. Ask for the Word file or a PDF made from it.",
    ),
    "EMPTY": (
        "Tệp không có chữ nào. Hãy kiểm tra đã chọn đúng tệp chưa.",
        "The file has no text. Check that it is the right one.",
    ),
    "NOT_FOUND": (
        "Không tìm thấy tệp này. Hãy kiểm tra tên và thư mục.",
        "There is no such file. Check its name and folder.",
    ),
    "NO_PROVISIONS": (
        "Không nhận ra điều, khoản hay mục nào. Hãy kiểm tra tệp có đúng là dự thảo không.",
        "No article, clause or section was recognised. Check that the file is the draft.",
    ),
    "DUPLICATE": (
        (
            "{path} xuất hiện hai lần; lần sau được ghi là “{other}”. Đề nghị cơ quan soạn thảo "
            "đánh số lại."
        ),
        "{path} stands twice; the second is called “{other}”. Ask the drafter to number again.",
    ),
    "GAP": ("Trước {path} thiếu {found}.", "{found} is missing before {path}."),
    "OUT_OF_ORDER": ("{path} đứng không đúng thứ tự.", "{path} stands out of order."),
    "UNUSUAL_LETTER": (
        (
            "{path} dùng chữ cái không có trong thứ tự điểm của văn bản pháp luật (a, b, c, d, đ, "
            "e, g, h, i, k…)."
        ),
        "{path} uses a letter that is not in the order of points in Vietnamese law.",
    ),
    "EMPTY_PROVISION": ("{path} không có nội dung.", "{path} has no content."),
    "NO_SUCH_REFERENCE": (
        "{path} dẫn chiếu tới “{found}” nhưng dự thảo không có điều khoản này.",
        "{path} refers to “{found}”, which the draft does not have.",
    ),
    "UNCLOSED_QUOTE": (
        "Lời văn được sửa đổi ở {path} mở ngoặc kép mà không đóng.",
        "The quoted wording in {path} opens and is never closed.",
    ),
    "RESTARTED": (
        (
            "Số điều bắt đầu lại từ đầu ở {path} mà không có tên văn bản ban hành kèm theo; phần "
            "sau được coi là văn bản kèm theo."
        ),
        (
            "Articles start again at {path} without the name of an attached text; what follows is "
            "taken as attached."
        ),
    ),
    "TRACKED_CHANGES": (
        (
            "Tệp còn dấu sửa (Track Changes): chữ thêm được đọc, chữ gạch bỏ thì không. Nên chấp "
            "nhận hết thay đổi rồi đưa lại."
        ),
        (
            "The file has tracked changes: insertions were read, deletions were not. Better "
            "accept all and bring it again."
        ),
    ),
    "HIDDEN_TEXT": (
        "Tệp có chữ ẩn; phần này không được đọc.",
        "The file has hidden text; it was not read.",
    ),
    "EMPTY_NUMBER": (
        "Số tự động “{found}” đứng trước một đoạn trống; các số sau vẫn được đếm tiếp như Word.",
        "The automatic number “{found}” stands before an empty paragraph; it was counted.",
    ),
    "STRUCK_OUT": (
        (
            "Tệp có chữ gạch ngang, không đọc vào lời văn: “{found}”. Nếu là chữ còn giữ, hãy bỏ "
            "gạch rồi đưa lại."
        ),
        (
            "The file has words struck through, which were not read: “{found}”. Remove the line "
            "through words that stay."
        ),
    ),
    "TEXT_BOXES": (
        "Tệp có {found} khung chữ (text box); chữ trong khung được đọc sau đoạn chứa khung.",
        "The file has {found} text boxes; they were read after the paragraph that holds them.",
    ),
    "FOOTNOTES": (
        "Tệp có {found} chú thích cuối trang; mỗi chú thích được đọc sau đoạn dẫn tới nó.",
        "The file has {found} footnotes; each was read after the paragraph that refers to it.",
    ),
    "ENDNOTES": (
        "Tệp có {found} chú thích cuối văn bản; phần này không được đọc.",
        "The file has {found} endnotes; they were not read.",
    ),
    "COMMENTS": (
        "Tệp có {found} ghi chú bên lề (Comment); phần này không được đọc vào lời văn.",
        "The file has {found} comments in the margin; they are not part of the text.",
    ),
    "EMBEDDED_TEXT": (
        "Tệp nhúng {found} tài liệu khác, không được đọc. Hãy mở bằng Word, lưu lại rồi đưa lại.",
        "The file embeds {found} other documents, which were not read. Save it again with Word.",
    ),
    "PICTURES": (
        "Tệp có {found} hình ảnh; chữ trong hình không được đọc.",
        "The file has {found} pictures; words within them were not read.",
    ),
    "LEGACY_FONT": (
        "Tệp gõ bằng phông cũ ({found}); đã chuyển sang Unicode, hãy soát lại dấu.",
        "Typed in an old font ({found}); converted to Unicode, check the marks.",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing a person should look at; ``path`` is None when it concerns the whole file."""

    code: str
    path: str | None = None
    facts: tuple[tuple[str, object], ...] = ()

    def message(self, lang: str = "vi") -> str:
        """The sentence a person reads, in Vietnamese or English."""
        wording = _WORDING[self.code][0 if lang == "vi" else 1]
        facts = {"path": self.path, **dict(self.facts)}
        sentence = wording.format(
            **{name: cited(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        )
        return sentence[:1].upper() + sentence[1:]


def problem(code: str, path: str | None = None, **facts: object) -> Problem:
    """A finding with the facts its sentence needs."""
    return Problem(code, path, tuple(facts.items()))


class UnreadableDraft(Exception):
    """A whole file that cannot be read; carries the finding."""

    def __init__(self, finding: Problem) -> None:
        super().__init__(finding.message("en"))
        self.finding = finding
