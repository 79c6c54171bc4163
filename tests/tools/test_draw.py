"""Whether a picture of a flow shows its steps, ways, effects and ends."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from bot.flow.load import load
from bot.flow.model import Branch, Condition, Do, Flow, Kind, Line, Step, Verb
from bot.settings import HERE
from bot.texts import load as load_texts
from bot.tools.dot import dot
from bot.tools.mermaid import mermaid
from bot.tools.picture import Arrow, Reader, picture
from bot.tools.wrapping import side_by_side, wrapped
from tests.tools.conftest import Command

LIBRARY = load(HERE / "flows")
TEXTS = load_texts(HERE / "locales", "en", ["zh_Hans"])
ENGLISH, CHINESE = Reader(LIBRARY, TEXTS, "en"), Reader(LIBRARY, TEXTS, "zh_Hans")

needs_graphviz = pytest.mark.skipif(
    shutil.which("dot") is None, reason="Graphviz is not installed: make doctor"
)


def line(text: str) -> Line:
    return Line("tea", text)


def when(name: str, *values: str) -> Condition:
    return Condition(((name, frozenset(values)),))


def tea(*branches: Branch, kind: Kind = Kind.CHOICE, required: bool = False) -> Flow:
    options = {"green": line("Green"), "black": line("Black, or <red>"), "none": line("None")}
    ask = Step("kind", Verb.ASK, 1, line('Which "tea"?'), kind, options=options, branches=branches)
    if required:
        ask = Step(
            "kind", Verb.ASK, 1, ask.words, kind, options=options, branches=branches, required=line("why")
        )
    sugar = Step("sugar", Verb.CALL, 2, calls="danger_now", branches=(Branch("bye"),))
    bye = Step("bye", Verb.SAY, 3, line("Enjoy & rest."), do=(Do("alert", "high"), Do("keep")), end=True)
    steps = {step.name: step for step in (ask, sugar, bye)}
    return Flow("tea", "1", "en", line("Tea"), "kind", steps)


TWO_WAYS = (Branch("bye", when("kind", "none")), Branch("sugar"))


def test_a_picture_has_every_step_with_its_effects_and_its_end() -> None:
    drawn = picture(tea(*TWO_WAYS), ENGLISH)

    assert [(box.name, box.verb, box.effects, box.end) for box in drawn.boxes] == [
        ("kind", Verb.ASK, (), False),
        ("sugar", Verb.CALL, (), False),
        ("bye", Verb.SAY, ("alert: high", "keeps it, unsent"), True),
    ]


@pytest.mark.parametrize(
    ("flow", "arrows"),
    [
        (tea(*TWO_WAYS), {"bye": "None", "sugar": "• Green\n• Black, or <red>\n• skipped"}),
        (tea(*TWO_WAYS, required=True), {"bye": "None", "sugar": "• Green\n• Black, or <red>"}),
        (tea(*TWO_WAYS, kind=Kind.CHOICES), {"bye": "None", "sugar": "otherwise"}),
        (
            tea(Branch("bye", when("kind", "green", "black")), Branch("sugar"), required=True),
            {"bye": "• Green\n• Black, or <red>", "sugar": "None"},
        ),
        (
            tea(Branch("bye", when("relation", "husband")), Branch("sugar")),
            {"bye": "Who did it: Husband", "sugar": "otherwise"},
        ),
        (tea(Branch("bye")), {"bye": ""}),
        (
            tea(Branch("bye", when("kind", "none")), Branch("bye", when("kind", "green")), Branch("sugar")),
            {"bye": "None\nGreen", "sugar": "• Black, or <red>\n• skipped"},
        ),
    ],
)
def test_arrows_bear_their_conditions_in_words(flow: Flow, arrows: dict[str, str]) -> None:
    drawn = picture(flow, ENGLISH)

    assert {arrow.to: arrow.when for arrow in drawn.arrows if arrow.start == "kind"} == arrows
    assert Arrow("sugar", "bye") in drawn.arrows


def test_what_a_picture_adds_of_its_own_is_in_the_readers_language() -> None:
    drawn = picture(LIBRARY.flows["danger_now"], CHINESE)

    told = next(box for box in drawn.boxes if box.name == "told")
    assert told.heading == "told: 告知"
    assert told.effects == ("提醒值班人员: 紧急", "建立案件: danger_now")
    assert drawn.end == "结束"


def test_words_with_marks_of_the_drawing_languages_are_kept_apart_from_them() -> None:
    drawn = picture(tea(*TWO_WAYS), ENGLISH)

    assert "Which &quot;tea&quot;?" in dot(drawn)
    assert "Black, or &lt;red&gt;" in dot(drawn)
    assert "Which #34;tea#34;?" in mermaid(drawn)
    assert "Enjoy #38; rest." in mermaid(drawn)
    assert "<red>" not in dot(drawn) + mermaid(drawn)


@pytest.mark.parametrize("name", sorted(LIBRARY.flows))
def test_mermaid_text_holds_every_step_and_arrow_of_every_flow(name: str) -> None:
    drawn = picture(LIBRARY.flows[name], CHINESE)

    text = mermaid(drawn)

    assert text.count(":::") == len(drawn.boxes)
    ends = sum(box.end for box in drawn.boxes)
    assert text.count(" -->") == 1 + len(drawn.arrows) + ends


@needs_graphviz
@pytest.mark.parametrize("name", sorted(LIBRARY.flows))
def test_every_flow_becomes_a_picture(command: Command, folder: Path, name: str) -> None:
    ran = command("draw", name, "--language", "zh_Hans")

    text = "".join(ElementTree.parse(folder / f"{name}.svg").getroot().itertext())
    assert ran.out == f"written: {name}.svg\n"
    assert all(f"{step}: " in text for step in LIBRARY.flows[name].steps)


@needs_graphviz
@pytest.mark.parametrize(("name", "begins"), [("a.png", b"\x89PNG"), ("a.pdf", b"%PDF"), ("a.svg", b"<?xml")])
def test_the_name_of_the_file_says_what_is_made(
    command: Command, folder: Path, name: str, begins: bytes
) -> None:
    command("draw", "close", "--out", name)

    assert (folder / name).read_bytes().startswith(begins)


def test_without_graphviz_it_is_mermaid_text_and_says_so(command: Command, bare_machine: Path) -> None:
    ran = command("draw", "close")

    assert ran.out.startswith("---\ntitle:")
    assert "apt-get install -y graphviz" in ran.err
    assert ran.code == 0


def test_without_graphviz_no_mermaid_text_is_put_into_a_file_named_svg(
    command: Command, folder: Path, bare_machine: Path
) -> None:
    ran = command("draw", "close", "--out", "a.svg")

    assert ran.out == "written: a.mmd\n"
    assert not (folder / "a.svg").exists()


@pytest.mark.parametrize(
    ("out", "sentence"),
    [("a.jpg", 'cannot be made as "a.jpg"'), ("none/a.mmd", "none/a.mmd cannot be written: ")],
)
def test_a_file_that_cannot_be_made_is_told_in_a_sentence(command: Command, out: str, sentence: str) -> None:
    ran = command("draw", "close", "--out", out)

    assert sentence in ran.err
    assert "Traceback" not in ran.err
    assert ran.code == 1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("one two three four", ["one two", "three four"]),
        ("first\n\nsecond", ["first", "", "second"]),
        ("incomprehensibility is long", ["incomprehensibility", "is long"]),
        ("您在哪里？可以发送。", ["您在哪里？", "可以发送。"]),
        ("一二三四五。六", ["一二三四", "五。六"]),  # a full stop does not begin a line
        ("打 110 电话", ["打 110 电", "话"]),
    ],
)
def test_words_are_broken_where_a_reader_would(words: str, lines: list[str]) -> None:
    assert wrapped(words, 10) == lines


def test_lines_never_grow_beyond_their_width() -> None:
    words = [line.source for flow in LIBRARY.flows.values() for line in [flow.title]]
    words += [
        TEXTS.say("zh_Hans", step.words.context, step.words.source)
        for flow in LIBRARY.flows.values()
        for step in flow.steps.values()
        if step.words
    ]

    lines = [line for text in words for line in wrapped(text, 38)]

    assert len(lines) > len(words)
    assert all(cell_len(line) <= 38 or " " not in line.strip() for line in lines)


def test_options_stand_side_by_side_and_whole() -> None:
    assert side_by_side(["Yes", "Not now", "I am in danger"], 20) == ["Yes  ·  Not now", "I am in danger"]
