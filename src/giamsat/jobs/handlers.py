"""What each kind of job does. Apps register their handlers when they start."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from giamsat.foundation.refusals import Refusal
from giamsat.jobs.models import Job


class Handle(Protocol):
    """What a handler is given to tell how far it is and to finish."""

    job: Job

    def step(self, name: str, share: float = 0.0) -> None:
        """Tell which step runs, and how much of it is done."""

    def still_held(self) -> None:
        """Inside the last transaction: raises Lost when another worker has taken over, so nothing is written twice."""


Handler = Callable[[Handle], None]
_HANDLERS: dict[str, Handler] = {}
TICKS: list[Callable[[datetime], None]] = []
REFUSALS: dict[str, type[Refusal]] = {}


def register(kind: str, handler: Handler, *refusals: type[Refusal]) -> None:
    """Name the function that does a kind of work, and the refusals it may end with."""
    _HANDLERS[kind] = handler
    for refusal in refusals:
        REFUSALS[refusal.code] = refusal


def register_tick(tick: Callable[[datetime], None]) -> None:
    """Name something short that workers do now and then, between jobs."""
    TICKS.append(tick)


def handler_of(kind: str) -> Handler:
    """The function that does a kind of work. Raises KeyError for a kind nobody registered."""
    return _HANDLERS[kind]


class WorkerLost(Refusal):
    """The work was begun several times and its worker died each time."""

    code = "WORKER_LOST"
    vi = "Máy dừng giữa chừng 3 lần khi làm việc này. Chưa có gì bị thay đổi; báo người quản trị xem bộ nhớ của máy chủ."
    en = "The machine stopped in the middle three times. Nothing was changed; ask the administrator to look at the server's memory."


class Bug(Refusal):
    """Something of ours broke; it was logged."""

    code = "BUG"
    vi = "Chưa làm được do lỗi của chúng tôi, đã ghi lại. Những gì đã lưu vẫn còn."
    en = "It could not be done because of a fault of ours, which was logged. What was saved is still there."


class DiskFull(Refusal):
    """No room to write."""

    code = "DISK_FULL"
    vi = "Ổ đĩa của máy chủ đã đầy nên chưa làm xong. Chưa có gì bị thay đổi; báo người quản trị dọn ổ đĩa rồi làm lại."
    en = "The server's disk is full. Nothing was changed; ask the administrator to make room, then try again."


for _one in (WorkerLost, Bug, DiskFull):
    REFUSALS[_one.code] = _one


def trouble_of(job: Job, lang: str = "vi") -> str:
    """What went wrong with a job, in a sentence."""
    kind = REFUSALS.get(job.trouble_code)
    return kind(**job.trouble_facts).sentence(lang) if kind else ""
