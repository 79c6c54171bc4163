"""What loads, as what; and mistakes that do not fit into a file of tests/broken_flows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flow.document import MOST_BYTES, read
from bot.flow.issues import FlowError, Issue
from bot.flow.load import load
from bot.flow.model import Branch, Condition, Do, Kind, Line, Seal, Serves, Verb
from bot.flow.question import press
from bot.flow.session import Frame, Session
from bot.flow.vocabulary import MOST_PRESS, PHRASES
from tests.flow.laying import lay
from tests.flow.talk import library


def issues(flows: Path, **options: list[str]) -> list[str]:
    with pytest.raises(FlowError) as caught:
        load(flows, languages=options.get("languages"))
    return [str(issue) for issue in caught.value.issues]


def test_a_flow_is_what_stands_in_its_file() -> None:
    flow = library().flows["tale"]
    kinds = flow.steps["kinds"]

    assert (flow.name, flow.language, flow.start, flow.serves) == ("tale", "en", "safe", Serves.WOMAN)
    assert flow.title == Line("tale", "Tell")
    assert (kinds.verb, kinds.kind, kinds.field, kinds.line) == (Verb.ASK, Kind.CHOICES, "kinds", 22)
    assert kinds.words == Line("tale/kinds", "What has happened?")
    assert kinds.options["hit"] == Line("record/kinds/hit", "Hit")
    assert kinds.branches == (
        Branch(
            "careful",
            Condition((("kinds", frozenset({"choked", "threats"})), ("relation", frozenset({"husband"})))),
        ),
        Branch("when_last"),
    )


def test_lines_of_a_step_have_its_path() -> None:
    safe = library().flows["tale"].steps["safe"]
    wish = library().flows["tale"].steps["wish"]

    assert safe.why == Line("tale/safe/why", "So that nobody reads along.")
    assert safe.options["yes"] == Line("tale/safe/yes", "Yes")
    assert wish.required == Line("tale/wish/required", "The station has to know.")


def test_effects_and_ends_are_read() -> None:
    steps = library().flows["tale"].steps

    assert steps["sent"].do == (Do("open_case", "tale"),)
    assert steps["kept"].do == (Do("keep"),)
    assert steps["kept"].end
    assert steps["contact"].calls == "contact"


def test_bounds_come_from_the_field_unless_the_step_has_its_own() -> None:
    steps = library().flows["contact"].steps

    assert (steps["note"].least, steps["note"].most) == (3, 50)
    assert library().flows["letters"].steps["answer"].most == 100


def test_the_record_and_the_station_are_read() -> None:
    record, station = library().record, library().station

    assert (record["area"].kind, record["area"].seal, record["area"].card) == (Kind.PLACE, Seal.ACCOUNT, True)
    assert record["relation"].label == Line("record/relation", "Who it was")
    assert station.name == Line("station", "Test station")
    assert [area.name for area in station.areas] == ["north", "south", "far"]
    assert station.desks["first"].receives == {"tale", "danger_now"}
    assert station.facts["draft_days"] == Line("station/facts/draft_days", "30")
    assert station.public_bot.commands["help"] == Line("station/public_bot/commands/help", "Help")


def test_controls_phrases_and_officers_lines_are_read() -> None:
    assert library().controls["stop"].calls == "leave"
    assert library().controls["skip"].words[1] == Line("everywhere/skip/words", "pass")
    assert set(library().phrases) == set(PHRASES)
    assert library().duty["take"] == Line("duty/take", "Take this case")


def test_words_stay_the_words_that_stand_there(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "a: yes\nb: 12:30\nc: 0110\nd: on\ne: 1_000\nf: 1e3\ng: no\nh: '~'\ni:\nj: null\n", "utf-8"
    )

    tree = read(path, "flows/one.yaml").tree

    assert tree == {
        "a": "yes", "b": "12:30", "c": "0110", "d": "on", "e": "1_000", "f": "1e3", "g": "no", "h": "~",
        "i": None, "j": None,
    }  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_of_any_editor_are_read(newline: str, tmp_path: Path) -> None:
    flows = lay(tmp_path)
    text = (flows / "tale.yaml").read_text("utf-8")
    (flows / "tale.yaml").write_bytes("\ufeff".encode() + text.replace("\n", newline).encode())

    assert load(flows).flows["tale"].steps == library().flows["tale"].steps


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    path = flows / "help.yaml"
    path.write_bytes(path.read_bytes().replace(b"a program", "ein Gerät".encode("latin-1")))

    assert issues(flows) == [
        "flows/help.yaml:6: The file is not saved as UTF-8. Save it again with that encoding."
    ]


@pytest.mark.parametrize(("size", "refused"), [(MOST_BYTES, False), (MOST_BYTES + 1, True)])
def test_a_file_over_a_megabyte_is_refused(size: int, refused: bool, tmp_path: Path) -> None:
    path = tmp_path / "help.yaml"
    path.write_bytes(b"flow: help\n".ljust(size, b"#"))

    found = read(path, "flows/help.yaml").issues

    assert found == (
        [Issue("flows/help.yaml", 0, "The file is larger than 1,000,000 bytes.")] if refused else []
    )


@pytest.mark.parametrize("depth", [1_000, 5_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}"), ("[", ""), ("{a: [", "]}")])
def test_lists_inside_lists_without_end_are_refused(
    depth: int, opens: str, closes: str, tmp_path: Path
) -> None:
    flows = lay(tmp_path)
    (flows / "help.yaml").write_text(f"flow: {opens * depth}{closes * depth}\n", "utf-8")

    assert issues(flows) == ["flows/help.yaml: Lists stand inside lists too deeply to be read."]


def test_a_list_inside_a_few_lists_is_read_to_its_end(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    (flows / "help.yaml").write_text(f"flow: {'[' * 50}{']' * 50}\n", "utf-8")

    found = issues(flows)

    assert any('"flow" must be words.' in what for what in found)
    assert not any("too deeply" in what for what in found)


def test_a_missing_phrase_is_told(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    path = flows / "everywhere.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("  stale:")]
    path.write_text("\n".join(kept), "utf-8")

    assert issues(flows) == ['flows/everywhere.yaml:14: The phrase "stale" is missing.']


def test_a_phrase_must_quote_what_it_is_there_for(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    path = flows / "everywhere.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("{seconds}", "{minutes}"), "utf-8")

    found = issues(flows)

    assert [what.split(": ", 1)[1] for what in found] == [
        'The phrase "said_voice" must quote {seconds}.',
        "{minutes} is not a fact that can be quoted.",
    ]


def test_flows_that_call_each_other_before_asking_are_refused(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    ring = "flow: {0}\nlanguage: en\ntitle: Ring\nstart: one\nsteps:\n  one: {{call: {1}, end: true}}\n"
    (flows / "ring.yaml").write_text(ring.format("ring", "rung"), "utf-8")
    (flows / "rung.yaml").write_text(ring.format("rung", "ring"), "utf-8")

    assert issues(flows) == [
        'flows/ring.yaml:6: "ring" calls "rung", which leads back to "ring" before anything is asked.',
        'flows/rung.yaml:6: "rung" calls "ring", which leads back to "rung" before anything is asked.',
    ]


def test_flows_that_call_each_other_after_asking_are_sound(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    ring = (
        "flow: {0}\nlanguage: en\ntitle: Ring\nstart: ask\nsteps:\n"
        "  ask: {{ask: Again?, answer: text, go: one}}\n  one: {{call: {1}, end: true}}\n"
    )
    (flows / "ring.yaml").write_text(ring.format("ring", "rung"), "utf-8")
    (flows / "rung.yaml").write_text(ring.format("rung", "ring"), "utf-8")

    assert {"ring", "rung"} <= set(load(flows).flows)


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    flows = lay(tmp_path)
    for name, before, after in [
        ("help.yaml", "start: how", "start: hwo"),
        ("tale.yaml", "go: kinds", "go: kind"),
        ("record.yaml", "seal: identity", "seal: secret"),
    ]:
        path = flows / name
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")

    assert [what.split(":")[0] for what in issues(flows)] == [
        "flows/help.yaml",
        "flows/record.yaml",
        "flows/tale.yaml",
    ]


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    flows = lay(tmp_path)

    assert issues(flows, languages=["en"]) == [
        'flows/station.yaml:3: There are no words for the language "zh_Hans" in locales/.'
    ]


def test_languages_with_words_are_welcome(tmp_path: Path) -> None:
    assert load(lay(tmp_path), languages=["en", "zh_Hans", "fr"]).station.languages.keys() == {
        "en",
        "zh_Hans",
    }


def test_an_empty_folder_names_every_file_that_is_missing(tmp_path: Path) -> None:
    found = issues(tmp_path)

    assert [what.split("/")[1] for what in found] == [
        f"{name}.yaml: The file is missing."
        for name in ("draft", "duty", "everywhere", "menu", "record", "station")
    ]


def test_the_longest_press_fits_into_a_button() -> None:
    frame = Frame("f" * 32, "v", "s" * 32)
    session = Session(frames=(frame,), visit=10**9)

    assert len(press(session, "o." + "n" * 32)) <= MOST_PRESS
