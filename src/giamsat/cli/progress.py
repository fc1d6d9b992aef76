"""One line on standard error that says which step is running; plain lines when nobody watches."""

import sys
import time
from types import TracebackType
from typing import Self

from giamsat.cli.wording import Phrases


class ProgressLine:
    """``step(name, share)`` shows a step in words with the time so far."""

    def __init__(self, words: Phrases) -> None:
        self.words = words
        self.started = time.monotonic()
        self.live = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.live:
            print("\r\033[K", end="", file=sys.stderr)

    def step(self, name: str, share: float = 0.0) -> None:
        """Show a step; ``share`` of it done, 0 when not known."""
        text = self.words(f"step-{name}")
        if share:
            text += f" {share:.0%}"
        text = f"{time.monotonic() - self.started:5.1f} s  {text}"
        print(
            f"\r\033[K{text}" if self.live else text,
            end="" if self.live else "\n",
            file=sys.stderr,
            flush=True,
        )
