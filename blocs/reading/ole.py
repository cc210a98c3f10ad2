"""Compound files (OLE2): what Excel 97 to 2003 wrote, and what wraps a workbook with a password. Knows nothing of Django."""

import struct

from blocs.reading.limits import Unfit

SECTOR = 1 << 9
END_OF_CHAIN = 0xFFFFFFFC  # this and all above it are no sector
MOST_ENTRIES = 10_000


class Container:
    """The names of storages and streams, and a stream by its name. Every walk is bounded by the size of the file."""

    def __init__(self, content: bytes) -> None:
        try:
            self._read(content)
        except (struct.error, IndexError, ValueError, OverflowError):
            raise Unfit("damaged") from None

    def _read(self, content: bytes) -> None:
        self.content = content
        (shift, mini_shift) = struct.unpack_from("<HH", content, 30)
        (first_entry, _signature, self.cutoff, first_mini, _minis, first_difat, _difats) = struct.unpack_from(
            "<7I", content, 48
        )
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError
        self.size = 1 << shift
        self.fat = self._fat(first_difat)
        self.entries = self._entries(first_entry)
        self.names = {name for name, *_rest in self.entries}
        root = self.entries[0]
        self.mini = self._chain(root[2], self.fat)
        self.mini_fat = self._numbers(self._chain(first_mini, self.fat))

    def stream(self, *names: str) -> bytes:
        """The bytes of the first stream of these names; b"" where there is none."""
        for wanted in names:
            for name, kind, start, length in self.entries:
                if kind == 2 and name == wanted.lower():
                    if length < self.cutoff:
                        return self._mini_chain(start)[:length]
                    return self._chain(start, self.fat)[:length]
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.content[start : start + self.size]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _fat(self, first_difat: int) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", self.content, 76))
        seen = 0
        while first_difat < END_OF_CHAIN and seen <= len(self.content) // self.size:
            numbers = self._numbers(self._sector(first_difat))
            places += numbers[:-1]
            first_difat = numbers[-1]
            seen += 1
        known = dict.fromkeys(place for place in places if place < len(self.content) // self.size)
        return self._numbers(b"".join(map(self._sector, known)))

    def _chain(self, start: int, fat: tuple[int, ...]) -> bytes:
        pieces = []
        seen = set()
        while start < END_OF_CHAIN and start not in seen and start < len(fat):
            seen.add(start)
            pieces.append(self._sector(start))
            start = fat[start]
        return b"".join(pieces)

    def _mini_chain(self, start: int) -> bytes:
        pieces = []
        seen = set()
        while start < END_OF_CHAIN and start not in seen and start < len(self.mini_fat):
            seen.add(start)
            pieces.append(self.mini[start * 64 : start * 64 + 64])
            start = self.mini_fat[start]
        return b"".join(pieces)

    def _entries(self, start: int) -> list[tuple[str, int, int, int]]:
        """(name in small letters, kind 1 storage 2 stream 5 root, first sector, length)."""
        data = self._chain(start, self.fat)
        entries = []
        for place in range(0, min(len(data), MOST_ENTRIES * 128) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            first, size = struct.unpack_from("<II", data, place + 116)
            name = data[place : place + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
            if kind:
                entries.append((name.lower(), kind, first, size))
        if not entries:
            raise ValueError
        return entries
