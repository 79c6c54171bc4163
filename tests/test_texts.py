"""Words in a language; what is not translated falls back to the source, visibly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import texts

ZONE = ZoneInfo("Asia/Shanghai")
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "menu/home/yes"
msgid "Yes"
msgstr "是"

msgctxt "menu/home/no"
msgid "No"
msgstr ""

#, fuzzy
msgctxt "menu/home/later"
msgid "Later"
msgstr "以后"
"""


@pytest.fixture
def words(tmp_path: Path) -> texts.Texts:
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "station.po").write_text(PO, encoding="utf-8")
    return texts.load(tmp_path, "en", ["en", "zh_Hans"])


@pytest.mark.parametrize(
    ("language", "context", "source", "said"),
    [
        ("zh_Hans", "menu/home/yes", "Yes", "是"),
        ("zh_Hans", "elsewhere/yes", "Yes", "Yes"),  # the same words in another place are another text
        ("zh_Hans", "menu/home/no", "No", "No"),  # not translated yet
        ("zh_Hans", "menu/home/later", "Later", "Later"),  # fuzzy: nobody has looked at it
        ("en", "menu/home/yes", "Yes", "Yes"),
        ("de", "menu/home/yes", "Yes", "Yes"),
    ],
)
def test_a_text_is_found_under_its_context_or_stays_as_written(
    words: texts.Texts, language: str, context: str, source: str, said: str
) -> None:
    assert words.say(language, context, source) == said


def test_a_word_is_known_in_every_language(words: texts.Texts) -> None:
    assert words.everywhere("menu/home/yes", "Yes") == ("Yes", "是")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("zh-hans", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-hant", "zh_Hans"),  # not the same script, but nearer than English
        ("zh-TW", "zh_Hans"),
        ("de", "en"),
        ("xx", "en"),
        ("", "en"),
        (None, "en"),
        ("not a code at all", "en"),
        ("🙂", "en"),
    ],
)
def test_the_phones_language_is_matched(words: texts.Texts, code: str | None, language: str) -> None:
    assert words.choose(code) == language


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("en", datetime(2026, 3, 3, 6, 5, tzinfo=UTC), "3 March, 14:05"),
        ("zh_Hans", datetime(2026, 3, 3, 6, 5, tzinfo=UTC), "3月3日 14:05"),
        ("zh_Hans", datetime(2026, 3, 2, 15, 59, tzinfo=UTC), "3月2日 23:59"),
        (
            "zh_Hans",
            datetime(2026, 3, 2, 16, 0, tzinfo=UTC),
            "3月3日 00:00",
        ),  # midnight in the station's zone
        ("zh_Hans", datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025年12月31日 23:59"),
        ("en", datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "1 January, 00:00"),
    ],
)
def test_times_are_written_as_people_of_the_language_write_them(
    language: str, at: datetime, said: str
) -> None:
    assert texts.moment(language, at, ZONE, date(2026, 3, 3)) == said
