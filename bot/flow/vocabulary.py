"""The names that the engine itself knows: flows, controls and phrases that the files must hold."""

from __future__ import annotations

from collections.abc import Mapping

from bot.flow.model import Kind

HOME = "menu"  #: the flow in which a woman stands when nothing is open
DRAFT = "draft"  #: asks what shall become of a kept matter

#: controls, and whether each needs a button
CONTROLS: Mapping[str, bool] = {
    "skip": True,
    "back": True,
    "why": True,
    "later": True,
    "stop": True,
    "done": True,
    "danger": False,
    "language": False,
    "help": False,
    "privacy": False,
    "home": False,
}
#: controls that must run a flow; the others must not
CALLING = frozenset({"stop", "danger", "language", "help", "privacy"})

#: what an officer may say at every step
FOR_OFFICERS = frozenset({"skip", "back", "why", "stop", "done"})

HINTS: Mapping[Kind, str] = {
    Kind.CHOICE: "hint_buttons",
    Kind.CHOICES: "hint_choices",
    Kind.TEXT: "hint_text",
    Kind.STORY: "hint_story",
    Kind.DATE: "hint_date",
    Kind.PHONE: "hint_phone",
    Kind.PLACE: "hint_place",
    Kind.FILES: "hint_files",
    Kind.LOCATION: "hint_location",
}

#: days that a button can name
DAYS = ("today", "yesterday", "this_week", "long_ago", "not_sure")

#: sentences that the engine says
ENGINE_PHRASES = (
    *HINTS.values(),
    *DAYS,
    *("other_day", "too_short", "too_long", "too_many", "phone_odd", "noted", "required"),
    *("stale", "odd", "edited", "file_too_large", "file_here_not"),
    *("no_why", "nothing_back", "kept_is_waiting", "trouble"),
    *("review_change", "review_remove", "review_return", "review_item_help", "review_empty"),
)
#: sentences that the station says, and what each quotes beside the station's facts
STATION_PHRASES: Mapping[str, frozenset[str]] = {
    "not_answered": frozenset(),
    "labelled": frozenset({"label", "value"}),
    "both": frozenset({"one", "other"}),
    "said_voice": frozenset({"seconds"}),
    "said_files": frozenset({"count"}),
    "said_more": frozenset({"count"}),
    "said_point": frozenset(),
    "send_place": frozenset(),
    "place_done": frozenset(),
    "file_not_stored": frozenset(),
    "news_notice": frozenset(),
    "news_show": frozenset(),
    "news_none": frozenset(),
    "news_taken": frozenset({"at"}),
    "news_closed": frozenset({"at"}),
    "news_letter": frozenset({"at"}),
}
PHRASES: Mapping[str, frozenset[str]] = dict.fromkeys(ENGINE_PHRASES, frozenset()) | dict(STATION_PHRASES)

MOST_ON_BUTTON = 64  #: characters
MOST_IN_TEXT = 3_500  #: characters; Telegram takes 4,096, and a hint may stand in front
MOST_OPTIONS = 80  #: Telegram takes 100 buttons under a message
MOST_PRESS = 64  #: bytes
MOST_FILE = 20 * 1024 * 1024  #: bytes that can be fetched from Telegram
