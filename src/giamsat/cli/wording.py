"""What the command line says, in Vietnamese and English."""

COMMANDS = (
    "read-worksheet",
    "compare",
    "overlaps",
    "plan",
    "draft",
    "draft-diff",
    "consolidate",
    "deadline",
    "targets",
    "rulebook",
    "licences",
    "demo",
    "serve",
    "work",
    "check",
    "office",
)

_TEXTS = {
    "about": (
        "Chương trình giám sát và phản biện xã hội trong năm, không chồng chéo.",
        "The yearly programme of social supervision and criticism, without overlap.",
    ),
    "options": ("tùy chọn", "options"),
    "commands": ("lệnh", "commands"),
    "arguments": ("tham số", "arguments"),
    "help": ("xem hướng dẫn rồi dừng", "show this help and stop"),
    "lang": (
        "ngôn ngữ của lời nhắn: vi (mặc định) hoặc en",
        "language of messages: vi (default) or en",
    ),
    "json": ("in kết quả dạng JSON", "print the answer as JSON"),
    "year": ("năm của chương trình", "year of the programme"),
    "read-worksheet": (
        "đọc tệp đề xuất của các tổ chức",
        "read the proposal workbooks of organisations",
    ),
    "compare": (
        "so từng cặp nội dung: trùng, chồng chéo hay khác",
        "compare pairs of topics: duplicate, overlap or distinct",
    ),
    "overlaps": (
        "tìm mọi cặp trùng, chồng chéo trong các tệp",
        "find every duplicate or overlapping pair in the files",
    ),
    "plan": (
        "lập chương trình năm từ các tệp đề xuất",
        "plan the year from the proposal workbooks",
    ),
    "draft": (
        "đọc dự thảo thành cây phần, chương, mục, điều, khoản, điểm",
        "read a draft into its tree of provisions",
    ),
    "draft-diff": (
        "so hai bản dự thảo: sửa, thêm, bỏ, chuyển chỗ, đánh số lại",
        "compare two versions of a draft",
    ),
    "consolidate": (
        "gom ý kiến góp ý theo điều khoản, gộp ý kiến trùng",
        "gather opinions by provision and group those that say the same",
    ),
    "draft-file": (
        "tệp dự thảo (.docx, .pdf có chữ, .txt)",
        "the draft (.docx, .pdf with text, .txt)",
    ),
    "draft-old": ("bản trước", "the earlier version"),
    "draft-new": ("bản sau", "the later version"),
    "opinions-file": ("tệp ý kiến .jsonl, mỗi dòng một ý kiến", "opinions, one a line (.jsonl)"),
    "no-place": ("Chưa rõ điều khoản", "No provision named"),
    "draft-next": ("bản dự thảo sau khi tiếp thu", "the next version of the draft"),
    "change-modified": ("Sửa", "Modified"),
    "change-added": ("Thêm", "Added"),
    "change-deleted": ("Bỏ", "Deleted"),
    "change-renumbered": ("Đánh số lại", "Renumbered"),
    "deadline": (
        "tính hạn theo quy định, nêu rõ cách đếm",
        "work out a deadline and show how it was counted",
    ),
    "targets": (
        "xem các chỉ tiêu của một nghị quyết đạt đến đâu",
        "show how far the targets of a resolution are met",
    ),
    "target-rulebook": (
        "mã bộ chỉ tiêu, hoặc tệp .yaml của cơ quan",
        "code of a rulebook of targets, or the office's own .yaml",
    ),
    "as-of": ("số liệu đến ngày nào (mặc định hôm nay)", "as of which day (default: today)"),
    "with-units": ("kèm số liệu từng đơn vị", "with the figures of every unit"),
    "target-line": ("{0}. {1}: {2} trên {3} đơn vị, {4}", "{0}. {1}: {2} of {3} units, {4}"),
    "is-met": ("đạt", "met"),
    "is-not_met": ("chưa đạt", "not met"),
    "is-not_applicable": ("không áp dụng", "not applicable"),
    "is-not_known": ("chưa rõ", "not known yet"),
    "rulebook": ("xem các bộ quy tắc đang có", "show the rulebooks there are"),
    "demo": (
        "mở một tỉnh mẫu, đã xếp lịch từ sáu tệp, trên máy này",
        "serve a sample province, planned from six workbooks, on this machine",
    ),
    "serve": ("mở trang làm việc", "serve the site"),
    "work": (
        "làm các việc dài: đọc tệp, so trùng, xếp lịch",
        "do long work: reading, comparing, planning",
    ),
    "short_work": (
        "chỉ làm việc ngắn, để việc dài cho máy khác",
        "short work only; leave what takes minutes to other workers",
    ),
    "check": ("kiểm tra bản cài đặt", "check the installation"),
    "office": (
        "bước đầu của bản cài đặt mới: mở cơ quan Mặt trận của tỉnh và người quản trị",
        "first step of a new installation: the province's Front and its administrator",
    ),
    "samples": ("thư mục có sáu tệp mẫu", "folder with the six sample workbooks"),
    "port": ("cổng của trang", "port of the site"),
    "host": ("địa chỉ mạng nghe yêu cầu", "network address to listen on"),
    "web-workers": ("số tiến trình phục vụ trang", "number of web processes"),
    "prepare-only": ("chỉ chuẩn bị, không mở trang", "prepare only, do not serve"),
    "province-code": (
        "mã tỉnh, thành phố, ví dụ 40 là Nghệ An",
        "code of the province, for example 40",
    ),
    "admin": ("tên đăng nhập của người quản trị", "the administrator's sign-in name"),
    "full-name": ("họ và tên của người quản trị", "the administrator's full name"),
    "demo-making": (
        "Đang lập tỉnh mẫu: đọc sáu tệp, so trùng, xếp lịch…",
        "Making the sample province: reading, comparing, planning…",
    ),
    "demo-ready": (
        "Mở {0} và đăng nhập bằng một tên dưới đây, mật khẩu {1}. Dừng bằng Ctrl+C.",
        "Open {0} and sign in with a name below, password {1}. Stop with Ctrl+C.",
    ),
    "codes": (
        "chỉ in mã 6 số lúc này của từng người rồi dừng",
        "only print everybody's present 6-digit code",
    ),
    "demo-codes": (
        "Mã 6 số đổi mỗi 30 giây; xem mã mới ở cửa sổ khác bằng: make codes",
        (
            "The 6-digit codes change every 30 seconds; "
            "print fresh ones in another window with: make codes"
        ),
    ),
    "serving": ("Trang làm việc ở {0}. Dừng bằng Ctrl+C.", "The site is at {0}. Stop with Ctrl+C."),
    "office-open": (
        "Đã mở {0}. Đăng nhập bằng tên {1}, mật khẩu {2}, rồi đặt xác thực hai bước.",
        "Opened {0}. Sign in as {1} with the password {2}, then set up the second factor.",
    ),
    "check-version": ("Phiên bản", "Version"),
    "check-database": ("Cơ sở lưu trữ", "Database"),
    "check-migrations": ("Cấu trúc bảng", "Tables"),
    "check-queue": ("Việc dài", "Long work"),
    "check-disk": ("Ổ đĩa", "Disk"),
    "check-ok": ("Dùng được", "Healthy"),
    "check-is-ok": ("tốt", "ok"),
    "check-is-away": ("không kết nối được", "cannot be reached"),
    "check-is-waiting": (
        "cần cập nhật: chạy giamsat serve",
        "must be brought up to date: run giamsat serve",
    ),
    "check-is-late": (
        "có việc chờ quá 5 phút: chạy giamsat work",
        "work has waited for over 5 minutes: run giamsat work",
    ),
    "check-is-low": ("còn dưới 500 MB", "less than 500 MB left"),
    "licences": ("liệt kê giấy phép của các thư viện", "list the licences of all libraries"),
    "files": ("tệp đề xuất (.xlsx, .xls, .ods, .csv)", "proposal files (.xlsx, .xls, .ods, .csv)"),
    "pairs": ("tệp .jsonl, mỗi dòng một cặp", "a .jsonl file, one pair a line"),
    "against": (
        "kế hoạch của cơ quan khác (HĐND, thanh tra, kiểm toán, kiểm tra Đảng)",
        "plans of other bodies (People's Council, inspectorate, audit, Party inspection)",
    ),
    "lexicon": (
        "thư mục từ điển bổ sung của cơ quan",
        "folder with the office's own additions to the lexicon",
    ),
    "rulebook-code": (
        "mã bộ quy tắc, xem lệnh rulebook",
        "code of the rulebook, see the rulebook command",
    ),
    "out": ("thư mục nhận kết quả", "folder for the results"),
    "instance": ("bài toán xếp lịch dạng JSON", "a planning instance as JSON"),
    "verify": (
        "kiểm tra một kế hoạch: INSTANCE.json ANSWER.json",
        "verify a plan: INSTANCE.json ANSWER.json",
    ),
    "levels": ("số mức mục tiêu phải chứng minh, 2 đến 5", "number of aims to prove, 2 to 5"),
    "seconds": (
        "thời gian xếp lịch nhiều nhất, tính bằng giây",
        "longest planning time in seconds",
    ),
    "previous": (
        "kế hoạch đang chạy, để xếp lại với ít thay đổi nhất",
        "the running plan, to re-plan with least change",
    ),
    "rule": ("mã quy định, ví dụ SUP_NOTICE", "code of the rule, for example SUP_NOTICE"),
    "event": ("ngày xảy ra sự kiện, dạng 2026-01-31", "day of the event, as 2026-01-31"),
    "choose": (
        "loại vụ việc khi quy định chia theo loại",
        "class of the case where the rule distinguishes",
    ),
    "province": ("tên tỉnh, thành phố ghi trên văn bản", "name of the province on the papers"),
    "explain-seconds": (
        "thời gian tìm lý do cho chỉ tiêu còn thiếu, tính bằng giây",
        "time for explaining missed minimums, in seconds",
    ),
    "verified": ("Kế hoạch đúng mọi quy tắc.", "The plan keeps every rule."),
    "broken": ("Kế hoạch phạm {0} quy tắc.", "The plan breaks {0} rules."),
    "step-reading": ("Đọc tệp đề xuất", "Reading the proposals"),
    "step-overlaps": ("Tìm nội dung trùng, chồng chéo", "Looking for overlaps"),
    "step-duplicates": ("Tìm đề xuất trùng để gộp đoàn", "Looking for duplicates to join"),
    "step-model": ("Lập bài toán xếp lịch", "Building the planning problem"),
    "step-missed": (
        "Xếp lịch: ít thiếu chỉ tiêu nhất, nhiều nội dung nhất",
        "Planning: fewest missed minimums, most topics",
    ),
    "step-kept": ("Xếp lịch: giữ nguyên nhiều nhất", "Planning: fewest changes"),
    "step-people": ("Xếp lịch: nhiều người được quan tâm nhất", "Planning: most people affected"),
    "step-months": ("Xếp lịch: đúng tháng mong muốn", "Planning: months asked for"),
    "step-load": ("Xếp lịch: việc trải đều trong năm", "Planning: load spread over the year"),
    "step-days": ("Chọn ngày", "Choosing days"),
    "step-reasons": ("Tìm lý do cho những gì còn thiếu", "Explaining what is missed"),
    "step-papers": ("Viết văn bản", "Writing the papers"),
    "due": ("Hạn: {0}. {1}.", "Due: {0}. {1}."),
    "due-source": ("Căn cứ: {0}.", "Source: {0}."),
    "due-suggested": ("Gợi ý, không phải hạn luật định: {0}.", "Suggested, not set by law: {0}."),
    "interrupted": (
        "Đã dừng theo yêu cầu. Không có tệp nào bị ghi dở.",
        "Stopped on request. No file was left half written.",
    ),
    "usage-word": ("cách dùng: ", "usage: "),
    "usage": ("Câu lệnh chưa đúng: {0}", "The command is not right: {0}"),
}

_ARGPARSE = (
    ("the following arguments are required: ", "còn thiếu "),
    ("unrecognized arguments: ", "không hiểu "),
    ("invalid choice: ", "không có lựa chọn "),
    ("expected one argument", "cần một giá trị"),
    ("expected 2 arguments", "cần hai giá trị"),
    ("expected at least one argument", "cần ít nhất một giá trị"),
    ("invalid int value: ", "không phải số nguyên: "),
    ("argument ", "tham số "),
    ("choose from ", "chọn một trong "),
    ("not allowed with ", "không đi cùng "),
)


class Words:
    """Looks up texts in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, *values: object) -> str:
        """The text for a key, its places filled."""
        return _TEXTS[key][0 if self.lang == "vi" else 1].format(*values)

    def usage_error(self, message: str) -> str:
        """Argparse's own complaint in the reader's language."""
        if self.lang == "vi":
            for english, vietnamese in _ARGPARSE:
                message = message.replace(english, vietnamese)
        return self("usage", message)
