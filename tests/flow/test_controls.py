"""Back, skip, why, stop, and what can be called from everywhere."""

from __future__ import annotations

import pytest

from tests.flow.talk import (
    Talk,
    at_account,
    at_evidence,
    at_kinds,
    at_note,
    at_phone,
    at_relation,
    at_review,
    at_when_last,
)


def test_back_goes_to_the_question_before_and_undoes_its_answer() -> None:
    before = at_relation().now.answers

    talk = at_kinds().press("back")

    assert talk.at == "tale/relation"
    assert talk.now.answers == before


def test_back_again_and_again_comes_to_the_first_question_with_nothing_told() -> None:
    talk = at_review()

    while talk.offers("c.back"):
        talk.press("back")

    assert talk.at == "tale/safe"
    assert set(talk.now.answers) <= {"menu/home"}


def test_back_goes_over_a_called_flow() -> None:
    talk = at_note().press("skip")
    assert talk.at == "tale/wish"

    assert talk.press("back").at == "contact/note"
    assert talk.press("back").at == "contact/phone"
    assert talk.press("back").at == "tale/evidence"


def test_back_forgets_an_alert_that_nobody_has_seen() -> None:
    talk = at_kinds().press("choked", "done")
    assert talk.now.danger == "high"

    assert talk.press("back").now.danger == "normal"


def test_back_cannot_pass_what_was_sent() -> None:
    talk = at_kinds().write("danger").press("tell")

    assert talk.at == "danger_now/where"
    assert talk.press("back").at == "tale/kinds"  # the question that was interrupted; the case stays open
    assert not talk.offers("c.back")
    assert talk.now.matter.opened


def test_back_typed_at_the_first_question_says_so() -> None:
    talk = Talk().start().press("tale").write("back")

    assert talk.said == [["everywhere/nothing_back", "tale/safe"]]


def test_back_at_home_says_so() -> None:
    assert Talk().start().write("back").said == [["everywhere/nothing_back", "menu/home"]]


def test_back_restores_the_answer_that_was_changed_by_asking_again() -> None:
    talk = at_evidence()
    told = talk.now.answers

    talk.press("skip").press("back")

    assert talk.now.answers == told


def test_skip_stores_nothing() -> None:
    talk = at_relation().press("skip")

    assert talk.at == "tale/kinds"
    assert "relation" not in talk.now.answers


def test_skip_drops_the_ticks() -> None:
    talk = at_kinds().press("hit").press("skip")

    assert "kinds" not in talk.now.answers


def test_a_required_question_has_no_skip_and_says_why_when_it_is_typed() -> None:
    talk = at_note().press("skip")
    assert not talk.offers("c.skip")

    talk.write("skip")

    assert talk.said == [["everywhere/required", "tale/wish/required", "tale/wish"]]


def test_why_stands_above_the_same_question() -> None:
    talk = at_relation()
    visit = talk.now.visit

    talk.press("why")

    assert talk.said == [["tale/relation/why", "tale/relation"]]
    assert talk.now.visit == visit


def test_why_typed_without_a_reason_says_that_there_is_none() -> None:
    assert at_kinds().write("why").said == [["everywhere/no_why", "tale/kinds"]]


@pytest.mark.parametrize("word", ["help", "/help", "/help@our_bot", "HELP.", "ｈｅｌｐ", "/privacy"])
def test_help_comes_back_to_the_question_that_was_open(word: str) -> None:
    talk = at_relation().write(word)

    assert talk.said == [["help/how", "tale/relation"]]
    assert not talk.messages[0].alone


def test_what_was_collected_survives_an_interruption() -> None:
    talk = at_account().write("First.").write("help")
    talk.write("Second.").press("done")

    assert len(talk.answer("account").words) == 2


def test_ticks_survive_an_interruption() -> None:
    talk = at_kinds().press("hit").write("/language").press("en")

    assert talk.at == "tale/kinds"
    assert talk.button("hit").ticked


def test_back_in_an_interruption_returns_to_the_interrupted_question() -> None:
    talk = at_kinds().write("/language").press("back")

    assert talk.at == "tale/kinds"
    assert "relation" in talk.now.answers


def test_back_after_an_interruption_goes_on_in_the_matter() -> None:
    talk = at_kinds().write("/language").press("en").press("back")

    assert talk.at == "tale/relation"


def test_interruptions_do_not_pile_up() -> None:
    talk = at_kinds()

    for word in ["danger", "/language", "stop", "danger", "danger", "/language", "stop"] * 5:
        talk.write(word)

    assert len(talk.now.frames) <= 5


def test_stop_asks_what_shall_become_of_it() -> None:
    talk = at_kinds().press("stop")

    assert talk.at == "leave/choose"
    assert not talk.offers("c.stop")
    assert talk.press("go_on").said == [["leave/going_on", "tale/kinds"]]


@pytest.mark.parametrize("word", ["/stop", "/cancel", "Stop", "cancel", "停止"])
def test_stop_is_understood_in_words(word: str) -> None:
    assert at_kinds().write(word).at == "leave/choose"


def test_stop_at_home_asks_nothing() -> None:
    assert Talk().start().write("/stop").said == [["menu/home"]]
    assert Talk().write("/stop").at == "menu/home"


def test_stop_where_nothing_is_to_be_kept_goes_home() -> None:
    assert Talk().start().press("language", "stop").said == [["menu/home"]]


def test_stop_at_home_offers_what_is_kept() -> None:
    assert at_kinds().press("later").write("stop").said == [["draft/choose"]]


def test_a_control_word_is_a_control_also_where_words_are_asked() -> None:
    talk = at_account().write("Stop")

    assert talk.at == "leave/choose"
    assert "account" not in talk.now.answers


def test_officers_are_not_sent_into_her_flows() -> None:
    talk = Talk().begin("close").press("advised").write("danger")

    assert talk.now.idle or talk.at.startswith("close/")
    assert not any(message for path in talk.said for message in path if message.startswith("danger_now"))


def test_a_button_of_an_earlier_question_is_stale_and_does_nothing() -> None:
    talk = at_relation()
    old = talk.button("husband").press
    talk.press("other")
    told, visit = talk.now.answers, talk.now.visit

    talk.press_raw(old)

    assert talk.turn is not None
    assert talk.turn.stale
    assert talk.turn.toast is not None
    assert talk.turn.toast.context == "everywhere/stale"
    assert talk.said == [["tale/kinds"]]
    assert (talk.now.answers, talk.now.visit) == (told, visit)


def test_the_same_press_twice_has_one_effect() -> None:
    talk = at_review()
    send = talk.button("send").press

    talk.press_raw(send).press_raw(send)

    assert len(talk.effects) == 1


def test_the_same_tick_twice_stays_a_tick() -> None:
    talk = at_kinds()
    hit = talk.button("hit").press

    talk.press_raw(hit).press_raw(hit)

    assert talk.button("hit").ticked
    assert talk.press("hit").button("hit").ticked is False


@pytest.mark.parametrize(
    "press",
    [
        "",
        ".",
        "..",
        "3",
        "3.x",
        "x.y.z",
        "99999.00000.o.yes",
        "-1.o.yes",
        "3..o.",
        "三.o.yes",
        "a" * 64,
        "\x00",
    ],
)
def test_a_forged_press_is_stale(press: str) -> None:
    talk = at_when_last().press_raw(press)

    assert talk.turn is not None
    assert talk.turn.stale
    assert talk.at == "tale/when_last"


def test_a_press_for_an_option_of_another_question_is_stale() -> None:
    talk = at_relation()
    forged = talk.button("husband").press.replace("husband", "kinds")

    assert talk.press_raw(forged).at == "tale/relation"


def test_presses_are_short_enough_for_telegram() -> None:
    talk = at_review()

    assert all(len(button.press.encode()) <= 64 and button.press.isascii() for button in talk.buttons)


def test_an_edited_message_changes_nothing() -> None:
    talk = at_phone().write("13800138000", edited=True)

    assert talk.said == [["everywhere/edited", "contact/phone"]]
    assert "phone" not in talk.now.answers


@pytest.mark.parametrize(("what", "hint"), [("sticker", "odd"), ("poll", "odd"), ("edited", "edited")])
def test_odd_things_get_an_answer(what: str, hint: str) -> None:
    assert at_phone().odd(what).said == [[f"everywhere/{hint}", "contact/phone"]]
