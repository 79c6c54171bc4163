"""A picture in the language of Mermaid, which many editors and web pages draw."""

from __future__ import annotations

from bot.flow.model import Verb
from bot.tools.picture import Arrow, Box, Picture
from bot.tools.wrapping import side_by_side, wrapped

IN_BOX, AT_ARROW = 44, 28
#: how the shape of a box opens and closes
SHAPES = {
    Verb.ASK: ('["', '"]'),
    Verb.SAY: ('("', '")'),
    Verb.CALL: ('[["', '"]]'),
    Verb.REVIEW: ('[/"', '"/]'),
}
CLASSES = """\
  classDef ask fill:#ffffff,stroke:#1f6f8b,color:#111827
  classDef review fill:#e6f3f7,stroke:#1f6f8b,stroke-width:3px,color:#111827
  classDef say fill:#f4f1ea,stroke:#b9ae97,color:#111827
  classDef call fill:#ece8f5,stroke:#6d5ba3,color:#111827
"""


def mermaid(picture: Picture) -> str:
    """The source of a flowchart. Steps get numbers: some names are Mermaid's own words, such as `end`."""
    numbers = {box.name: f"s{number}" for number, box in enumerate(picture.boxes, start=1)}
    return "\n".join(
        [
            f'---\ntitle: "{_escaped(picture.title)}"\n---',
            "flowchart TD",
            f"  begin(( )) --> {numbers[picture.start]}",
            *(f"  {numbers[box.name]}{_shape(box)}:::{box.verb.value}" for box in picture.boxes),
            *(f"  {_edge(arrow, numbers)}" for arrow in picture.arrows),
            *(
                f"  {numbers[box.name]} --> {numbers[box.name]}e([{_escaped(picture.end)}])"
                for box in picture.boxes
                if box.end
            ),
            CLASSES,
        ]
    )


def _shape(box: Box) -> str:
    opening, closing = SHAPES[box.verb]
    answers = "<br/>".join(_escaped(line) for line in side_by_side(box.answers, IN_BOX))
    parts = [
        f"<small>{_escaped(box.heading)}</small>",
        _broken(box.words, IN_BOX),
        f"<i>{answers}</i>" if answers else "",
        *(f"<b>{_escaped(effect)}</b>" for effect in box.effects),
    ]
    return opening + "<br/>".join(part for part in parts if part) + closing


def _edge(arrow: Arrow, numbers: dict[str, str]) -> str:
    label = f'|"{_broken(arrow.when, AT_ARROW)}"|' if arrow.when else ""
    return f"{numbers[arrow.start]} -->{label} {numbers[arrow.to]}"


def _broken(words: str, width: int) -> str:
    return "<br/>".join(_escaped(line) for line in wrapped(words, width))


def _escaped(text: str) -> str:
    """Marks that Mermaid would read, as its own numbered entities."""
    return "".join(f"#{ord(char)};" if char in '"#<>&;`' else char for char in text)
