"""A picture in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.flow.model import Verb
from bot.tools.picture import Arrow, Box, Picture
from bot.tools.wrapping import side_by_side, wrapped

#: cells of a line in a box, and beside an arrow
IN_BOX, AT_ARROW = 38, 36
FONT = "Noto Sans CJK SC,Noto Sans SC,Microsoft YaHei,PingFang SC,Arial,sans-serif"
#: background, frame
COLOURS = {
    Verb.ASK: ("#ffffff", "#1f6f8b"),
    Verb.REVIEW: ("#e6f3f7", "#1f6f8b"),
    Verb.SAY: ("#f4f1ea", "#b9ae97"),
    Verb.CALL: ("#ece8f5", "#6d5ba3"),
}
QUIET, ANSWER, EFFECT, END = "#6b7280", "#1f6f8b", "#ffe2a8", "#374151"
SPACER = '<font point-size="15"> </font>'


def dot(picture: Picture) -> str:
    """The source that `dot` draws."""
    return "\n".join(
        [
            "digraph flow {",
            f'  graph [label={_quoted(picture.title)}, labelloc=t, fontname="{FONT}", fontsize=20, '
            "rankdir=TB, nodesep=0.35, ranksep=0.4, pad=0.3, bgcolor=white];",
            f'  node [shape=plain, fontname="{FONT}", fontsize=12];',
            f'  edge [fontname="{FONT}", fontsize=11, color="#4b5563", fontcolor="#1f2937", arrowsize=0.8];',
            f'  begin [shape=circle, style=filled, fillcolor="{END}", label="", width=0.2];',
            f"  begin -> {_quoted(picture.start)};",
            *(f"  {_quoted(box.name)} [{_node(box, picture.end)}];" for box in picture.boxes),
            *(f"  {_edge(arrow)};" for arrow in picture.arrows),
            "}",
            "",
        ]
    )


def _node(box: Box, end: str) -> str:
    fill, frame = COLOURS[box.verb]
    if box.verb is Verb.CALL and not box.effects and not box.end:
        # the words stand in the shape itself, so that it looks folded
        return f'shape=folder, style=filled, fillcolor="{fill}", color="{frame}", label=<{_call(box)}>'
    width = 3 if box.verb is Verb.REVIEW else 1
    return (
        f'label=<<table border="{width}" cellborder="0" cellspacing="4" cellpadding="3" '
        f'style="rounded" bgcolor="{fill}" color="{frame}">{"".join(_rows(box, end))}</table>>'
    )


def _call(box: Box) -> str:
    heading = f'<font point-size="10" color="{QUIET}">{escape(box.heading)}</font><br/>'
    return heading + _lines(wrapped(box.words, IN_BOX), "center")


def _rows(box: Box, end: str) -> Iterator[str]:
    yield _row(f'<font point-size="10" color="{QUIET}">{escape(box.heading)}</font>')
    yield _row(_lines(wrapped(box.words, IN_BOX)))
    if box.answers:
        answers = _lines(side_by_side(box.answers, IN_BOX))
        yield _row(f'<font point-size="11" color="{ANSWER}">{answers}</font>')
    for effect in box.effects:
        yield _row(f"<b>{escape(effect)}</b>", EFFECT)
    if box.end:
        yield _row(f'<font color="white">{escape(end)}</font>', END)


def _row(content: str, fill: str = "") -> str:
    background = f' bgcolor="{fill}"' if fill else ""
    return f'<tr><td align="left" balign="left"{background}>{content}</td></tr>'


def _lines(lines: list[str], align: str = "left") -> str:
    """Graphviz sets lines tight; a larger blank at the end of each keeps them apart."""
    return f'{SPACER}<br align="{align}"/>'.join(escape(line) for line in lines) + SPACER


def _edge(arrow: Arrow) -> str:
    ends = f"{_quoted(arrow.start)} -> {_quoted(arrow.to)}"
    if not arrow.when:
        return ends
    label = _lines(wrapped(arrow.when, AT_ARROW))
    return f'{ends} [label=<{label}<br align="left"/>>]'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
