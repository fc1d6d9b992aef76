"""Reading an XML part event by event, with names free of their prefixes."""

from typing import Any, Protocol
from xml.parsers import expat

from civickit.worksheets.findings import UnreadableFile, problem


class Handler(Protocol):
    """What is told of each element and of the words between them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def text(self, words: str) -> None:
        """Words between two tags."""


def _bare(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def read_events(content: bytes | str, part: str, handler: Handler) -> None:
    """Tell the handler all of it. Raises UnreadableFile for XML that is broken.

    A document type is refused: no entity of its own can be expanded.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        handler.start(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def refuse(*_facts: Any) -> None:
        raise UnreadableFile(problem("DAMAGED", found="DTD"))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: handler.end(_bare(tag))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableFile(problem("DAMAGED", found=f"{part}, dòng {error.lineno}")) from error
    except (ValueError, OverflowError) as error:
        raise UnreadableFile(problem("DAMAGED", found=part)) from error
