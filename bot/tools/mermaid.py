"""A picture in the language of Mermaid, which many editors and web pages draw."""

from __future__ import annotations

from bot.flow.model import Verb
from bot.tools.picture import Arrow, Box, Picture

#: Mermaid breaks lines itself, at this width
PIXELS = 340
#: how the shape of a box opens and closes
SHAPES = {
    Verb.ASK: ('["', '"]'),
    Verb.SAY: ('("', '")'),
    Verb.CALL: ('[["', '"]]'),
    Verb.REVIEW: ('[/"', '"/]'),
}
#: not named like the verbs: Mermaid takes "call" for a command of its own
LOOKS = {Verb.ASK: "asking", Verb.SAY: "saying", Verb.CALL: "calling", Verb.REVIEW: "reviewing"}
STYLES = """\
  classDef asking fill:#ffffff,stroke:#1f6f8b,color:#111827
  classDef reviewing fill:#e6f3f7,stroke:#1f6f8b,stroke-width:3px,color:#111827
  classDef saying fill:#f4f1ea,stroke:#b9ae97,color:#111827
  classDef calling fill:#ece8f5,stroke:#6d5ba3,color:#111827
"""


def mermaid(picture: Picture) -> str:
    """The source of a flowchart. Steps get numbers: some names are Mermaid's own words, such as `end`."""
    numbers = {box.name: f"s{number}" for number, box in enumerate(picture.boxes, start=1)}
    return "\n".join(
        [
            "---",
            f'title: "{_escaped(picture.title)}"',
            f"config:\n  flowchart:\n    wrappingWidth: {PIXELS}",
            "---",
            "flowchart TD",
            f"  begin(( )) --> {numbers[picture.start]}",
            *(f"  {numbers[box.name]}{_shape(box)}:::{LOOKS[box.verb]}" for box in picture.boxes),
            *(f"  {_edge(arrow, numbers)}" for arrow in picture.arrows),
            *(f"  {_end(numbers[box.name], picture.end)}" for box in picture.boxes if box.end),
            STYLES,
        ]
    )


def _shape(box: Box) -> str:
    opening, closing = SHAPES[box.verb]
    answers = _broken(" · ".join(box.answers))
    parts = [
        f"<small>{_escaped(box.heading)}</small>",
        _broken(box.words),
        f"<i>{answers}</i>" if answers else "",
        *(f"<b>{_escaped(effect)}</b>" for effect in box.effects),
    ]
    return opening + "<br/>".join(part for part in parts if part) + closing


def _end(number: str, word: str) -> str:
    return f'{number} --> {number}e(["{_escaped(word)}"])'


def _edge(arrow: Arrow, numbers: dict[str, str]) -> str:
    label = f'|"{_broken(arrow.when)}"|' if arrow.when else ""
    return f"{numbers[arrow.start]} -->{label} {numbers[arrow.to]}"


def _broken(words: str) -> str:
    return "<br/>".join(_escaped(line) for line in words.splitlines())


def _escaped(text: str) -> str:
    """Marks that Mermaid would read, as its own numbered entities."""
    return "".join(f"#{ord(char)};" if char in '"#<>&;`' else char for char in text)
