"""Whatever she sends at whichever kind of question: a sensible answer, never silence, never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bot.sandbox import gifts, hands
from bot.sandbox.shapes import Message
from tests.journeys.house import House, Person

PARTS = 3  #: the things are tried in so many tests, side by side
#: kind of question -> what leads there, and words of the question
QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "home": ((), "What would you like to do?"),
    "choice": (("complaint", "skip"), "Who is it about?"),
    "choices": (("legal_aid",), "What do you need help with?"),
    "date": (("complaint", "skip", "skip", "skip", "skip"), "When was the last time?"),
    "place": (("complaint", *["skip"] * 5), "Where did it happen?"),
    "story": (("complaint", *["skip"] * 6), "tell it in your own words"),
    "files": (("complaint", *["skip"] * 10), "photos, recordings, messages or papers"),
    "text": (("legal_aid", *["skip"] * 7), "What should the officer call you?"),
    "phone": (("legal_aid", *["skip"] * 8), "Is there a number"),
    "required": (("legal_aid", *["skip"] * 10), "When may this chat write to you?"),
    "location": (("danger", "tell"), "Where are you?"),
    "review": (("legal_aid", *["skip"] * 10, "any", "skip"), "Here is what you have told."),
    "draft": (("legal_aid", "divorce", "done", "/start"), "something here that you kept"),
}


def album(house: House, her: Person) -> None:
    for number in range(3):
        gifts.file(house.world, her.phone, "photo", f"{number}.jpg", "image/jpeg", b"\xff\xd8", group="one")


def edited(house: House, her: Person) -> None:
    own = max(number for number, message in her.phone.messages.items() if message.mine and message.text)
    hands.edit(house.world, her.phone, own, "something else")


def said(text: str) -> Callable[[House, Person], object]:
    return lambda house, her: hands.write(house.world, her.phone, text)


def sent(kind: str, **more: object) -> Callable[[House, Person], object]:
    return lambda house, her: gifts.file(house.world, her.phone, kind, "f", "", b"bytes", **more)  # type: ignore[arg-type]


def gave(gift: Callable[..., Message], *given: object) -> Callable[[House, Person], object]:
    return lambda house, her: gift(house.world, her.phone, *given)


THINGS: dict[str, Callable[[House, Person], object]] = {
    "edited": edited,
    "sticker": gave(gifts.sticker, "👋"),
    "poll": gave(gifts.poll),
    "dice": gave(gifts.dice),
    "contact": gave(gifts.contact, "+86 138 0013 8000", False),
    "own contact": gave(gifts.contact, "13800138000", True),
    "location": gave(gifts.location, 34.7, 104.9),
    "forwarded": gave(gifts.forward, "Somebody else's words"),
    "photo": sent("photo"),
    "voice": sent("voice", seconds=3),
    "video": sent("video"),
    "video note": sent("video_note", seconds=3),
    "animation": sent("animation"),
    "audio": sent("audio"),
    "document": sent("document"),
    "photo with words": sent("photo", caption="what is in it"),
    "album": album,
    "emoji alone": said("😀"),
    "family emoji": said("👨‍👩‍👧‍👦"),
    "right to left": said("שלום \u202e olleh"),
    "zero width": said("\u200b\u200d\u2060"),
    "braille blank": said("\u2800"),
    "digits": said("7"),
    "big digits": said("9" * 30),
    "superscript": said("²"),
    "braces": said("{emergency_numbers} {0} %s"),
    "markup": said("<b>*_`[x](tg://user?id=1)"),
    "unknown command": said("/unknown"),
    "command with more": said("/case 123456"),
    "a link": said("https://t.me/share"),
    "4,096 characters": said("字" * 4096),
    "4,096 units": said("😀" * 2048),
    "9,000 characters": said("long " * 1800),
}


async def bring(house: House, women: Mapping[str, Person]) -> None:
    """Each to her question, from wherever she is: by "back" if that is enough."""
    for again in (False, True):
        for name, her in women.items():
            way, words = QUESTIONS[name]
            if words not in her.last.text:
                for text in ("/start", "delete", "menu", *way) if again else ("back",):
                    hands.write(house.world, her.phone, text)
        await house.rest()
    for name, her in women.items():
        assert QUESTIONS[name][1] in her.reads


@pytest.mark.parametrize("part", range(PARTS))
async def test_everything_gets_an_answer_at_every_kind_of_question(house: House, part: int) -> None:
    women = {name: house.woman(name) for name in QUESTIONS}
    for her in women.values():
        hands.write(house.world, her.phone, "/start")
    await house.rest()
    silent = []
    for thing in list(THINGS)[part::PARTS]:
        await bring(house, women)
        before = {name: max(her.phone.messages) for name, her in women.items()}
        for her in women.values():
            THINGS[thing](house, her)
        await house.rest()

        for name, her in women.items():
            new = [message for message in her.heard if message.id > before[name]]
            if not new or not (her.buttons() or her.phone.keyboard):
                silent.append(f"{thing} at {name}")
    assert silent == []


async def test_the_first_thing_that_somebody_sends_may_be_anything(house: House) -> None:
    women = {}
    for thing, send in THINGS.items():
        if thing == "edited":
            continue
        women[thing] = house.woman(thing)
        send(house, women[thing])
    await house.rest()

    assert [thing for thing, her in women.items() if "What would you like to do?" not in her.reads] == []


async def test_whatever_an_officer_sends_gets_an_answer_with_and_without_an_open_form(house: House) -> None:
    wang, writing = await house.officer("Wang"), await house.officer("Chen")
    her = house.woman()
    await her.says("danger", "tell")
    await writing.picks("take")
    silent = []
    for thing, send in THINGS.items():
        await writing.picks("write")
        for officer in (wang, writing):
            before = max(officer.phone.messages)
            send(house, officer)
            await house.rest()
            if not any(message.id > before for message in officer.heard):
                silent.append(f"{thing} from {officer.phone.name}")
    assert silent == []
