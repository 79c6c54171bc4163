"""What the station asks for by name in the files that staff edit, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.duty.contact import ANY, WINDOWS
from bot.flow.issues import Issue, did_you_mean
from bot.flow.model import CLASSES, Kind, Library, Line
from bot.station.matter import CONTACT_FIELD

NEVER = "never"
#: officers' sentences (duty.yaml), and what each quotes
DUTY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        [
            "take",
            "show",
            "write",
            "note",
            "close",
            "back_to_case",
            "card_waiting",
            "not_yours",
            "no_such_case",
        ],
        frozenset(),
    ),
    **dict.fromkeys(
        [
            "queue_empty",
            "case_usage",
            "contact_now",
            "contact_unknown",
            "stranger",
            "code_used",
            "code_expired",
        ],
        frozenset(),
    ),
    **dict.fromkeys(["help", "stopped", "expired_button"], frozenset()),
    **dict.fromkeys([f"class_{danger}" for danger in CLASSES], frozenset()),
    **dict.fromkeys([f"contact_{rule}" for rule in (ANY, *WINDOWS, NEVER)], frozenset()),
    **dict.fromkeys(
        [
            f"file_{kind}"
            for kind in ("photo", "voice", "audio", "video", "video_note", "animation", "document")
        ],
        frozenset(),
    ),
    **dict.fromkeys([f"card_{danger}" for danger in CLASSES], frozenset({"case"})),
    **dict.fromkeys(
        ["closed_already", "details_head", "details_empty", "note_kept", "closed_done", "letter_from_her"],
        frozenset({"case"}),
    ),
    **dict.fromkeys(
        ["more_added", "unreachable", "file_failed", "read_first", "reopened"], frozenset({"case"})
    ),
    **dict.fromkeys(["age_minutes", "age_hours", "age_days", "kept_out"], frozenset({"count"})),
    **dict.fromkeys(["queue_head", "queue_more"], frozenset({"count"})),
    **dict.fromkeys(
        ["history_letter_out", "history_letter_in", "history_note", "taken_by_you"], frozenset({"at"})
    ),
    "card_taken_head": frozenset({"case", "class"}),
    "card_kind": frozenset({"kind"}),
    "card_area": frozenset({"area"}),
    "card_opened": frozenset({"at", "age"}),
    "card_contact": frozenset({"contact"}),
    "card_taken": frozenset({"officer", "at"}),
    "card_closed": frozenset({"officer", "at", "outcome"}),
    "taken_by_other": frozenset({"officer", "at"}),
    "open_field": frozenset({"field"}),
    "open_file": frozenset({"number", "kind"}),
    "field_head": frozenset({"case", "field"}),
    "location": frozenset({"latitude", "longitude"}),
    "queue_line": frozenset({"case", "class", "kind", "area", "age"}),
    "letter_queued": frozenset({"contact"}),
    "contact_next": frozenset({"when", "said"}),
    "letter_read": frozenset({"case", "at"}),
    "welcome": frozenset({"name", "desk"}),
}
_QUOTED = re.compile(r"\{([a-z_]+)\}")


def problems(library: Library, folder: str = "flows") -> list[Issue]:
    """Everything that is missing; without it an alert or a card could not be written."""
    found = [
        *_sentences(library),
        *_kinds(library),
        *_contact(library),
        *_outcome(library),
        *_drafts(library),
    ]
    return [Issue(f"{folder}/{file}", 0, what) for file, what in found]


def _sentences(library: Library) -> Iterator[tuple[str, str]]:
    for key, facts in DUTY.items():
        line = library.duty.get(key)
        if line is None:
            yield "duty.yaml", f'The sentence "{key}" is missing.'
            continue
        quoted = set(_QUOTED.findall(line.source))
        known = facts | set(library.station.facts)
        for missing in sorted(facts - quoted):
            yield "duty.yaml", f'The sentence "{key}" must quote {{{missing}}}.'
        for strange in sorted(quoted - known):
            yield "duty.yaml", f'The sentence "{key}" quotes {{{strange}}}, which it is not given.'
    kinds = {f"kind_{kind}" for kind in _opened(library)}
    for key in sorted(library.duty.keys() - DUTY.keys() - kinds):
        yield "duty.yaml", f'Nothing uses the sentence "{key}".{did_you_mean(key, [*DUTY, *kinds])}'


def _strange(library: Library, line: Line | None) -> set[str]:
    return set(_QUOTED.findall(line.source)) - set(library.station.facts) if line else set()


def _opened(library: Library) -> set[str]:
    """The kinds of case that the flows open."""
    return {
        do.argument
        for flow in library.flows.values()
        for step in flow.steps.values()
        for do in step.do
        if do.name == "open_case" and do.argument is not None
    }


def _kinds(library: Library) -> Iterator[tuple[str, str]]:
    for kind in sorted(_opened(library)):
        line = library.duty.get(f"kind_{kind}")
        if line is None:
            what = f'The flows open cases of the kind "{kind}": say it to officers as "kind_{kind}".'
            yield "duty.yaml", what
        for strange in sorted(_strange(library, line)):
            yield "duty.yaml", f'The sentence "kind_{kind}" quotes {{{strange}}}, which it is not given.'
        if not any(kind in desk.receives for desk in library.station.desks.values()):
            yield "station.yaml", f'No desk receives cases of the kind "{kind}".'


def _contact(library: Library) -> Iterator[tuple[str, str]]:
    field = library.record.get(CONTACT_FIELD)
    known = {ANY, *WINDOWS, NEVER}
    if field is None or field.kind is not Kind.CHOICE:
        yield "record.yaml", f'The choice "{CONTACT_FIELD}" is missing: it says when she may be written to.'
        return
    for option in field.options:
        if option not in known:
            known_words = ", ".join(sorted(known))
            yield (
                "record.yaml",
                f'"{CONTACT_FIELD}" has the option "{option}"; the station knows {known_words}.',
            )


def _outcome(library: Library) -> Iterator[tuple[str, str]]:
    field = library.record.get("outcome")
    if field is None or field.kind is not Kind.CHOICE:
        yield "record.yaml", 'The choice "outcome" is missing: a case is closed with one.'


def _drafts(library: Library) -> Iterator[tuple[str, str]]:
    days = library.station.facts.get("draft_days")
    if days is None or not days.source.isdecimal() or int(days.source) < 1:
        yield (
            "station.yaml",
            'The fact "draft_days" must be a number of days: so long is kept what is not sent.',
        )
