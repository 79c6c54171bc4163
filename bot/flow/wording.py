"""Whether the words in the files fit where they are shown: their length, and the facts that they quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from bot.flow.document import Document, Way
from bot.flow.issues import did_you_mean
from bot.flow.model import RECORDED_FACTS, Control, Field, Line, Station, Step
from bot.flow.parts import Written
from bot.flow.vocabulary import DAYS, MOST_IN_TEXT, MOST_ON_BUTTON, PHRASES

QUOTED = re.compile(r"\{([^{}]*)\}")

#: phrases that stand on a button
ON_BUTTONS = frozenset(
    ["review_change", "review_remove", "review_return", "news_show", "send_place", "other_day", *DAYS]
)


def quoted(text: str) -> list[str]:
    """The names of facts in a text, in order."""
    return QUOTED.findall(text)


def check_wording(
    document: Document, way: Way, line: Line, facts: Collection[str] | None, most: int = MOST_IN_TEXT
) -> None:
    """`facts`: what may be quoted; None if that cannot be known now."""
    text = line.source
    if len(text) > most:
        where = "a button" if most == MOST_ON_BUTTON else "one message"
        document.complain(way, f"This has {len(text)} characters; at most {most:,} fit {where}.")
    if set("{}") & set(QUOTED.sub("", text)):
        document.complain(way, "A brace stands alone. Facts are quoted as {name}.")
    for name in quoted(text) if facts is not None else ():
        if facts is not None and name not in facts:
            document.complain(way, f"{{{name}}} is not a fact that can be quoted.{did_you_mean(name, facts)}")


def station_facts(station: Station | None) -> frozenset[str] | None:
    return RECORDED_FACTS | frozenset(station.facts) if station else None


def check_flow_wording(flow: Written, facts: Collection[str] | None) -> None:
    check_wording(flow.document, ("title",), Line(flow.shape.flow, flow.shape.title), (), MOST_ON_BUTTON)
    for step in flow.steps.values():
        for way, line in _said(step):
            check_wording(flow.document, ("steps", step.name, *way), line, facts)
        own = flow.shapes[step.name].choices or {}
        for name in own:
            way = ("steps", step.name, "choices", name)
            check_wording(flow.document, way, step.options[name], (), MOST_ON_BUTTON)


def _said(step: Step) -> Iterator[tuple[Way, Line]]:
    if step.words is not None:
        yield (step.verb.value,), step.words
    for part, line in (("why", step.why), ("retry", step.retry), ("required", step.required)):
        if line is not None:
            yield (part,), line


def check_record_wording(document: Document, record: Mapping[str, Field]) -> None:
    for field in record.values():
        check_wording(document, ("fields", field.name, "label"), field.label, (), MOST_ON_BUTTON)
        for name, line in field.options.items():
            way = ("fields", field.name, field.kind.value, name)
            check_wording(document, way, line, (), MOST_ON_BUTTON)


def check_everywhere_wording(
    document: Document,
    controls: Mapping[str, Control],
    phrases: Mapping[str, Line],
    facts: Collection[str] | None,
) -> None:
    for control in controls.values():
        if control.button is not None:
            way = ("controls", control.name, "button")
            check_wording(document, way, control.button, (), MOST_ON_BUTTON)
    for name, line in phrases.items():
        may = None if facts is None else frozenset(facts) | PHRASES.get(name, frozenset())
        most = MOST_ON_BUTTON if name in ON_BUTTONS else MOST_IN_TEXT
        check_wording(document, ("phrases", name), line, may, most)
        for missing in sorted(PHRASES.get(name, frozenset()) - set(quoted(line.source))):
            document.complain(("phrases", name), f'The phrase "{name}" must quote {{{missing}}}.')


def check_station_wording(document: Document, station: Station) -> None:
    for area in station.areas:
        check_wording(document, ("areas", area.name), area.label, (), MOST_ON_BUTTON)
    for desk in station.desks.values():
        check_wording(document, ("desks", desk.name, "label"), desk.label, (), MOST_ON_BUTTON)
    for name, line in station.facts.items():
        check_wording(document, ("facts", name), line, ())
