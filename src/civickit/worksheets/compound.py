"""The stream of an old Office file that holds the book (MS-CFB), read and written in place."""

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA  # from here on a sector's number is a sign, not a place
_DIRECTORY_ENTRY = 128


class NoSuchStream(Exception):
    """The file is no compound file, or it holds no such stream."""


class CompoundFile:
    """A compound file and where on it each of its streams lies."""

    def __init__(self, content: bytes) -> None:
        try:
            shift, mini_shift = struct.unpack_from("<HH", content, 30)
            self._content = content
            self._size, self._mini_size = int(1 << shift), int(1 << mini_shift)
            if not 7 <= shift <= 16 or not 4 <= mini_shift < shift:
                raise NoSuchStream
            directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", content, 48)
            self._table = self._numbers(self._sectors_of_table())
            self._mini_table = self._numbers(self._chain(mini_table, self._table))
            self._entries = b"".join(
                self._sector(number) for number in self._chain(directory, self._table)
            )
        except struct.error as error:
            raise NoSuchStream from error

    def _offset(self, number: int) -> int:
        return (number + 1) * self._size

    def _sector(self, number: int) -> bytes:
        return self._content[self._offset(number) : self._offset(number) + self._size]

    def _numbers(self, sectors: list[int]) -> list[int]:
        content = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

    def _sectors_of_table(self) -> list[int]:
        found = list(struct.unpack_from("<109I", self._content, 76))
        (following,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while following < _END and following not in seen:
            seen.add(following)
            numbers = self._numbers([following])
            if not numbers:
                break
            *more, following = numbers
            found += more
        return [number for number in found if number < _END]

    def _chain(self, first: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        while first < len(table) and first not in seen:
            seen.add(first)
            chain.append(first)
            first = table[first]
        return chain

    def _names(self) -> Iterator[tuple[str, int, int]]:
        for place in range(0, len(self._entries) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            entry = self._entries[place : place + _DIRECTORY_ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            first, size = struct.unpack_from("<II", entry, 116)
            yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), first, size

    def pieces(self, *names: str) -> list[tuple[int, int]]:
        """Offset and length of each piece of the first stream of these names, in its order."""
        entries = {name.lower(): (first, size) for name, first, size in self._names()}
        name = next((name.lower() for name in names if name.lower() in entries), None)
        if name is None:
            raise NoSuchStream
        first, size = entries[name]
        if size >= self._cutoff:
            places = [(self._offset(one), self._size) for one in self._chain(first, self._table)]
        else:
            root, _ = entries.get("root entry", (_END, 0))
            places = self._mini_places(first, self._chain(root, self._table))
        pieces = []
        for offset, length in places:
            if size <= 0:
                break
            pieces.append((offset, min(length, size)))
            size -= length
        return pieces

    def _mini_places(self, first: int, holders: list[int]) -> list[tuple[int, int]]:
        each = self._size // self._mini_size
        return [
            (
                self._offset(holders[number // each]) + number % each * self._mini_size,
                self._mini_size,
            )
            for number in self._chain(first, self._mini_table)
            if number // each < len(holders)
        ]


def read_pieces(content: bytes, pieces: list[tuple[int, int]]) -> bytearray:
    """A stream from its pieces."""
    return bytearray(b"".join(content[offset : offset + length] for offset, length in pieces))


def write_pieces(content: bytes, pieces: list[tuple[int, int]], stream: bytes | bytearray) -> bytes:
    """The file with a stream of the same length in its old places."""
    out, done = bytearray(content), 0
    for offset, length in pieces:
        out[offset : offset + length] = stream[done : done + length]
        done += length
    return bytes(out)
