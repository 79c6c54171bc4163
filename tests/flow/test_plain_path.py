"""The ordinary way through a flow: what is asked, said, shown and sent."""

from __future__ import annotations

from bot.flow.model import AddToCase, CloseCase, KeepNote, Kind, OpenCase, SetLanguage, TellDesk, WriteToHer
from tests.flow.talk import Talk, at_account, at_evidence, at_kinds, at_note, at_relation, at_review


def test_first_contact_begins_at_the_home_flow() -> None:
    talk = Talk().start()

    assert talk.at == "menu/home"
    assert talk.said == [["menu/hello", "menu/home"]]
    assert not talk.now.idle


def test_first_contact_by_the_word_danger_shows_the_numbers() -> None:
    talk = Talk().write("Danger!")

    assert talk.said == [["danger_now/numbers"]]


def test_first_contact_by_any_other_word_greets() -> None:
    talk = Talk().write("hello?")

    assert talk.said == [["menu/hello", "menu/home"]]


def test_the_home_question_has_no_controls() -> None:
    talk = Talk().start()

    assert talk.rows == [["o.tale", "o.urgent"], ["o.help", "o.language"]]


def test_a_question_has_options_then_back_and_skip_then_why_later_and_stop() -> None:
    talk = at_relation().press("skip").press("back")

    assert talk.rows == [
        ["o.husband"],
        ["o.former"],
        ["o.in_law"],
        ["o.other"],
        ["c.back", "c.skip"],
        ["c.why", "c.later", "c.stop"],
    ]


def test_short_options_stand_two_a_row() -> None:
    talk = at_kinds()

    assert talk.rows[:3] == [["+.hit", "+.choked"], ["+.threats", "+.none"], ["c.done"]]


def test_the_first_question_of_a_matter_has_no_back() -> None:
    talk = Talk().start().press("tale")

    assert not talk.offers("c.back")


def test_a_question_without_a_reason_has_no_why() -> None:
    assert not at_kinds().offers("c.why")


def test_answers_are_kept_by_field_and_by_step_where_there_is_no_field() -> None:
    talk = at_kinds()

    assert talk.answer("relation").names == ("husband",)
    assert talk.answer("tale/safe").names == ("yes",)


def test_all_conditions_of_a_branch_must_hold() -> None:
    assert at_relation().press("husband").press("choked", "done").said == [
        ["tale/careful"],
        ["tale/when_last"],
    ]
    assert at_relation().press("other").press("choked", "done").said == [["tale/when_last"]]
    assert at_relation().press("skip").press("choked", "done").said == [["tale/when_last"]]


def test_any_picked_option_makes_a_condition_hold() -> None:
    assert at_kinds().press("hit", "threats", "done").said == [["tale/careful"], ["tale/when_last"]]


def test_a_called_flow_comes_back_to_its_caller() -> None:
    talk = at_note()

    assert talk.at == "contact/note"
    assert talk.press("skip").at == "tale/wish"


def test_sending_opens_a_case_with_the_fields_alone() -> None:
    talk = at_review().press("send")

    [effect] = talk.effects
    assert isinstance(effect, OpenCase)
    assert (effect.kind, effect.danger) == ("tale", "normal")
    assert list(effect.answers) == ["relation", "kinds", "when_last", "area", "account", "phone"]


def test_after_the_end_nothing_of_the_matter_is_left_in_the_session() -> None:
    talk = at_review().press("send")

    assert set(talk.now.answers) <= {"menu/home"}
    assert talk.now.matter.trail == ()


def test_an_end_in_the_middle_goes_home() -> None:
    talk = Talk().start().press("tale", "not_now")

    assert talk.said == [["tale/another_time", "menu/home"]]
    assert not talk.messages[0].alone


def test_the_language_is_set_by_its_code() -> None:
    talk = Talk().start().press("language", "zh_Hans")

    assert talk.effects == [SetLanguage("zh_Hans")]
    assert talk.said == [["language/picked", "menu/home"]]


def test_skipping_the_language_sets_none() -> None:
    assert Talk().start().press("language", "skip").effects == []


def test_a_letter_is_shown_and_answered() -> None:
    talk = at_kinds().call("letters")
    assert talk.said == [["letters/show"], ["letters/answer"]]

    talk.write("Thank you.")

    assert [type(effect) for effect in talk.effects] == [TellDesk]
    assert talk.said == [["letters/passed_on"], ["tale/kinds"]]
    assert [message.alone for message in talk.messages] == [True, False]


def test_a_letter_without_an_answer_tells_nobody() -> None:
    talk = Talk().start().call("letters").press("skip")

    assert talk.effects == []


def test_a_letter_can_be_the_first_contact() -> None:
    assert Talk().call("letters").at == "letters/answer"


def test_a_flow_that_does_not_exist_is_not_opened() -> None:
    assert at_kinds().call("nowhere").at == "tale/kinds"
    assert Talk().call("nowhere").at == "menu/home"


def test_an_officers_flow_ends_idle() -> None:
    talk = Talk().begin("close").press("advised").write("Talked with her.")

    [effect] = talk.effects
    assert isinstance(effect, CloseCase)
    assert effect.outcome == "advised"
    assert set(effect.answers) == {"outcome", "note"}
    assert talk.said == [["close/closed"]]
    assert talk.messages[0].alone
    assert talk.now.idle
    assert talk.now.about == "case 1"


def test_an_officers_question_has_back_skip_and_stop_alone() -> None:
    talk = Talk().begin("close").press("advised")

    assert talk.rows == [["c.back", "c.skip"], ["c.stop"]]


def test_an_officer_can_stop_and_nothing_happens() -> None:
    talk = Talk().begin("close").press("advised").press("stop")

    assert talk.now.idle
    assert talk.effects == []
    assert talk.now.answers == {}
    assert len(talk.messages) == 1


def test_notes_and_letters_of_officers_carry_their_answer() -> None:
    talk = Talk().begin("remark").write("Called.").write("Come on Tuesday.")

    assert [type(effect) for effect in talk.effects] == [KeepNote, WriteToHer]
    assert all(effect.answer.kind is Kind.TEXT for effect in talk.effects if isinstance(effect, KeepNote))


def test_a_letter_that_was_skipped_is_not_written() -> None:
    talk = Talk().begin("remark").write("Called.").press("skip")

    assert [type(effect) for effect in talk.effects] == [KeepNote]


def test_an_idle_session_answers_a_press_with_a_toast() -> None:
    talk = Talk().begin("close").press("stop").press_stale()

    assert talk.turn is not None
    assert talk.turn.stale
    assert talk.turn.toast is not None


def test_an_officers_next_flow_does_not_take_the_buttons_of_the_one_before() -> None:
    first = Talk().begin("close")
    old = first.button("advised").press
    ended = first.press("stop").now

    talk = Talk().take(first.engine.begin("close", after=ended)).press_raw(old)

    assert talk.turn is not None
    assert talk.turn.stale
    assert talk.at == "close/outcome"


def test_pieces_of_a_story_are_noted_without_asking_again() -> None:
    talk = at_account().write("First.")
    assert talk.said == [["everywhere/noted"]]
    assert talk.rows[0] == ["c.done"]

    talk.send("voice").press("done")

    assert talk.at == "tale/evidence"
    assert [file.kind for file in talk.answer("account").files] == ["voice"]


def test_what_was_collected_cannot_be_skipped_by_an_older_button() -> None:
    talk = at_account()
    skip = talk.button("skip").press

    talk.write("First.").press_raw(skip)

    assert talk.turn is not None
    assert talk.turn.stale
    assert talk.write("skip").at == "tale/evidence"
    assert len(talk.answer("account").words) == 1


def test_files_come_with_their_captions() -> None:
    talk = at_evidence().send("photo", caption="the door").send("document").press("done")

    answer = talk.answer("evidence")
    assert [file.kind for file in answer.files] == ["photo", "document"]
    assert [words.reveal() for words in answer.words] == ["the door"]


def test_additions_to_a_case_carry_what_is_new() -> None:
    talk = Talk().start().press("urgent", "tell").locate()

    assert [type(effect) for effect in talk.effects] == [OpenCase, AddToCase]
    added = talk.effects[1]
    assert isinstance(added, AddToCase)
    assert list(added.answers) == ["location"]
