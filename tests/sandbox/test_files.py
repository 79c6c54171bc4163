"""Files: sent from both sides, fetched, bounded."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import bodies, fetching, gifts, media, shelf
from bot.sandbox.hands import HandError
from tests.sandbox.stand import Stand

MEGABYTE = 1024 * 1024


async def upload(stand: Stand, method: str, name: str, content: bytes) -> Any:
    answer = await stand.control.post(
        f"/bot{stand.bot.token}/{method}", data={"chat_id": str(stand.chat)}, files={name: ("a.bin", content)}
    )
    return answer.json()


async def test_a_bot_fetches_what_she_sent(stand: Stand) -> None:
    gifts.file(stand.world, stand.phone, "photo", "a.jpg", "image/jpeg", b"picture", "look")
    (update,) = await stand.bot.get_updates()
    assert update.message is not None

    file = await stand.bot.get_file(update.message.photo[-1])

    assert await file.download_as_bytearray() == b"picture"
    assert update.message.caption == "look"
    assert update.message.photo[0].file_id != update.message.photo[-1].file_id


async def test_a_path_is_open_only_after_get_file(stand: Stand) -> None:
    stored = stand.world.files.put("voice", "a.oga", "audio/ogg", b"words")
    path = f"/file/bot{stand.bot.token}/{stored.path}"

    before = await stand.control.get(path)
    await stand.bot.get_file(stored.id)
    after = await stand.control.get(path)
    other = await stand.control.get(path.replace("A", "C"))

    assert (before.status_code, after.status_code, other.status_code) == (404, 200, 401)
    assert after.content == b"words"


@pytest.mark.parametrize(
    ("size", "words"),
    [(fetching.MOST_BYTES, None), (fetching.MOST_BYTES + 1, "Bad Request: file is too big")],
)
async def test_a_bot_fetches_up_to_20_megabytes(stand: Stand, size: int, words: str | None) -> None:
    message = gifts.file(stand.world, stand.phone, "video", "a.mp4", "video/mp4", bytes(size))
    assert message.file is not None

    answer = await stand.raw("getFile", file_id=message.file.id)

    assert answer.get("description") == words


@pytest.mark.parametrize(("file_id", "words"), [("", "file_id not specified"), ("forged", "invalid file_id")])
async def test_a_file_that_nobody_knows_is_not_fetched(stand: Stand, file_id: str, words: str) -> None:
    assert await stand.refused("getFile", file_id=file_id) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(("size", "code"), [(bodies.MOST_BYTES, None), (bodies.MOST_BYTES + 1, 413)])
async def test_a_bot_sends_up_to_50_megabytes(stand: Stand, size: int, code: int | None) -> None:
    answer = await upload(stand, "sendDocument", "document", bytes(size))

    assert answer.get("error_code") == code
    if code:
        assert answer["description"] == "Request Entity Too Large"


async def test_far_too_much_is_not_even_kept(stand: Stand) -> None:
    answer = await upload(stand, "sendDocument", "document", bytes(bodies.MOST_BYTES + 2 * bodies.ROOM))

    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (media.MOST_PHOTO, None),
        (
            media.MOST_PHOTO + 1,
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
        (0, "file must be non-empty"),
    ],
)
async def test_a_photo_has_up_to_10_megabytes(stand: Stand, size: int, words: str | None) -> None:
    answer = await upload(stand, "sendPhoto", "photo", bytes(size))

    assert answer.get("description") == (words and f"Bad Request: {words}")


async def test_a_file_is_sent_again_by_its_id(stand: Stand) -> None:
    sent = await stand.bot.send_voice(stand.chat, b"words")
    assert sent.voice is not None

    again = await stand.bot.send_voice(stand.chat, sent.voice.file_id)

    assert again.voice == sent.voice


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendPhoto", {"photo": "VOICE"}, "can't use file of type VoiceNote as Photo"),
        ("sendPhoto", {"photo": "https://example.org/a.jpg"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://lost"}, "there is no photo in the request"),
        ("sendMediaGroup", {"media": [{"type": "photo"}]}, "media group must include 2-10 items"),
        ("sendMediaGroup", {"media": [{}] * 11}, "too many messages to send as an album"),
        ("sendMediaGroup", {"media": "["}, "can't parse media JSON object"),
        ("sendMediaGroup", {"media": [1, 2]}, "can't parse media JSON object"),
        ("sendMediaGroup", {"media": [{"type": "voice"}] * 2}, 'type "voice" can\'t be sent in an album'),
    ],
)  # fmt: skip
async def test_a_wrong_file_is_refused(
    stand: Stand, method: str, parameters: dict[str, Any], words: str
) -> None:
    voice = stand.world.files.put("voice", "a.oga", "audio/ogg", b"words")
    given = {name: voice.id if value == "VOICE" else value for name, value in parameters.items()}

    assert await stand.refused(method, chat_id=stand.chat, **given) == (400, f"Bad Request: {words}")


# ---------------------------------------------------------------- what the sandbox keeps


@pytest.mark.parametrize(("size", "fits"), [(gifts.MOST_BYTES, True), (gifts.MOST_BYTES + 1, False)])
async def test_she_sends_up_to_25_megabytes(stand: Stand, size: int, fits: bool) -> None:
    def send() -> None:
        gifts.file(stand.world, stand.phone, "video", "a.mp4", "video/mp4", bytes(size))

    if fits:
        send()
    else:
        with pytest.raises(HandError, match="25 MB at most"):
            send()

    assert len(stand.phone.messages) == 1 + fits


async def test_the_shelf_is_bounded(stand: Stand) -> None:
    for _ in range(8):
        stand.world.files.put("video", "a.mp4", "", bytes(shelf.MOST_IN_ALL // 8))

    kept = await stand.ask(f"phones/{stand.chat}/sticker", {}, status=409)
    answer = await upload(stand, "sendDocument", "document", b"one more")

    assert "200 MB of files at most" in kept["error"]
    assert answer["error_code"] == 500
    assert "200 MB of files at most" in answer["description"]


@pytest.mark.parametrize(
    ("mime", "shown"),
    [
        ("image/jpeg", "inline"),
        ("audio/ogg", "inline"),
        ("text/html", "attachment"),
        ("image/svg+xml", "attachment"),
    ],
)
async def test_the_page_never_runs_what_somebody_sent(stand: Stand, mime: str, shown: str) -> None:
    stored = stand.world.files.put("document", "a", mime, b"<script>")

    answer = await stand.control.get(f"/sandbox/files/{stored.id}")

    assert answer.headers["content-disposition"] == shown
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == (mime if shown == "inline" else "application/octet-stream")
