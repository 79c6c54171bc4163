"""What somebody types at the prompt, as what a person does on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.flow.model import Button, Event, File, Located, Odd, Pressed, Sent, Wrote
from bot.flow.secret import Secret

#: what cannot be typed
THINGS: Mapping[str, Event] = {
    "+photo": Sent(File("photo", "sample", 200_000, "image/jpeg")),
    "+voice": Sent(File("voice", "sample", 40_000, "audio/ogg", seconds=12)),
    "+file": Sent(File("document", "sample", 90_000, "application/pdf")),
    "+place": Located(34.72, 104.88),
    "+sticker": Odd("sticker"),
}
NUMBERS = re.compile(r"\d{1,2}(?:[\s,，、]+\d{1,2})*")
QUOTED = re.compile(r'["“](.*?)["”]?')


def events(typed: str, buttons: Sequence[Button]) -> list[Event]:
    """Numbers press buttons, several at once where they are ticks; all else is written.

    In quotation marks a number is words as well.
    """
    text = typed.strip()
    if text in THINGS:
        return [THINGS[text]]
    pressed = _pressed(text, buttons)
    if pressed:
        return [Pressed(button.press) for button in pressed]
    quoted = QUOTED.fullmatch(text)
    return [Wrote(Secret(quoted[1] if quoted else text))]


def _pressed(text: str, buttons: Sequence[Button]) -> list[Button]:
    """The buttons of those numbers; none unless all of them are there."""
    if not NUMBERS.fullmatch(text):
        return []
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not all(1 <= number <= len(buttons) for number in numbers):
        return []
    found = [buttons[number - 1] for number in numbers]
    if len(found) > 1 and any(button.ticked is None for button in found):
        return []
    return found
