"""A draft of 500 articles read and compared with its next version, beside opening it and a plain line diff.

    .venv/bin/python -m bench.drafts

Drafts are planted: the bench knows every provision and every change, and counts what was found.
"""

import difflib
import io
import random
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from docx import Document

from bench.measuring import show
from civickit.legaltext import compare, read_draft

T = TypeVar("T")
ARTICLES = 500
_WORDS = [
    "ngân",
    "sách",
    "địa",
    "phương",
    "bảo",
    "đảm",
    "kinh",
    "phí",
    "hỗ",
    "trợ",
    "đối",
    "tượng",
    "chính",
    "sách",
    "thuộc",
    "diện",
    "ưu",
    "tiên",
    "trên",
    "địa",
    "bàn",
    "tỉnh",
    "theo",
    "quy",
    "định",
    "của",
    "pháp",
    "luật",
    "hiện",
    "hành",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "cấp",
    "xã",
    "lập",
    "danh",
    "sách",
    "niêm",
    "yết",
    "công",
    "khai",
    "tại",
    "trụ",
    "sở",
    "nhà",
    "văn",
    "hóa",
    "thôn",
    "tổ",
    "dân",
    "phố",
    "cơ",
    "quan",
    "chuyên",
    "môn",
    "thẩm",
    "định",
    "trình",
    "cấp",
    "có",
    "thẩm",
    "quyền",
    "phê",
    "duyệt",
    "thực",
    "hiện",
    "chi",
    "trả",
    "kịp",
    "thời",
    "đúng",
    "người",
    "đúng",
    "mức",
]
Unit = tuple[str, list[tuple[str, list[str]]]]  # title, clauses with points


def planted(seed: int) -> list[Unit]:
    """Articles with one to six clauses of up to five points."""
    draw = random.Random(seed)

    def words(least: int, most: int) -> str:
        return " ".join(draw.choices(_WORDS, k=draw.randrange(least, most)))

    return [
        (
            words(4, 9).capitalize(),
            [
                (
                    words(15, 45).capitalize(),
                    [words(8, 25) for _ in range(draw.choice((0, 0, 2, 3, 5)))],
                )
                for _ in range(draw.randrange(1, 7))
            ],
        )
        for _ in range(ARTICLES)
    ]


def changed(articles: list[Unit], seed: int) -> tuple[list[Unit], set[str]]:
    """The next version: some articles struck out, some put in, some clauses reworded; and the new words of these."""
    draw = random.Random(seed)
    out: list[Unit] = []
    reworded: set[str] = set()
    for title, clauses in articles:
        luck = draw.random()
        if luck < 0.02:
            continue
        if luck < 0.04:
            out.append(
                (
                    f"Nội dung mới {len(out)} " + " ".join(draw.choices(_WORDS, k=5)),
                    [(" ".join(draw.choices(_WORDS, k=30)).capitalize(), [])],
                )
            )
        fresh = []
        for text, points in clauses:
            if draw.random() < 0.08:
                words = text.split()
                words[len(words) // 2] = f"{draw.randrange(2, 90)} ngày"
                text = " ".join(words)  # noqa: PLW2901
                reworded.add(text)
            fresh.append((text, points))
        out.append((title, fresh))
    return out, reworded


def as_docx(articles: list[Unit]) -> tuple[bytes, int, list[str]]:
    """The Word file, how many provisions it has, and its lines."""
    lines = ["NGHỊ QUYẾT", "Quy định một số chính sách trên địa bàn tỉnh"]
    count = 0
    for number, (title, clauses) in enumerate(articles, 1):
        if number % 25 == 1:
            lines += [f"Chương {roman(number // 25 + 1)}", "QUY ĐỊNH CỤ THỂ"]
            count += 1
        lines.append(f"Điều {number}. {title}")
        count += 1 + len(clauses) + sum(len(points) for _text, points in clauses)
        for place, (text, points) in enumerate(clauses, 1):
            lines.append(f"{place}. {text}{':' if points else '.'}")
            lines += [f"{letter}) {point};" for letter, point in zip("abcdđ", points, strict=False)]
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), count, lines


def roman(number: int) -> str:
    """I to XXXIX."""
    return (
        "X" * (number // 10)
        + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Wall seconds, the least of three, and what came out."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        out = work()
        best = min(best, time.perf_counter() - started)
    return best, out


def main() -> int:
    """Read and compare; 1 when a promise is not kept."""
    first = planted(1)
    second, reworded = changed(first, 2)
    (old_file, old_count, old_lines), (new_file, new_count, new_lines) = (
        as_docx(first),
        as_docx(second),
    )
    reading, old = timed(lambda: read_draft(old_file))
    new = read_draft(new_file)
    opening, _ = timed(lambda: [one.text for one in Document(io.BytesIO(old_file)).paragraphs])
    comparing, changes = timed(lambda: compare(old, new))
    diffing, _ = timed(lambda: list(difflib.unified_diff(old_lines, new_lines)))
    modified = {(one.new_text or "").rstrip(":.") for one in changes if one.type == "modified"}
    found = len(reworded & modified)
    good = show(
        f"{ARTICLES} articles read ({old_count} provisions)",
        f"{reading:.2f} s",
        "under 2 s",
        met=reading < 2,
        beside=f"python-docx alone opens it in {opening:.2f} s",
    )
    good &= show(
        "every provision found",
        f"{len(old.provisions)}, {len(new.provisions)}",
        f"{old_count}, {new_count}",
        met=(len(old.provisions), len(new.provisions)) == (old_count, new_count),
    )
    good &= show(
        f"compared with its next version ({len(changes)} changes)",
        f"{comparing:.2f} s",
        "under 3 s",
        met=comparing < 3,
        beside=f"difflib on lines {diffing:.2f} s, without moves, numbers or addresses",
    )
    good &= show(
        "reworded clauses found as modified",
        f"{found}",
        f"{len(reworded)} planted",
        met=found == len(reworded),
        beside=f"{len(modified) - found} others are struck-out and new units that look alike",
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
