"""The list before sending: every answer can be opened, changed, taken away."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import pytest

from bot.flow.book import Book
from bot.flow.model import Answer, Kind, Line, OpenCase, Value
from bot.flow.question import question
from bot.flow.secret import Secret
from tests.flow.talk import Talk, at_note, at_review, lexicon, library


def values(talk: Talk) -> list[Value]:
    return [part for message in talk.messages for part in message.parts if isinstance(part, Value)]


def rows_of_numbers(count: int) -> list[list[str]]:
    """The number buttons under a review of so many answers."""
    answers = {f"field{at}": Answer(Kind.TEXT, words=(Secret("x"),)) for at in range(count)}
    at_list = at_review().now
    session = replace(at_list, matter=replace(at_list.matter, answers=answers))
    rows = question(Book(library(), lexicon), session, ()).rows
    labels = [[button.label.source for button in row if ".i." in button.press] for row in rows]
    return [row for row in labels if row]


def test_the_list_shows_every_answered_field_in_the_order_asked() -> None:
    talk = at_review()

    assert [(value.number, value.label.context) for value in values(talk)] == [
        (1, "record/relation"),
        (2, "record/kinds"),
        (3, "record/when_last"),
        (4, "record/area"),
        (5, "record/account"),
        (6, "record/phone"),
    ]
    assert not any(value.whole for value in values(talk))


def test_values_bring_the_words_of_their_options() -> None:
    relation, kinds, when_last, area, *_ = values(at_review())

    assert relation.options["husband"] == Line("record/relation/husband", "My husband")
    assert kinds.options["hit"].source == "Hit"
    assert when_last.options["today"].context == "everywhere/today"
    assert area.options["north"].source == "North town"


def test_send_stands_first_then_the_numbers() -> None:
    talk = at_review()

    assert talk.rows == [
        ["o.send"],
        ["o.later"],
        ["i.relation", "i.kinds", "i.when_last"],
        ["i.area", "i.account", "i.phone"],
        ["c.back"],
        ["c.later", "c.stop"],
    ]
    assert talk.button("send").strong


@pytest.mark.parametrize("count", range(1, 41))
def test_numbers_stand_at_most_five_in_a_row_and_none_alone_in_the_last(count: int) -> None:
    rows = rows_of_numbers(count)
    widths = [len(row) for row in rows]

    assert [number for row in rows for number in row] == [str(number) for number in range(1, count + 1)]
    assert max(widths) <= 5
    assert min(widths) > 1 or count == 1
    assert widths == sorted(widths, reverse=True)  # and the rows above the last one are as wide as each other
    assert len(set(widths[:-1])) <= 1


@pytest.mark.parametrize("count", [*range(1, 6), *range(7, 11), 20, 25, 40])
def test_numbers_take_no_more_rows_than_they_need(count: int) -> None:
    assert len(rows_of_numbers(count)) == ceil(count / 5)


def test_an_empty_list_says_so() -> None:
    talk = Talk().start().press("tale", "yes", *["skip"] * 8).press("yes")

    assert talk.said == [["tale/review", "everywhere/review_empty"]]


def test_a_number_opens_the_answer_whole() -> None:
    talk = at_review().press("i.account")

    [value] = values(talk)
    assert value.whole
    assert value.number == 5
    assert talk.rows == [["e.account", "x.account"], ["l.list"]]


def test_a_typed_number_opens_the_answer_too() -> None:
    opened = at_review().press("i.account").rows

    assert at_review().write("5").rows == opened
    assert at_review().write("５。").rows == opened


def test_the_list_comes_back() -> None:
    talk = at_review().press("i.account").press("l.list")

    assert len(values(talk)) == 6


def test_back_from_an_open_answer_is_the_list() -> None:
    talk = at_review().press("i.account").write("back")

    assert talk.at == "tale/review"
    assert len(values(talk)) == 6


def test_a_changed_answer_keeps_its_place_and_the_list_comes_back() -> None:
    talk = at_review().press("i.relation").press("e.relation")
    assert talk.said == [["tale/relation"]]

    talk.press("other")

    assert talk.at == "tale/review"
    assert values(talk)[0].answer.names == ("other",)


def test_a_change_can_be_given_up() -> None:
    talk = at_review().press("i.relation").press("e.relation").press("back")

    assert talk.at == "tale/review"
    assert talk.answer("relation").names == ("husband",)


def test_a_question_of_a_called_flow_can_be_changed() -> None:
    talk = at_review().press("i.phone").press("e.phone").write("13900139000")

    assert talk.at == "tale/review"


def test_skipping_while_changing_leaves_the_answer() -> None:
    talk = at_review().press("i.relation").press("e.relation").press("skip")

    assert talk.answer("relation").names == ("husband",)


def test_a_removed_answer_is_gone_and_the_others_move_up() -> None:
    talk = at_review().press("i.relation").press("x.relation")

    assert [value.number for value in values(talk)] == [1, 2, 3, 4, 5]
    assert "relation" not in talk.now.answers


def test_a_removal_delivered_twice_removes_one() -> None:
    talk = at_review().press("i.relation")
    remove = next(button.press for button in talk.buttons if button.press.endswith("x.relation"))

    talk.press_raw(remove).press_raw(remove)

    assert len(values(talk)) == 5


def test_back_from_the_list_leaves_changes_as_they_are() -> None:
    talk = at_review().press("i.relation").press("e.relation").press("other").press("back")

    assert talk.at == "tale/wish"
    assert talk.answer("relation").names == ("other",)


def test_what_a_case_holds_already_can_be_changed_but_not_removed() -> None:
    talk = at_note().write("danger").press("tell").press("skip").press("skip").press("yes")
    assert talk.at == "tale/review"

    assert talk.press("i.relation").rows == [["e.relation"], ["l.list"]]


def test_the_second_case_of_a_matter_carries_what_is_new_or_changed() -> None:
    talk = at_note().write("danger").press("tell").press("skip").write("a note").press("yes")
    talk.press("i.relation").press("e.relation").press("other").press("send")

    first, second = talk.effects
    assert isinstance(first, OpenCase)
    assert isinstance(second, OpenCase)
    assert (first.kind, first.danger) == ("danger_now", "danger")
    assert (second.kind, second.danger) == ("tale", "danger")
    assert list(first.answers) == ["relation", "kinds", "when_last", "area", "account", "phone"]
    assert list(second.answers) == ["relation", "note"]


def test_words_that_fit_nothing_get_a_hint() -> None:
    assert at_review().write("what?").hint == "hint_buttons"
    assert at_review().send("photo").hint == "hint_buttons"
    assert at_review().write("skip").hint == "hint_buttons"
    assert at_review().write("done").hint == "hint_buttons"


def test_the_words_of_the_buttons_are_understood() -> None:
    assert at_review().write("send").said[0] == ["tale/sent"]
    assert at_review().press("i.relation").write("change").said == [["tale/relation"]]
    assert at_review().press("i.relation").write("Back to the list").at == "tale/review"


@pytest.mark.parametrize("typed", ["/send", "/later", "/1"])
def test_a_typed_command_sends_nothing(typed: str) -> None:
    talk = at_review().write(typed)

    assert talk.effects == []
    assert talk.at.startswith("tale/") or talk.at == "menu/home"


def test_a_typed_command_does_not_remove_an_open_answer() -> None:
    talk = at_review().press("i.account").write("/remove")

    assert talk.now.answers.get("account") is not None


def test_ticks_are_shown_as_she_set_them_and_can_all_be_taken_away() -> None:
    talk = at_review().press("i.kinds", "e.kinds")
    ticked = [button.press for button in talk.buttons if button.ticked]
    assert len(ticked) == len(talk.answer("kinds").names) > 0

    for name in talk.answer("kinds").names:
        talk.press(f"-.{name}")
    talk.press("done")

    assert "kinds" not in talk.now.answers
    assert talk.at == "tale/review"
