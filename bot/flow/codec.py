"""Sessions, events and answers as bytes and back: the only place of this package that reveals secrets.

Extra keys are ignored and missing ones take their default, so that releases can read each other's sessions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from types import UnionType
from typing import Any, TypeVar, overload

from bot.flow.model import (
    Answer,
    Called,
    Event,
    File,
    Kind,
    Located,
    Odd,
    Pressed,
    Sent,
    Started,
    Wrote,
)
from bot.flow.secret import Secret
from bot.flow.session import Draft, Frame, How, Matter, Moment, Origin, Session, Undo

T = TypeVar("T", Session, Answer, Started, Pressed, Wrote, Sent, Located, Odd, Called)
Json = Any


def dump(value: Session | Event | Answer) -> bytes:
    """The value as JSON in UTF-8, with a person's words in plain: to be sealed at once."""
    return json.dumps(_plain(value), separators=(",", ":")).encode()


@overload
def load(type_: type[T], data: bytes) -> T: ...
@overload
def load(type_: UnionType, data: bytes) -> Event: ...
def load(type_: type[T] | UnionType, data: bytes) -> Session | Event | Answer:
    """The value that `dump` made these bytes of: a Session, an Answer, or an Event."""
    tree = json.loads(data)
    if type_ is Session:
        return _session(tree)
    if type_ is Answer:
        return _answer(tree)
    return _event(tree)


def _plain(value: Session | Event | Answer) -> Json:
    match value:
        case Session():
            return _plain_session(value)
        case Answer():
            return _plain_answer(value)
        case Started(payload):
            return {"event": "started", "payload": payload.reveal()}
        case Pressed(press):
            return {"event": "pressed", "press": press}
        case Wrote(words, edited):
            return {"event": "wrote", "words": words.reveal(), "edited": edited}
        case Sent(file, caption):
            return {"event": "sent", "file": _plain_file(file), "caption": _revealed(caption)}
        case Located(latitude, longitude):
            return {"event": "located", "at": [latitude, longitude]}
        case Odd(what):
            return {"event": "odd", "what": what}
        case Called(flow):
            return {"event": "called", "flow": flow}


def _event(tree: Json) -> Event:
    match tree["event"]:
        case "started":
            return Started(Secret(tree["payload"]))
        case "pressed":
            return Pressed(tree["press"])
        case "wrote":
            return Wrote(Secret(tree["words"]), tree.get("edited", False))
        case "sent":
            return Sent(_file(tree["file"]), _secret(tree.get("caption")))
        case "located":
            return Located(*tree["at"])
        case "called":
            return Called(tree["flow"])
        case "odd":
            return Odd(tree["what"])
        case other:
            raise ValueError(f'"{other}" is not an event of this release.')


def _revealed(words: Secret | None) -> str | None:
    return None if words is None else words.reveal()


def _secret(words: str | None) -> Secret | None:
    return None if words is None else Secret(words)


def _short(tree: Mapping[str, Json]) -> Json:
    """Without what is empty: most answers fill one part of five."""
    return {key: value for key, value in tree.items() if value not in (None, [], {}, "")}


def _plain_file(file: File) -> Json:
    return _short(
        {
            "kind": file.kind,
            "handle": file.handle,
            "size": file.size,
            "mime": file.mime,
            "seconds": file.seconds,
            "evidence": file.evidence,
        }
    ) | ({} if file.name is None else {"name": file.name.reveal()})


def _file(tree: Json) -> File:
    return File(
        kind=tree.get("kind", ""),
        handle=tree.get("handle", ""),
        size=tree.get("size"),
        mime=tree.get("mime"),
        name=_secret(tree.get("name")),
        seconds=tree.get("seconds"),
        evidence=tree.get("evidence"),
    )


def _plain_answer(answer: Answer) -> Json:
    point = answer.point
    return _short(
        {
            "kind": answer.kind.value,
            "names": list(answer.names),
            "words": [words.reveal() for words in answer.words],
            "files": [_plain_file(file) for file in answer.files],
            "day": answer.day.isoformat() if answer.day else None,
            "point": [point.latitude, point.longitude] if point else None,
        }
    )


def _answer(tree: Json) -> Answer:
    return Answer(
        kind=Kind(tree["kind"]),
        names=tuple(tree.get("names", ())),
        words=tuple(Secret(words) for words in tree.get("words", ())),
        files=tuple(_file(file) for file in tree.get("files", ())),
        day=date.fromisoformat(tree["day"]) if tree.get("day") else None,
        point=Located(*tree["point"]) if tree.get("point") else None,
    )


def _plain_frames(frames: tuple[Frame, ...]) -> Json:
    return [
        [frame.flow, frame.version, frame.step, frame.how.value, frame.mark]
        + ([_plain_answer(frame.partial)] if frame.partial else [])
        for frame in frames
    ]


def _frames(tree: Json) -> tuple[Frame, ...]:
    return tuple(
        Frame(flow, version, step, How(how), mark, _answer(partial[0]) if partial else None)
        for flow, version, step, how, mark, *partial in tree
    )


def _plain_moment(moment: Moment) -> Json:
    undos = [
        [undo.key, _plain_answer(undo.before) if undo.before else None, undo.place] for undo in moment.undos
    ]
    return {"frames": _plain_frames(moment.frames), "danger": moment.danger, "undos": undos}


def _moment(tree: Json) -> Moment:
    undos = tuple(
        Undo(key, _answer(before) if before else None, place) for key, before, place, *_ in tree["undos"]
    )
    return Moment(_frames(tree["frames"]), tree["danger"], undos)


def _plain_matter(matter: Matter) -> Json:
    return {
        "answers": {key: _plain_answer(answer) for key, answer in matter.answers.items()},
        "origins": {
            key: [origin.flow, origin.version, origin.step] for key, origin in matter.origins.items()
        },
        "trail": [_plain_moment(moment) for moment in matter.trail],
        "danger": matter.danger,
        "opened": matter.opened,
        "delivered": sorted(matter.delivered),
    }


def _matter(tree: Json) -> Matter:
    return Matter(
        answers={key: _answer(answer) for key, answer in tree.get("answers", {}).items()},
        origins={key: Origin(*origin[:3]) for key, origin in tree.get("origins", {}).items()},
        trail=tuple(_moment(moment) for moment in tree.get("trail", ())),
        danger=tree.get("danger", "normal"),
        opened=tree.get("opened", False),
        delivered=frozenset(tree.get("delivered", ())),
    )


def _plain_draft(draft: Draft) -> Json:
    return {
        "frames": _plain_frames(draft.frames),
        "matter": _plain_matter(draft.matter),
        "kept_on": draft.kept_on.isoformat(),
    }


def _draft(tree: Json) -> Draft:
    return Draft(
        frames=_frames(tree["frames"]),
        matter=_matter(tree["matter"]),
        kept_on=date.fromisoformat(tree["kept_on"]),
    )


def _plain_session(session: Session) -> Json:
    return {
        "frames": _plain_frames(session.frames),
        "matter": _plain_matter(session.matter),
        "visit": session.visit,
        "page": session.page,
        "drafts": [_plain_draft(draft) for draft in session.drafts],
        "about": session.about,
    }


def _session(tree: Json) -> Session:
    return Session(
        frames=_frames(tree.get("frames", ())),
        matter=_matter(tree.get("matter", {})),
        visit=tree.get("visit", 0),
        page=tree.get("page", ""),
        drafts=tuple(_draft(draft) for draft in tree.get("drafts", ())),
        about=tree.get("about", ""),
    )
