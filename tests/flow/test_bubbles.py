"""What is said stands above the question that follows; a receipt is a message of its own."""

from __future__ import annotations

from pathlib import Path

from bot.flow.engine import Engine
from tests.flow.laying import edited
from tests.flow.talk import Talk, at_kinds, at_relation, at_review, lexicon


def test_what_is_said_stands_above_the_next_question() -> None:
    talk = at_relation()

    assert talk.said == [["tale/before", "tale/relation"]]


def test_the_receipt_is_a_message_of_its_own_and_home_follows() -> None:
    talk = at_review().press("send")

    assert talk.said == [["tale/sent"], ["menu/home"]]
    assert [message.alone for message in talk.messages] == [True, False]


def test_a_receipt_stands_alone_in_the_middle_of_a_flow_and_at_the_end_of_a_called_one() -> None:
    talk = at_relation().write("danger").press("tell")
    assert talk.said == [["danger_now/told"], ["danger_now/where"]]
    assert [message.alone for message in talk.messages] == [True, False]

    talk.locate()

    assert talk.said == [["danger_now/added"], ["tale/relation"]]
    assert [message.alone for message in talk.messages] == [True, False]


def test_what_was_said_before_a_receipt_is_no_part_of_it(tmp_path: Path) -> None:
    thanks = ("      - {to: sent}\n", "      - {to: thanks}\n  thanks: {say: Thank you., go: sent}\n")
    talk = at_review(Engine(edited(tmp_path, "tale.yaml", thanks), lexicon)).press("send")

    assert talk.said == [["tale/thanks"], ["tale/sent"], ["menu/home"]]
    assert [message.alone for message in talk.messages] == [False, True, False]


def test_a_warning_is_a_bubble_of_its_own_so_that_it_does_not_scroll_away() -> None:
    talk = at_kinds().press("choked", "done")

    assert talk.said == [["tale/careful"], ["tale/when_last"]]
    assert talk.messages[0].alone


def test_what_is_said_on_the_way_home_waits_for_the_home_question(tmp_path: Path) -> None:
    goodbye = (
        "  tale: {call: tale, go: home}\n",
        "  tale: {call: tale, go: bye}\n  bye: {say: Bye., go: home}\n",
    )
    engine = Engine(edited(tmp_path, "menu.yaml", goodbye), lexicon)

    talk = Talk(engine).start().press("tale", "not_now")

    assert talk.said == [["tale/another_time", "menu/bye", "menu/home"]]
