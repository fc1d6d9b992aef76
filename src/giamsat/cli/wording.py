"""What the command line says, in Vietnamese and English."""

from giamsat.foundation.words import Words

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
    "let-in",
)

_TEXTS = {
    "about": Words(
        "Chương trình giám sát và phản biện xã hội trong năm, không chồng chéo.",
        "The yearly programme of social supervision and criticism, without overlap.",
    ),
    "options": Words("tùy chọn", "options"),
    "commands": Words("lệnh", "commands"),
    "arguments": Words("tham số", "arguments"),
    "help": Words("xem hướng dẫn rồi dừng", "show this help and stop"),
    "lang": Words(
        "ngôn ngữ của lời nhắn: vi (mặc định) hoặc en",
        "language of messages: vi (default) or en",
    ),
    "json": Words("in kết quả dạng JSON", "print the answer as JSON"),
    "explain": Words(
        "in cách hiểu tệp: bảng, cột, nghĩa, ví dụ và bản khai để sửa",
        "print how the file was understood, and a mapping to correct",
    ),
    "mapping": Words(
        "bản khai nghĩa các cột, đã in bằng --explain và sửa lại",
        "meanings of columns, as printed by --explain and corrected",
    ),
    "year": Words("năm của chương trình", "year of the programme"),
    "read-worksheet": Words(
        "đọc tệp đề xuất của các tổ chức",
        "read the proposal workbooks of organisations",
    ),
    "compare": Words(
        "so từng cặp nội dung: trùng, chồng chéo hay khác",
        "compare pairs of topics: duplicate, overlap or distinct",
    ),
    "overlaps": Words(
        "tìm mọi cặp trùng, chồng chéo trong các tệp",
        "find every duplicate or overlapping pair in the files",
    ),
    "plan": Words(
        "lập chương trình năm từ các tệp đề xuất",
        "plan the year from the proposal workbooks",
    ),
    "draft": Words(
        "đọc dự thảo thành cây phần, chương, mục, điều, khoản, điểm",
        "read a draft into its tree of provisions",
    ),
    "draft-diff": Words(
        "so hai bản dự thảo: sửa, thêm, bỏ, chuyển chỗ, đánh số lại",
        "compare two versions of a draft",
    ),
    "consolidate": Words(
        "gom ý kiến góp ý theo điều khoản, gộp ý kiến trùng",
        "gather opinions by provision and group those that say the same",
    ),
    "draft-file": Words(
        "tệp dự thảo (.docx, .pdf có chữ, .txt)",
        "the draft (.docx, .pdf with text, .txt)",
    ),
    "draft-old": Words("bản trước", "the earlier version"),
    "draft-new": Words("bản sau", "the later version"),
    "opinions-file": Words(
        "tệp ý kiến .jsonl, mỗi dòng một ý kiến", "opinions, one a line (.jsonl)"
    ),
    "no-place": Words("Chưa rõ điều khoản", "No provision named"),
    "draft-next": Words("bản dự thảo sau khi tiếp thu", "the next version of the draft"),
    "change-modified": Words("Sửa", "Modified"),
    "change-added": Words("Thêm", "Added"),
    "change-deleted": Words("Bỏ", "Deleted"),
    "change-renumbered": Words("Đánh số lại", "Renumbered"),
    "deadline": Words(
        "tính hạn theo quy định, nêu rõ cách đếm",
        "work out a deadline and show how it was counted",
    ),
    "targets": Words(
        "xem các chỉ tiêu của một nghị quyết đạt đến đâu",
        "show how far the targets of a resolution are met",
    ),
    "target-rulebook": Words(
        "mã bộ chỉ tiêu, hoặc tệp .yaml của cơ quan",
        "code of a rulebook of targets, or the office's own .yaml",
    ),
    "as-of": Words("số liệu đến ngày nào (mặc định hôm nay)", "as of which day (default: today)"),
    "with-units": Words("kèm số liệu từng đơn vị", "with the figures of every unit"),
    "target-line": Words("{0}. {1}: {2} trên {3} đơn vị, {4}", "{0}. {1}: {2} of {3} units, {4}"),
    "is-met": Words("đạt", "met"),
    "is-not_met": Words("chưa đạt", "not met"),
    "is-not_applicable": Words("không áp dụng", "not applicable"),
    "is-not_known": Words("chưa rõ", "not known yet"),
    "rulebook": Words("xem các bộ quy tắc đang có", "show the rulebooks there are"),
    "demo": Words(
        "mở một tỉnh mẫu, đã xếp lịch từ sáu tệp, trên máy này",
        "serve a sample province, planned from six workbooks, on this machine",
    ),
    "serve": Words("mở trang làm việc", "serve the site"),
    "work": Words(
        "làm các việc dài: đọc tệp, so trùng, xếp lịch",
        "do long work: reading, comparing, planning",
    ),
    "short_work": Words(
        "chỉ làm việc ngắn, để việc dài cho máy khác",
        "short work only; leave what takes minutes to other workers",
    ),
    "check": Words("kiểm tra bản cài đặt", "check the installation"),
    "office": Words(
        "bước đầu của bản cài đặt mới: mở cơ quan Mặt trận của tỉnh và người quản trị",
        "first step of a new installation: the province's Front and its administrator",
    ),
    "samples": Words("thư mục có sáu tệp mẫu", "folder with the six sample workbooks"),
    "port": Words("cổng của trang", "port of the site"),
    "host": Words("địa chỉ mạng nghe yêu cầu", "network address to listen on"),
    "web-workers": Words("số tiến trình phục vụ trang", "number of web processes"),
    "prepare-only": Words("chỉ chuẩn bị, không mở trang", "prepare only, do not serve"),
    "province-code": Words(
        "mã tỉnh, thành phố, ví dụ 40 là Nghệ An",
        "code of the province, for example 40",
    ),
    "admin": Words("tên đăng nhập của người quản trị", "the administrator's sign-in name"),
    "full-name": Words("họ và tên của người quản trị", "the administrator's full name"),
    "demo-making": Words(
        "Đang lập tỉnh mẫu: đọc sáu tệp, so trùng, xếp lịch…",
        "Making the sample province: reading, comparing, planning…",
    ),
    "demo-ready": Words(
        "Mở {0} và đăng nhập bằng một tên dưới đây, mật khẩu {1}. Dừng bằng Ctrl+C.",
        "Open {0} and sign in with a name below, password {1}. Stop with Ctrl+C.",
    ),
    "codes": Words(
        "chỉ in mã 6 số lúc này của từng người rồi dừng",
        "only print everybody's present 6-digit code",
    ),
    "demo-codes": Words(
        "Mã 6 số đổi mỗi 30 giây; xem mã mới ở cửa sổ khác bằng: make codes",
        (
            "The 6-digit codes change every 30 seconds; "
            "print fresh ones in another window with: make codes"
        ),
    ),
    "serving": Words(
        "Trang làm việc ở {0}. Dừng bằng Ctrl+C.", "The site is at {0}. Stop with Ctrl+C."
    ),
    "office-open": Words(
        "Đã mở {0}. Chạy giamsat serve, đăng nhập bằng tên {1}, mật khẩu {2}; trang đầu chỉ từng "
        "việc chuẩn bị.",
        "Opened {0}. Run giamsat serve and sign in as {1} with the password {2}; the first page "
        "leads through what is to be prepared.",
    ),
    "let-in": Words(
        "mở lại tài khoản không vào được: đặt mật khẩu mới, bỏ xác thực hai bước",
        "let a locked-out person in again: a new password, no second factor",
    ),
    "let-in-name": Words("tên đăng nhập", "the sign-in name"),
    "let-in-done": Words(
        "Tài khoản {0} có mật khẩu mới {1}. Khi đăng nhập, người dùng đổi mật khẩu và đặt lại xác "
        "thực hai bước. Việc này đã ghi vào nhật ký.",
        "The account {0} has the new password {1}. At the next sign-in the person chooses another "
        "and sets up the second factor. The trail tells of this.",
    ),
    "office-departments": Words(
        "Đã có sẵn {0} sở, cơ quan cấp tỉnh; thêm nơi khác ở trang Tổ chức.",
        "{0} departments and agencies of the province are there; add others on the page Tổ chức.",
    ),
    "check-version": Words("Phiên bản", "Version"),
    "check-database": Words("Cơ sở lưu trữ", "Database"),
    "check-migrations": Words("Cấu trúc bảng", "Tables"),
    "check-queue": Words("Việc dài", "Long work"),
    "check-disk": Words("Ổ đĩa", "Disk"),
    "check-ok": Words("Dùng được", "Healthy"),
    "check-is-ok": Words("tốt", "ok"),
    "check-is-away": Words("không kết nối được", "cannot be reached"),
    "check-is-waiting": Words(
        "cần cập nhật: chạy giamsat serve",
        "must be brought up to date: run giamsat serve",
    ),
    "check-is-late": Words(
        "có việc chờ quá 5 phút: chạy giamsat work",
        "work has waited for over 5 minutes: run giamsat work",
    ),
    "check-is-low": Words("còn dưới 500 MB", "less than 500 MB left"),
    "licences": Words("liệt kê giấy phép của các thư viện", "list the licences of all libraries"),
    "files": Words(
        "tệp đề xuất (.xlsx, .xls, .xlsb, .ods, .csv, .docx)",
        "proposal files (.xlsx, .xls, .xlsb, .ods, .csv, .docx)",
    ),
    "pairs": Words("tệp .jsonl, mỗi dòng một cặp", "a .jsonl file, one pair a line"),
    "against": Words(
        "kế hoạch của cơ quan khác (HĐND, thanh tra, kiểm toán, kiểm tra Đảng)",
        "plans of other bodies (People's Council, inspectorate, audit, Party inspection)",
    ),
    "lexicon": Words(
        "thư mục từ điển bổ sung của cơ quan",
        "folder with the office's own additions to the lexicon",
    ),
    "rulebook-code": Words(
        "mã bộ quy tắc, xem lệnh rulebook",
        "code of the rulebook, see the rulebook command",
    ),
    "out": Words("thư mục nhận kết quả", "folder for the results"),
    "instance": Words("bài toán xếp lịch dạng JSON", "a planning instance as JSON"),
    "verify": Words(
        "kiểm tra một kế hoạch: INSTANCE.json ANSWER.json",
        "verify a plan: INSTANCE.json ANSWER.json",
    ),
    "levels": Words("số mức mục tiêu phải chứng minh, 2 đến 5", "number of aims to prove, 2 to 5"),
    "seconds": Words(
        "thời gian xếp lịch nhiều nhất, tính bằng giây",
        "longest planning time in seconds",
    ),
    "previous": Words(
        "kế hoạch đang chạy, để xếp lại với ít thay đổi nhất",
        "the running plan, to re-plan with least change",
    ),
    "rule": Words("mã quy định, ví dụ SUP_NOTICE", "code of the rule, for example SUP_NOTICE"),
    "event": Words("ngày xảy ra sự kiện, dạng 2026-01-31", "day of the event, as 2026-01-31"),
    "choose": Words(
        "loại vụ việc khi quy định chia theo loại",
        "class of the case where the rule distinguishes",
    ),
    "province": Words("tên tỉnh, thành phố ghi trên văn bản", "name of the province on the papers"),
    "explain-seconds": Words(
        "thời gian tìm lý do cho chỉ tiêu còn thiếu, tính bằng giây",
        "time for explaining missed minimums, in seconds",
    ),
    "visits-a-quarter": Words("; ≤ {0}/quý", "; ≤ {0} a quarter"),
    "verified": Words("Kế hoạch đúng mọi quy tắc.", "The plan keeps every rule."),
    "broken": Words("Kế hoạch phạm {0} quy tắc.", "The plan breaks {0} rules."),
    "step-reading": Words("Đọc tệp đề xuất", "Reading the proposals"),
    "step-overlaps": Words("Tìm nội dung trùng, chồng chéo", "Looking for overlaps"),
    "step-duplicates": Words("Tìm đề xuất trùng để gộp đoàn", "Looking for duplicates to join"),
    "step-model": Words("Lập bài toán xếp lịch", "Building the planning problem"),
    "step-missed": Words(
        "Xếp lịch: ít thiếu chỉ tiêu nhất, nhiều nội dung nhất",
        "Planning: fewest missed minimums, most topics",
    ),
    "step-kept": Words("Xếp lịch: giữ nguyên nhiều nhất", "Planning: fewest changes"),
    "step-people": Words(
        "Xếp lịch: nhiều người được quan tâm nhất", "Planning: most people affected"
    ),
    "step-months": Words("Xếp lịch: đúng tháng mong muốn", "Planning: months asked for"),
    "step-load": Words("Xếp lịch: việc trải đều trong năm", "Planning: load spread over the year"),
    "step-days": Words("Chọn ngày", "Choosing days"),
    "step-reasons": Words("Tìm lý do cho những gì còn thiếu", "Explaining what is missed"),
    "step-papers": Words("Viết văn bản", "Writing the papers"),
    "due": Words("Hạn: {0}. {1}.", "Due: {0}. {1}."),
    "due-source": Words("Căn cứ: {0}.", "Source: {0}."),
    "due-suggested": Words(
        "Gợi ý, không phải hạn luật định: {0}.", "Suggested, not set by law: {0}."
    ),
    "interrupted": Words(
        "Đã dừng theo yêu cầu. Không có tệp nào bị ghi dở.",
        "Stopped on request. No file was left half written.",
    ),
    "usage-word": Words("cách dùng: ", "usage: "),
    "usage": Words("Câu lệnh chưa đúng: {0}", "The command is not right: {0}"),
}

_ARGPARSE = (
    Words("còn thiếu ", "the following arguments are required: "),
    Words("không hiểu ", "unrecognized arguments: "),
    Words("không có lựa chọn ", "invalid choice: "),
    Words("cần một giá trị", "expected one argument"),
    Words("cần hai giá trị", "expected 2 arguments"),
    Words("cần ít nhất một giá trị", "expected at least one argument"),
    Words("không phải số nguyên: ", "invalid int value: "),
    Words("tham số ", "argument "),
    Words("chọn một trong ", "choose from "),
    Words("không đi cùng ", "not allowed with "),
)


class Phrases:
    """Looks up texts in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, *values: object) -> str:
        """The text for a key, its places filled."""
        return _TEXTS[key].sentence(self.lang).format(*values)

    def usage_error(self, message: str) -> str:
        """Argparse's own complaint in the reader's language."""
        if self.lang == "vi":
            for words in _ARGPARSE:
                message = message.replace(words.en, words.vi)
        return self("usage", message)
