"""The stories of flows/stories play; a story that goes another way says where."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot import texts
from bot.flow.engine import Engine
from bot.flow.load import FlowError, Issue, load
from bot.flow.model import Line
from bot.flow.stories import Story, play_story, read_stories
from tests.flow.talk import TODAY, engine

ROOT = Path(__file__).parents[2]


def shipped_stories() -> list[Story]:
    try:
        return list(read_stories(ROOT / "flows" / "stories"))
    except FlowError as error:
        return [Story(str(error), "", "", ())]


@cache
def shipped() -> Engine:
    library = load(ROOT / "flows")
    words = texts.load(ROOT / "locales", library.station.language, list(library.station.languages))

    def lexicon(line: Line) -> tuple[str, ...]:
        return tuple(words.everywhere(line.context, line.source))

    return Engine(library, lexicon)


@pytest.mark.parametrize("story", shipped_stories(), ids=lambda story: Path(story.file).stem)
def test_every_story_plays(story: Story) -> None:
    assert story.beats, story.name

    assert play_story(shipped(), story, date(2026, 3, 5)) is None


def told(tmp_path: Path, *talk: str, flow: str = "tale") -> Story:
    folder = tmp_path / "flows" / "stories"
    folder.mkdir(parents=True)
    lines = ["story: A story", f"flow: {flow}", "talk:", *(f"  - {entry}" for entry in talk)]
    (folder / "one.yaml").write_text("\n".join(lines), "utf-8")
    [story] = read_stories(folder)
    return story


BEGINNING = ("she: /start", "bot: menu/home", "she: [tale, 'yes']", "bot: tale/relation")


@pytest.mark.parametrize(
    ("talk", "departs"),
    [
        (BEGINNING, None),
        ((*BEGINNING, "she: [husband]", "bot: tale/kinds"), None),
        ((*BEGINNING, "she: [husband]", "bot: tale/place"), '"tale/kinds", not "tale/place".'),
        ((*BEGINNING, "she: [wife]"), 'There is no button "wife" at "tale/relation".'),
        ((*BEGINNING, "she: dances"), '"dances" is not something that she can do in a story.'),
        ((*BEGINNING, "she: [husband]", "bot: tale/kinds", "then: {alert: high}"), "Nothing happened"),
        ((*BEGINNING, 'she: writes "danger"', "bot: danger_now/numbers"), None),
        ((*BEGINNING, "she: sends sticker", "bot: everywhere/odd", "bot: tale/relation"), None),
        ((*BEGINNING, "she: sends sticker", "bot: everywhere/odd"), 'asks "tale/relation"'),
        ((*BEGINNING, "she: opens letters", "bot: letters/answer"), None),
        (("she: [tale]",), 'There is no button "tale" at "".'),
        (("she: /start", "she: [language]", "she: [en]", "then: {language: en}"), None),
        (("she: /start", "she: [language]", "she: [en]"), '"language: en" happened, untold.'),
        (
            ("she: /start", "she: [language]", "she: [en]", "then: {language: zh_Hans}"),
            '"language: en" happened',
        ),
        (("she: /start", "she: [urgent, tell]", "then: {open_case: danger_now}"), None),
    ],
)
def test_a_story_that_goes_another_way_says_where(
    talk: tuple[str, ...], departs: str | None, tmp_path: Path
) -> None:
    issue = play_story(engine(), told(tmp_path, *talk), TODAY)

    if departs is None:
        assert issue is None
    else:
        assert issue is not None
        assert departs in issue.what
        assert str(issue).startswith("flows/stories/one.yaml:")


def test_an_officers_story_begins_without_her(tmp_path: Path) -> None:
    story = told(
        tmp_path, "bot: close/outcome", "she: [advised, skip]", "then: {close_case: advised}", flow="close"
    )

    assert play_story(engine(), story, TODAY) is None


def test_a_story_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FlowError) as caught:
        told(tmp_path, "she: /start", "he: /start", "bot: [a, b]")

    what = 'An entry is "she: what she does", "bot: flow/step" or "then: {effect: …}".'
    assert caught.value.issues == (
        Issue("flows/stories/one.yaml", 5, what),
        Issue("flows/stories/one.yaml", 6, what),
    )
