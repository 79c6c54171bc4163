"""What Telegram refuses, in Telegram's codes and words.

The words follow the open Bot API server (tdlib/telegram-bot-api) and the library under it (tdlib/td).
"""

from __future__ import annotations

from bot.sandbox.shapes import Json

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TEXT_EMPTY = "message text is empty"
TEXT_BLANK = "text must be non-empty"  # something was sent, but only space or empty marks
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
EDIT_NOT_FOUND = "message to edit not found"
EDIT_IMPOSSIBLE = "message can't be edited"
NO_TEXT = "there is no text in the message to edit"
NO_CAPTION = "there is no caption in the message to edit"
DELETE_NOT_FOUND = "message to delete not found"
DELETE_TOO_OLD = "message can't be deleted for everyone"
NO_IDS = "message identifiers are not specified"
TOO_MANY_IDS = "too many message identifiers specified"
NOT_IDS = "expected an Array of message identifiers"
INVALID_ID = "invalid message identifier specified"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BUTTON_DATA = "BUTTON_DATA_INVALID"
CHAT_NOT_FOUND = "chat not found"
CHAT_ID_EMPTY = "chat_id is empty"
REPLY_NOT_FOUND = "message to be replied not found"
COPY_NOT_FOUND = "message to copy not found"
FORWARD_NOT_FOUND = "message to forward not found"
FORWARD_PROTECTED = "message can't be forwarded"
COPY_PROTECTED = "message can't be copied"
PIN_NOT_FOUND = "message to pin not found"
FILE_TOO_BIG = "file is too big"
FILE_ID = "invalid file_id"
FILE_ID_EMPTY = "file_id not specified"
FILE_EMPTY = "file must be non-empty"
FILE_WRONG = "wrong file identifier/HTTP URL specified"
ALBUM_SIZE = "media group must include 2-10 items"  # ours for too few; the next is Telegram's
ALBUM_TOO_LARGE = "too many messages to send as an album"
NOT_UTF8 = "strings must be encoded in UTF-8"
PARSE_MODE = "unsupported parse_mode"
BLOCKED = "bot was blocked by the user"
NEVER_WROTE = "bot can't initiate conversation with a user"
TWO_POLLERS = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class RefusalError(Exception):
    """A call that Telegram would not carry out."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad(words: str) -> RefusalError:
    """400: this call is wrong, and would be wrong again."""
    return RefusalError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusalError:
    """403: this person does not want to hear from the bot."""
    return RefusalError(403, f"Forbidden: {words}")


def too_many(retry_after: int) -> RefusalError:
    """429: the same call may be made again after so many seconds."""
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


UNAUTHORIZED = (401, "Unauthorized")
NOT_FOUND = (404, "Not Found")
TOO_LARGE = (413, "Request Entity Too Large")


#: the library's own names of kinds
NAMES = {"photo": "Photo", "voice": "VoiceNote", "audio": "Audio", "video": "Video", "sticker": "Sticker"}
NAMES |= {"video_note": "VideoNote", "animation": "Animation", "document": "Document"}


def file_missing(kind: str) -> str:
    return f"there is no {kind} in the request"


def photo_too_big(size: int, most: int) -> str:
    return f"file of size {size} bytes is too big for a photo; the maximum size is {most} bytes"


def wrong_kind(found: str, wanted: str) -> str:
    return f"can't use file of type {NAMES[found]} as {NAMES[wanted]}"


def unparsed(words: str) -> RefusalError:
    """The marks in a text make no sense."""
    return bad(f"can't parse entities: {words}")
