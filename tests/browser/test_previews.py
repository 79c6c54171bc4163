"""Who only looks at the woman's phone learns nothing, whatever she is doing in the chat."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest
from playwright.async_api import expect

from tests.browser.stage import Stage
from tests.browser.walks import IN_CHINESE, IN_ENGLISH, LAN, MEI, Told, Walk, sends, walk

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

LETTERS = {"en": "Please come to the desk at nine.", "zh-hans": "请九点到值班室来。"}
#: nothing of this may be read on a locked phone; all are looked for in either language
FORBIDDEN = {
    "en": r"violen|beat|abus|\bhit\b|hurt|kick|chok|threat|insult|injur|weapon|danger|husband|partner|"
    r"complain|report|police|court|procurat|federation|justice|legal|lawyer|\bdesk\b|\bcase\b|wuyang",
    "zh": "家庭暴力|家暴|暴力|打我|打、踢|伤|掐|辱骂|威胁|凶器|危险|丈夫|伴侣|"
    "投诉|公安|派出所|警察|法院|检察|妇联|司法|法律|律师|值班室|案件|武阳",
    "number": r"\d{6}",
}


def betrays(preview: str, written: tuple[str, ...]) -> list[str]:
    """What in it is not neutral."""
    found = [match[0] for pattern in FORBIDDEN.values() for match in re.finditer(pattern, preview, re.I)]
    return found + [words for words in written if words in preview]


@pytest.mark.parametrize(
    ("preview", "found"),
    [
        ("There is something new here.", []),
        ("Hello. This chat is a program.", []),
        ("An exhibition in the courtyard", ["court"]),  # rather too much than too little
        ("Your number is 295604.", ["295604"]),
        ("Your complaint", ["complain"]),
        ("这里有新内容。", []),
        ("家庭暴力投诉站", ["家庭暴力", "投诉"]),
        ("怎么称呼您？小梅", ["小梅"]),
    ],
)
async def test_the_list_of_words_finds_what_betrays(preview: str, found: list[str]) -> None:
    assert betrays(preview, (MEI.name,)) == found


@pytest.mark.parametrize(
    ("language", "way", "told", "send", "receipt", "show"),
    [
        ("en", IN_ENGLISH, LAN, "Send", r"Your number is (\d{6})", "Show"),
        ("zh-hans", IN_CHINESE, MEI, "发送", r"您的编号是 (\d{6})", "查看"),
    ],
    ids=["en", "zh"],
)
async def test_no_preview_betrays_what_it_is_about(
    stage: Stage, language: str, way: Walk, told: Told, send: str, receipt: str, show: str
) -> None:
    her, wang = stage.her, stage.wang
    await her.speaks(language)

    await her.starts()
    await walk(her, way)
    await her.reads(told.account)
    await sends(her, send, receipt)
    await her.locks()
    await wang.taps("Take this case")
    await wang.taps("Write to her")
    await wang.reads("what do you want to write to her?")
    await wang.writes(LETTERS[language])
    await wang.reads("Will be shown to her")
    await expect(her.phone.locator(".lock-screen .preview-text")).to_have_count(1)
    await her.unlocks()
    await her.taps(show)
    await expect(her.phone.locator(".chat")).to_contain_text(LETTERS[language])

    written = (*astuple(told), LETTERS[language])
    previews = await stage.previews()
    assert len(previews) > 5
    assert {preview: betrays(preview, written) for preview in previews if betrays(preview, written)} == {}
