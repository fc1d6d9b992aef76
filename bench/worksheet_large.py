"""Reading a workbook of 50,000 rows, beside openpyxl merely loading the same file.

.venv/bin/python -m bench.worksheet_large
"""

import sys
import tempfile
from pathlib import Path

import xlsxwriter

from bench.measuring import run, show

ROWS = 50_000
TITLES = (
    "Giám sát việc thực hiện chính sách bảo hiểm y tế",
    "Phản biện dự thảo quy định về thu gom rác thải",
    "Giám sát công tác tiếp công dân",
)
TIMES = ("Quý II/2027", "Tháng 5-6", "trước 30/6", "15/4/2027", "6 tháng cuối năm")


def write(path: Path) -> None:
    """A workbook as an organisation sends it, only longer."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Đề xuất")
    sheet.write_row(0, 0, ["HỘI NÔNG DÂN TỈNH H"])
    sheet.write_row(
        3,
        0,
        [
            "TT",
            "Nội dung giám sát, phản biện",
            "Đơn vị được giám sát",
            "Thời gian",
            "Kinh phí (đồng)",
            "Đối tượng yếu thế",
            "Hình thức",
            "Đơn vị phối hợp",
            "Ghi chú",
        ],
    )
    for n in range(ROWS):
        sheet.write_row(
            4 + n,
            0,
            [
                n + 1,
                f"{TITLES[n % 3]} lần {n}",
                f"UBND xã Thử {n % 130}; Sở Y tế",
                TIMES[n % 5],
                "15.000.000",
                "Người nghèo",
                "Đoàn giám sát",
                "Hội LHPN tỉnh",
                "",
            ],
        )
    book.close()


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lon.xlsx"
        write(path)
        code = "import sys;from pathlib import Path;from civickit.worksheets import read_files;r=read_files([Path(sys.argv[1])],2027);print(len(r[0].rows),len(r[0].problems))"
        ours = run([sys.executable, "-c", code, str(path)])
        base = run(
            [
                sys.executable,
                "-c",
                "import sys,openpyxl;print(openpyxl.load_workbook(sys.argv[1]).active.max_row)",
                str(path),
            ]
        )
    beside = f"openpyxl only loading: {base.cpu:.1f} s, {base.megabytes:.0f} MB"
    good = show(
        "workbook of 50,000 rows, processor seconds",
        f"{ours.cpu:.1f} s",
        "under 10 s",
        met=ours.cpu < 10,
        beside=beside,
    )
    good &= show(
        "workbook of 50,000 rows, memory",
        f"{ours.megabytes:.0f} MB",
        "under 500 MB",
        met=ours.megabytes < 500,
    )
    good &= show(
        "workbook of 50,000 rows, rows read",
        ours.output.strip(),
        f"{ROWS} 0",
        met=ours.output.split() == [str(ROWS), "0"],
    )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
