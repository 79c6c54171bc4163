"""What the bots say, in every language: complete, true to its source, and fit to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from bot.flow.load import load
from bot.flow.model import Library, Line, Serves
from bot.flow.sources import Sourced, lines
from bot.tools import translations
from bot.tools.translations import Fault, Remark

ROOT = Path(__file__).parents[1]
LIBRARY = load(ROOT / "flows")
CHINESE = translations.read(ROOT / "locales", "zh_Hans")

HAN = r"[\u3400-\u9fff]"
NUMBERS = re.compile(r"(?<!\d)(?:110|12110|120|12338|12348)(?!\d)")
#: what must not stand where somebody else may look
LURID = re.compile(r"violen|abuse|complaint|victim|beat|hurt|暴力|投诉|虐|受害|伤害|打人", re.IGNORECASE)
BUTTON_PHRASES = ("review_change", "review_remove", "review_return", "news_show", "other_day")
DAY_PHRASES = ("today", "yesterday", "this_week", "long_ago", "not_sure")
DUTY_BUTTONS = ("take", "show", "write", "note", "close", "open_field", "open_file", "back_to_case")


def in_chinese(line: Line) -> str:
    message = CHINESE.get(line.source, line.context)
    assert message is not None, line.context
    return str(message.string)


def both(line: Line) -> Iterator[str]:
    yield line.source
    yield in_chinese(line)


def all_lines() -> list[Line]:
    return [one.line for one in lines(LIBRARY)]


def for_women() -> list[Line]:
    """Every line that can reach a woman's phone."""
    officers = {name for name, flow in LIBRARY.flows.items() if flow.serves is Serves.OFFICER}
    hidden = ("duty", "station/duty_bot", "record/outcome", *officers)
    return [
        line
        for line in all_lines()
        if not any(line.context == path or line.context.startswith(f"{path}/") for path in hidden)
    ]


def on_buttons(library: Library) -> list[Line]:
    steps = [step for flow in library.flows.values() for step in flow.steps.values()]
    return [
        *(line for step in steps for line in step.options.values()),
        *(line for field in library.record.values() for line in field.options.values()),
        *(control.button for control in library.controls.values() if control.button),
        *(area.label for area in library.station.areas),
        *(library.phrases[key] for key in (*BUTTON_PHRASES, *DAY_PHRASES)),
        *(library.duty[key] for key in DUTY_BUTTONS),
    ]


# ---------------------------------------------------------------- the words that are shipped


def test_every_language_is_complete_and_quotes_the_same_facts() -> None:
    remarks = translations.examine(LIBRARY, ROOT / "locales")

    assert [str(remark) for remark in remarks] == []


def test_the_template_is_up_to_date() -> None:
    assert not translations.behind(LIBRARY, ROOT / "locales")


def test_nothing_shouts_at_a_woman() -> None:
    loud = [line.context for line in for_women() for text in both(line) if "!" in text or "！" in text]

    assert loud == []


def test_numbers_to_call_are_the_same_in_both_languages() -> None:
    different = [
        line.context
        for line in all_lines()
        if sorted(NUMBERS.findall(line.source)) != sorted(NUMBERS.findall(in_chinese(line)))
    ]

    assert different == []


def test_the_urgent_numbers_are_there() -> None:
    for text in both(LIBRARY.station.facts["emergency_numbers"]):
        assert NUMBERS.findall(text) == ["110", "12110", "120"]


def test_chinese_says_you_politely() -> None:
    rude = [line.context for line in all_lines() if "你" in in_chinese(line)]

    assert rude == []


def test_chinese_has_full_width_punctuation() -> None:
    half = re.compile(rf"{HAN}[,.;:?!()\"]|[,;:?!()\"]{HAN}")

    wrong = [line.context for line in all_lines() if half.search(in_chinese(line))]

    assert wrong == []


def test_buttons_are_short_enough_to_read() -> None:
    long = [line.context for line in on_buttons(LIBRARY) for text in both(line) if len(text) > 40]

    assert long == []


def test_texts_fit_into_a_message() -> None:
    long = [line.context for line in all_lines() for text in both(line) if len(text) > 3_500]

    assert long == []


@pytest.mark.parametrize("bound", [("name", 64), ("short", 120), ("description", 512)])
def test_what_telegram_shows_of_a_bot_fits(bound: tuple[str, int]) -> None:
    part, most = bound

    for profile in (LIBRARY.station.public_bot, LIBRARY.station.duty_bot):
        for text in both(getattr(profile, part)):
            assert 0 < len(text) <= most


def test_what_others_may_see_tells_nothing() -> None:
    public = LIBRARY.station.public_bot
    menu = LIBRARY.flows["menu"].steps
    seen = [
        *(public.name, public.short, public.description, *public.commands.values()),
        *(step.words for step in menu.values() if step.words),
        *menu["home"].options.values(),
        *(LIBRARY.phrases[key] for key in ("news_notice", "news_show", "news_none", "trouble")),
    ]

    telling = [line.context for line in seen for text in both(line) if LURID.search(text)]

    assert telling == []


def test_every_question_to_a_woman_says_why_it_is_asked() -> None:
    silent = [
        f"{flow.name}/{step.name}"
        for flow in LIBRARY.flows.values()
        for step in flow.steps.values()
        if flow.serves is Serves.WOMAN and step.kind is not None and step.why is None
    ]

    assert silent == ["menu/home"]  # it has no controls: it is where everything begins


def test_one_question_alone_cannot_be_skipped_in_a_complaint_or_a_request() -> None:
    flows = [LIBRARY.flows[name] for name in ("complaint", "legal_aid", "safe_contact")]

    required = [step.field for flow in flows for step in flow.steps.values() if step.required]

    assert required == ["contact_when"]


# ---------------------------------------------------------------- keeping them up to date


def sourced(*texts: tuple[str, str]) -> list[Sourced]:
    return [Sourced(Line(context, text), "", "flows/tea.yaml", 1) for context, text in texts]


def translated(*entries: tuple[str, str, str]) -> Catalog:
    catalog = Catalog(locale=Locale.parse("zh_Hans"))
    for context, text, words in entries:
        catalog.add(text, words, context=context)
    return catalog


def test_a_translation_stays_when_nothing_changed() -> None:
    fresh = translations.template(sourced(("tea/bye", "Goodbye.")))

    carried = translations.carried(fresh, translated(("tea/bye", "Goodbye.", "再见。")))

    message = carried.get("Goodbye.", "tea/bye")
    assert message is not None
    assert (message.string, message.fuzzy) == ("再见。", False)


def test_a_changed_text_keeps_its_translation_marked_and_beside_the_old_text() -> None:
    fresh = translations.template(sourced(("tea/bye", "Goodbye then.")))

    carried = translations.carried(fresh, translated(("tea/bye", "Goodbye.", "再见。")))

    message = carried.get("Goodbye then.", "tea/bye")
    assert message is not None
    assert (message.string, message.fuzzy, list(message.previous_id)) == ("再见。", True, ["Goodbye."])


def test_the_same_words_in_two_places_are_translated_apart() -> None:
    fresh = translations.template(sourced(("tea/no", "Not now"), ("tea/later", "Not now")))

    carried = translations.carried(fresh, translated(("tea/no", "Not now", "不")))

    later = carried.get("Not now", "tea/later")
    assert later is not None
    assert later.string == ""


def test_words_of_one_control_are_never_taken_for_each_other() -> None:
    fresh = translations.template(
        sourced(("everywhere/stop/words", "stop"), ("everywhere/stop/words", "halt"))
    )

    carried = translations.carried(
        fresh, translated(("everywhere/stop/words", "stop", "停"), ("everywhere/stop/words", "quit", "退出"))
    )

    halt = carried.get("halt", "everywhere/stop/words")
    assert halt is not None
    assert halt.string == ""


@pytest.mark.parametrize(
    ("source", "words", "faults"),
    [
        ("Received {at}.", "{at} 收到。", []),
        ("Received {at}.", "", [Fault.MISSING]),
        ("Received {at}.", "{time} 收到。", [Fault.UNKNOWN, Fault.LOST]),
        ("Received.", "{at} 收到。", [Fault.UNKNOWN]),
        ("Received {at}.", "收到。", [Fault.LOST]),
    ],
)
def test_faults_of_one_translation(source: str, words: str, faults: list[Fault]) -> None:
    catalog = translated(("tea/got", source, words))

    found = list(translations.remarks("zh_Hans", sourced(("tea/got", source)), catalog))

    assert [remark.fault for remark in found] == faults


def test_a_translation_without_a_source_is_named() -> None:
    catalog = translated(("tea/bye", "Goodbye.", "再见。"))

    found = list(translations.remarks("zh_Hans", sourced(), catalog))

    assert found == [Remark("zh_Hans", Fault.GONE, Line("tea/bye", "Goodbye."))]


def test_a_second_update_changes_no_file(tmp_path: Path) -> None:
    first = translations.update(LIBRARY, tmp_path)

    second = translations.update(LIBRARY, tmp_path)

    assert sorted(path.name for path in first) == ["station.po", "station.pot"]
    assert second == ()


def test_an_update_keeps_what_translators_wrote(tmp_path: Path) -> None:
    shipped = translations.path_of(ROOT / "locales", "zh_Hans").read_bytes()
    path = translations.path_of(tmp_path, "zh_Hans")
    path.parent.mkdir(parents=True)
    path.write_bytes(shipped)

    translations.update(LIBRARY, tmp_path)

    assert path.read_bytes() == shipped


@pytest.mark.parametrize("former", ["Goodbye.", 'Say "goodbye".\nThen go.'])
def test_the_old_text_is_still_there_after_saving_and_reading(tmp_path: Path, former: str) -> None:
    path = translations.path_of(tmp_path, "zh_Hans")
    path.parent.mkdir(parents=True)
    fresh = translations.template(sourced(("tea/bye", "Goodbye then.")))
    first = translations.carried(fresh, translated(("tea/bye", former, "再见。")))
    path.write_bytes(translations._written(first, "zh_Hans"))

    for _ in range(3):  # nothing piles up from one run to the next
        again = translations.carried(fresh, translations.read(tmp_path, "zh_Hans"))
        path.write_bytes(translations._written(again, "zh_Hans"))

    message = translations.read(tmp_path, "zh_Hans").get("Goodbye then.", "tea/bye")
    assert message is not None
    assert (message.string, message.fuzzy, list(message.previous_id)) == ("再见。", True, [former])
    assert list(message.user_comments) == []
