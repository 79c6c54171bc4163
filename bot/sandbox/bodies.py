"""The parameters of a call, from wherever an HTTP request may carry them."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.sandbox.parameters import Parameters, Upload, from_json
from bot.sandbox.refusals import NOT_UTF8, TOO_LARGE, RefusalError, bad

MOST_BYTES = 50 * 1024 * 1024  #: of one uploaded file
ROOM = 1024 * 1024  #: for everything around it


async def read(request: Request) -> Parameters:
    """Query, form, multipart or JSON. 413 when too much comes."""
    given = dict(parse_qsl(request.url.query, keep_blank_values=True)) if request.url.query else {}
    if request.method == "GET":
        return Parameters(given)
    if int(request.headers.get("content-length", 0)) > MOST_BYTES + ROOM:
        async for _ in request.stream():
            pass  # heard out, so that the answer is heard as well
        raise RefusalError(*TOO_LARGE)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, given)
    body = await request.body()
    if kind == "application/json":
        return Parameters(given | _object(body))
    try:
        return Parameters(given | dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict")))
    except UnicodeDecodeError:
        raise bad(NOT_UTF8) from None


def _object(body: bytes) -> dict[str, object]:
    found = from_json(body.decode(errors="replace") or "{}", "request body")
    if not isinstance(found, dict):
        raise bad("can't parse request body JSON object")
    return found


async def _multipart(request: Request, given: dict[str, str]) -> Parameters:
    uploads: dict[str, Upload] = {}
    try:
        async with request.form() as form:
            for name, part in form.multi_items():
                if isinstance(part, UploadFile):
                    if (part.size or 0) > MOST_BYTES:
                        raise RefusalError(*TOO_LARGE)
                    uploads[name] = Upload(part.filename or "", part.content_type or "", await part.read())
                else:
                    given[name] = part
    except HTTPException as error:
        raise bad(f"can't parse multipart/form-data: {error.detail}") from error
    return Parameters(dict(given), uploads)
