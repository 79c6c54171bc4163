"""What is kept for later, offered again, and deleted."""

from __future__ import annotations

from datetime import date

from tests.flow.talk import TODAY, Talk, at_account, at_kinds, at_relation, at_review, words_of


def test_later_keeps_the_matter_and_goes_home() -> None:
    talk = at_kinds().press("later")

    assert talk.said == [["everywhere/kept_is_waiting", "menu/home"]]
    assert talk.now.draft is not None
    assert talk.now.draft.kept_on == TODAY
    assert set(talk.now.answers) <= {"menu/home"}


def test_a_kept_matter_is_offered_at_the_start_and_goes_on_where_it_stopped() -> None:
    talk = at_kinds().press("later").start()
    assert talk.said == [["draft/choose"]]

    talk.press("go_on")

    assert talk.said == [["draft/resumed", "tale/kinds"]]
    assert talk.answer("relation").names == ("husband",)
    assert talk.now.draft is None
    assert talk.press("back").at == "tale/relation"


def test_a_resumed_matter_can_be_sent_and_ends_at_home() -> None:
    talk = at_review().press("later").start().press("go_on").press("send")

    assert [type(effect).__name__ for effect in talk.effects] == ["OpenCase"]
    assert talk.at == "menu/home"


def test_the_first_question_of_a_resumed_matter_has_no_back() -> None:
    talk = Talk().start().press("tale", "later").start().press("go_on")

    assert talk.at == "tale/safe"
    assert not talk.offers("c.back")


def test_start_in_the_middle_loses_nothing() -> None:
    talk = at_kinds().press("hit").start().press("go_on")

    assert talk.at == "tale/kinds"
    assert talk.button("hit").ticked
    assert talk.answer("relation").names == ("husband",)


def test_start_keeps_the_pieces_of_an_open_story() -> None:
    talk = at_account().write("First.").start().press("go_on").write("Second.").press("done")

    assert words_of(talk.answer("account")) == ["First.", "Second."]


def test_start_with_nothing_told_keeps_nothing() -> None:
    talk = Talk().start().press("tale").start()

    assert talk.at == "menu/home"
    assert talk.now.draft is None


def test_the_word_menu_keeps_the_matter_too() -> None:
    talk = at_kinds().write("menu")

    assert talk.said == [["everywhere/kept_is_waiting", "menu/home"]]
    assert talk.start().at == "draft/choose"


def test_leaving_it_keeps_it() -> None:
    talk = at_kinds().press("later").start().press("leave")

    assert talk.said == [["draft/left", "menu/hello", "menu/home"]]
    assert talk.start().at == "draft/choose"


def test_deleting_it_deletes_it() -> None:
    talk = at_kinds().press("later").start().press("delete")

    assert talk.at == "menu/home"
    assert talk.now.drafts == ()
    assert talk.start().at == "menu/home"


def test_a_new_matter_is_begun_after_the_kept_one_was_offered() -> None:
    talk = at_kinds().press("later").press("tale")
    assert talk.at == "draft/choose"

    assert talk.press("leave").at == "tale/safe"


def test_the_kept_matter_can_be_taken_up_instead_of_the_new_one() -> None:
    talk = at_kinds().press("later").press("tale").press("go_on")

    assert talk.at == "tale/kinds"
    assert talk.press("later").at == "menu/home"
    assert len(talk.now.drafts) == 1


def test_deleting_before_a_new_matter_goes_on_with_the_new_one() -> None:
    talk = at_kinds().press("later").press("tale").press("delete")

    assert talk.at == "tale/safe"
    assert talk.now.drafts == ()


def test_keeping_a_second_matter_does_not_replace_the_first() -> None:
    talk = at_kinds().press("later").press("tale").press("leave").press("yes", "other").press("later")
    assert len(talk.now.drafts) == 2

    talk.start().press("go_on")
    assert talk.answer("relation").names == ("other",)

    talk.press("stop", "keep").start().press("go_on")
    assert talk.answer("relation").names == ("other",)


def test_the_older_matter_is_offered_when_the_newer_one_is_sent() -> None:
    talk = at_kinds().press("later").press("tale").press("leave").press("yes")
    talk.press("skip", "skip", "skip", "skip", "skip", "skip", "skip", "skip", "yes", "send")

    assert talk.at == "draft/choose"
    assert talk.press("go_on").answer("relation").names == ("husband",)


def test_danger_is_not_delayed_by_a_kept_matter() -> None:
    talk = at_kinds().press("later").press("urgent")

    assert talk.at == "danger_now/numbers"


def test_a_flow_that_opens_no_case_is_not_a_matter() -> None:
    talk = Talk().start().press("language")

    assert not talk.offers("c.later")
    assert talk.start().at == "menu/home"


def test_stop_can_keep() -> None:
    talk = at_kinds().press("stop", "keep")
    assert talk.said == [["leave/kept", "menu/home"]]

    assert talk.start().press("go_on").at == "tale/kinds"


def test_stop_can_delete() -> None:
    talk = at_kinds().press("stop", "delete")

    assert talk.said == [["leave/deleted", "menu/home"]]
    assert talk.now.drafts == ()
    assert "relation" not in talk.now.answers


def test_the_review_can_be_kept() -> None:
    talk = at_review().press("later")

    assert talk.said == [["tale/kept", "menu/home"]]
    assert talk.start().press("go_on").at == "tale/review"


def test_later_during_an_interruption_keeps_the_interrupted_matter() -> None:
    talk = at_kinds().write("/language").press("later")

    assert talk.start().press("go_on").at == "tale/kinds"


def test_a_change_in_progress_is_kept_at_the_list() -> None:
    talk = at_review().press("i.relation").press("e.relation").press("later")

    assert talk.start().press("go_on").at == "tale/review"


def test_start_after_everything_reached_a_case_keeps_nothing_of_a_call_for_help() -> None:
    talk = Talk().start().press("urgent", "tell").start()

    assert talk.at == "menu/home"


def test_start_within_a_call_for_help_keeps_what_no_case_holds() -> None:
    talk = at_relation().press("husband").write("danger").start()

    assert talk.at == "draft/choose"


def test_old_drafts_can_be_dropped_by_day() -> None:
    talk = at_kinds().press("later")

    assert talk.now.without_drafts_before(TODAY).drafts == talk.now.drafts
    assert talk.now.without_drafts_before(date(2026, 3, 6)).drafts == ()
