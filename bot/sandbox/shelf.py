"""The bytes of files that were sent, in memory and bounded."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import PurePath

from bot.sandbox.shapes import StoredFile

MOST_IN_ALL = 200 * 1024 * 1024  #: bytes

FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "video": "videos", "sticker": "stickers"}
FOLDERS |= {"video_note": "video_notes", "animation": "animations", "document": "documents"}
ENDINGS = {"photo": ".jpg", "voice": ".oga", "audio": ".mp3", "video": ".mp4", "sticker": ".webp"}
ENDINGS |= {"video_note": ".mp4", "animation": ".mp4", "document": ""}
TYPES = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4"}
TYPES |= {"video_note": "video/mp4", "animation": "video/mp4", "document": "application/octet-stream"}
TYPES |= {"sticker": "image/webp"}


class FullError(Exception):
    """No room for another file."""

    def __init__(self) -> None:
        super().__init__(
            f"The sandbox keeps {MOST_IN_ALL // 2**20} MB of files at most. Reset it (POST /sandbox/reset)."
        )


class Shelf:
    __slots__ = ("_by_id", "_by_path", "_bytes", "opened")

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._bytes = 0
        self.opened: set[str] = set()  #: paths that getFile has named; no other can be fetched

    def put(
        self,
        kind: str,
        name: str,
        mime: str,
        content: bytes,
        seconds: int | None = None,
        width: int = 0,
        height: int = 0,
    ) -> StoredFile:
        """Keep a file; FullError when there is no room."""
        if self._bytes + len(content) > MOST_IN_ALL:
            raise FullError
        path = f"{FOLDERS[kind]}/file_{len(self._by_id)}{PurePath(name).suffix or ENDINGS[kind]}"
        file = StoredFile(
            id=f"{kind[:2].upper()}{secrets.token_urlsafe(42)}",
            unique=f"AQ{secrets.token_urlsafe(9)}",
            path=path,
            kind=kind,
            name=name,
            mime=mime or TYPES[kind],
            content=content,
            seconds=seconds,
            width=width,
            height=height,
        )
        self._by_id[file.id] = self._by_path[path] = file
        self._bytes += len(content)
        return file

    def small(self, photo: StoredFile) -> StoredFile:
        """The small size that Telegram makes of every photo. It shares the bytes of the large one."""
        small = replace(
            photo,
            id=f"TH{secrets.token_urlsafe(42)}",
            unique=f"AQ{secrets.token_urlsafe(9)}",
            path=f"thumbnails/file_{len(self._by_id)}.jpg",
        )
        self._by_id[small.id] = self._by_path[small.path] = small
        return small

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def clear(self) -> None:
        self._by_id.clear()
        self._by_path.clear()
        self.opened.clear()
        self._bytes = 0
