"""What a job is given to work with, and what may have gone wrong with it."""

from typing import Protocol

from giamsat.foundation.refusals import Refusal, refusal_of
from giamsat.foundation.words import told
from giamsat.jobs.models import Job


class Handle(Protocol):
    """What a handler is given to tell how far it is and to finish."""

    job: Job

    def step(self, name: str, share: float = 0.0) -> None:
        """Tell which step runs, and how much of it is done."""

    def still_held(self) -> None:
        """Inside the last transaction.

        Raises Lost when another worker has taken over, so nothing is written twice.
        """


class WorkerLost(Refusal):
    """The work was begun several times and its worker died each time."""

    code = "WORKER_LOST"
    vi = (
        "Máy dừng giữa chừng 3 lần khi làm việc này. Chưa có gì bị thay đổi; báo người quản trị "
        "xem bộ nhớ của máy chủ."
    )
    en = (
        "The machine stopped in the middle three times. Nothing was changed; ask the administrator "
        "to look at the server's memory."
    )


class Bug(Refusal):
    """Something of ours broke; it was logged."""

    code = "BUG"
    vi = "Chưa làm được do lỗi của chúng tôi, đã ghi lại. Những gì đã lưu vẫn còn."
    en = (
        "It could not be done because of a fault of ours, which was logged. What was saved is "
        "still there."
    )


class DiskFull(Refusal):
    """No room to write."""

    code = "DISK_FULL"
    vi = (
        "Ổ đĩa của máy chủ đã đầy nên chưa làm xong. Chưa có gì bị thay đổi; báo người quản trị "
        "dọn ổ đĩa rồi làm lại."
    )
    en = (
        "The server's disk is full. Nothing was changed; ask the administrator to make room, then "
        "try again."
    )


def trouble_of(job: Job, lang: str = "vi") -> str:
    """What went wrong with a job, in a sentence."""
    kind = refusal_of(job.trouble_code)
    return kind(**told(job.trouble_facts)).sentence(lang) if kind else ""
