"""Where a bot finds the bytes of a file."""

from __future__ import annotations

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import FILE_ID, FILE_ID_EMPTY, FILE_TOO_BIG, bad
from bot.sandbox.shapes import Bot, Json
from bot.sandbox.world import World

MOST_BYTES = 20 * 1024 * 1024


def get_file(world: World, bot: Bot, p: Parameters) -> Json:
    if not p.text("file_id"):
        raise bad(FILE_ID_EMPTY)
    file = world.files.by_id(p.text("file_id"))
    if file is None:
        raise bad(FILE_ID)
    if file.size > MOST_BYTES:
        raise bad(FILE_TOO_BIG)
    world.files.opened.add(file.path)
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.size, "file_path": file.path}
