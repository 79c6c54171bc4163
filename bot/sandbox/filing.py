"""A stored file as the fields of a message."""

from __future__ import annotations

from bot.sandbox.shapes import Json, StoredFile
from bot.sandbox.shelf import Shelf


def file_body(shelf: Shelf, file: StoredFile) -> Json:
    """The field of its kind, as the Bot API writes it; of a photo all its sizes, largest last."""
    common: Json = {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.size}
    named = {"file_name": file.name} if file.name else {}
    typed = {"mime_type": file.mime}
    lasting = {"duration": file.seconds or 1}
    sized = {"width": file.width or 1280, "height": file.height or 960}
    match file.kind:
        case "photo":
            small = shelf.small(file)
            tiny = {"file_id": small.id, "file_unique_id": small.unique, "width": 90, "height": 67}
            return {"photo": [{**tiny, "file_size": small.size}, {**common, **sized}]}
        case "voice":
            return {"voice": {**common, **typed, **lasting}}
        case "audio":
            return {"audio": {**common, **typed, **lasting, **named}}
        case "video":
            return {"video": {**common, **typed, **lasting, **sized, **named}}
        case "video_note":
            return {"video_note": {**common, **lasting, "length": 240}}
        case "animation":  # Telegram sends these as a document, too
            moving = {**common, **typed, **lasting, **sized, **named}
            return {"animation": moving, "document": {**common, **typed, **named}}
        case "sticker":
            return {"sticker": {**common, **sized}}
        case _:
            return {"document": {**common, **typed, **named}}
