"""A complaint, question by question, as two women answer it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import expect

from tests.browser.hand import Hand

Deed = Callable[[Hand], Awaitable[None]]
Walk = tuple[tuple[str, Deed], ...]  #: what must stand on the screen, and what she does then


@dataclass(frozen=True, slots=True)
class Told:
    """What a woman wrote with her own hand. None of it may show on a locked phone."""

    account: str
    when: str
    not_wanted: str
    name: str
    phone: str
    before_contact: str


LAN = Told(
    account="He hit me with a chair on Sunday.",
    when="about two weeks ago",
    not_wanted="Nobody should call my mother.",
    name="Lan",
    phone="13800138000",
    before_contact="Say that the parcel has arrived.",
)
MEI = Told(
    account="星期天他用椅子打我。",
    when="大概两个星期前",
    not_wanted="不要给我妈妈打电话。",
    name="小梅",
    phone="13800138000",
    before_contact="就说包裹到了。",
)


def taps(label: str) -> Deed:
    return lambda hand: hand.taps(label)


def writes(text: str) -> Deed:
    return lambda hand: hand.writes(text)


def attaches(name: str) -> Deed:
    return lambda hand: hand.attaches(name)


def ticks(*labels: str, done: str) -> Deed:
    async def deed(hand: Hand) -> None:
        await hand.ticks(*labels)
        await hand.taps(done)

    return deed


#: up to the list before sending
IN_ENGLISH: Walk = (
    ("What would you like to do?", taps("Tell what happened")),
    ("Is this a good moment to write?", taps("Yes")),
    ("Who is it about?", taps("About myself")),
    ("Who did it?", taps("Husband")),
    ("What has happened?", ticks("Insults, shouting, shaming", "Hit, kicked, pushed or burned", done="Done")),
    ("When was the last time?", writes(LAN.when)),
    ("Where did it happen?", taps("Wuyang town")),
    ("Please tell it in your own words.", writes(LAN.account)),
    ("It is noted.", taps("Done")),
    ("Is there an injury?", ticks("Bruises or swelling", done="Done")),
    ("Are there children?", ticks("Children live in the house", done="Done")),
    ("Has anybody been told before?", ticks("Nobody was told", done="Done")),
    ("If you have photos", attaches("photo")),
    ("It is noted.", taps("Done")),
    ("What should happen?", ticks("A protection order", "To talk with an officer", done="Done")),
    ("Is there something that should not happen?", writes(LAN.not_wanted)),
    ("What should the officer call you?", writes(LAN.name)),
    ("Is there a number where an officer can call you safely?", writes(LAN.phone)),
    ("When may this chat write to you?", taps("Any time, in this chat")),
    ("Is there something an officer should know", writes(LAN.before_contact)),
)
IN_CHINESE: Walk = (
    ("您想做什么？", taps("说说发生了什么")),
    ("现在方便写吗？", taps("方便")),
    ("这是谁的事？", taps("我自己的事")),
    ("是谁做的？", taps("丈夫")),
    ("发生了什么？", ticks("辱骂、吼叫、羞辱", "打、踢、推、烫", done="完成")),
    ("最近一次是什么时候？", writes(MEI.when)),
    ("在哪里发生的？", taps("武阳镇")),
    ("请用您自己的话说。", writes(MEI.account)),
    ("记下了。", taps("完成")),
    ("有没有受伤？", taps("跳过")),
    ("有孩子吗？", taps("跳过")),
    ("以前告诉过谁吗？", taps("跳过")),
    ("如果有照片", attaches("photo")),
    ("记下了。", taps("完成")),
    ("您希望怎么办？", taps("跳过")),
    ("有没有什么是您不希望发生的？", writes(MEI.not_wanted)),
    ("怎么称呼您？", writes(MEI.name)),
    ("可以放心打给您？", writes(MEI.phone)),
    ("什么时候可以在这里写给您？", taps("任何时候，就在这里")),
    ("值班人员要知道什么吗？", writes(MEI.before_contact)),
)


async def walk(hand: Hand, way: Walk) -> None:
    for question, deed in way:
        await hand.reads(question)
        await deed(hand)


async def sends(hand: Hand, label: str, receipt: str) -> str:
    """Send what stands in the list; the number that `receipt` (a pattern) tells her."""
    await hand.taps(label)
    told = hand.message("110").locator(".text")
    await expect(told).to_contain_text(re.compile(receipt))
    found = re.search(receipt, await told.inner_text())
    assert found is not None
    return found[1]
