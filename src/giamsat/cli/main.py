"""``giamsat``: reads the words, finds the command, turns refusals into exit code 2."""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from giamsat.cli.wording import COMMANDS, Phrases
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import reading_in

DONE, BUG, REFUSED, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """argparse that speaks the reader's language."""

    words = Phrases("vi")

    def format_help(self) -> str:
        """Argparse's help with its first word in the reader's language."""
        return super().format_help().replace("usage: ", self.words("usage-word"), 1)

    def format_usage(self) -> str:
        """The same for the short form."""
        return super().format_usage().replace("usage: ", self.words("usage-word"), 1)

    def error(self, message: str) -> NoReturn:
        """A wrong command line is a refusal: exit code 2 and a sentence."""
        self.print_usage(sys.stderr)
        self.exit(REFUSED, self.words.usage_error(message) + "\n")


def _language(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word[7:]
        if word == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return "vi"


def build_parser(lang: str, command: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; only the chosen command's module is imported."""
    words = Phrases(lang if lang in ("vi", "en") else "vi")
    Parser.words = words
    shared = Parser(add_help=False)
    # Suppressed, or a command would set back to Vietnamese what stood before it.
    shared.add_argument(
        "--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words("lang")
    )
    parser = Parser(prog="giamsat", description=words("about"), parents=[shared], add_help=False)
    _head(parser, words("commands"), words)
    commands = parser.add_subparsers(dest="command", metavar="…", title=words("commands"))
    for name in COMMANDS:
        sub = commands.add_parser(
            name, help=words(name), description=words(name), parents=[shared], add_help=False
        )
        _head(sub, words("arguments"), words)
        if name == command:
            _module(name).add_arguments(sub, words)
    return parser


def _head(parser: argparse.ArgumentParser, positionals: str, words: Phrases) -> None:
    """What argparse writes above and beside arguments, in our words."""
    parser._optionals.title = words("options")  # noqa: SLF001 - argparse offers no other way
    parser._positionals.title = positionals  # noqa: SLF001
    parser.add_argument("-h", "--help", action="help", help=words("help"))


def _module(command: str) -> Any:
    return importlib.import_module(f"giamsat.cli.commands.{command.replace('-', '_')}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns the exit code: 0 done, 2 refused or unreadable, 1 a bug, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    chosen = next((word for word in arguments if word in COMMANDS), None)
    parser = build_parser(_language(arguments), chosen)
    options = parser.parse_args(arguments)
    options.lang = getattr(options, "lang", "vi")
    words = Phrases(options.lang)
    if options.command is None:
        parser.print_help()
        return DONE
    with reading_in(options.lang):
        return _outcome(options, words)


def _outcome(options: argparse.Namespace, words: Phrases) -> int:
    try:
        return int(_module(options.command).run(options, words))
    except Refusal as refusal:
        print(refusal.sentence(options.lang), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(words("interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (``giamsat … | head``): nothing is wrong.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


if __name__ == "__main__":
    sys.exit(main())
