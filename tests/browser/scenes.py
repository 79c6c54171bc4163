"""What the pictures show: two complaints at the desk, and a woman who is in the middle of hers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.journeys.house import House, Person
from tests.journeys.walks import hurry


@dataclass(frozen=True, slots=True)
class Scene:
    """People, and what they press and write, in one language. What stands in quotes is written."""

    language: str
    women: tuple[str, str, str]
    officers: tuple[str, str]
    take: str
    show: str
    send: str
    told: tuple[str, ...]  #: a whole complaint, up to the list
    grave: tuple[str, ...]  #: the beginning of another one; the rest is skipped
    telling: tuple[str, ...]  #: one that is not at its end yet
    rest: tuple[str, ...]  #: what follows it, up to the list


ENGLISH = Scene(
    language="en",
    women=("Lin", "Mei", "Hua"),
    officers=("Officer Wang", "Officer Chen"),
    take="Take this case",
    show="Show details, logged",
    send="Send",
    told=(
        *("Tell what happened", "Yes", "About myself", "Husband"),
        *("Insults, shouting", "Phone or friends", "Done"),
        *('"about two weeks ago"', "Sancha town"),
        *('"He takes my phone away and shouts when I visit my sister."', "Done"),
        *("Skip", "Children live in the house", "Done", "Family or friends", "Done", "Skip"),
        *("To talk with an officer", "Done", '"Please do not come to the house."'),
        *('"Mei"', '"13800138000"', "From 9:00 to 17:00", '"Say that the parcel has arrived."'),
    ),
    grave=("Tell what happened", "Yes", "About myself", "Skip", "Choked", "Done", "Today", "Wuyang town"),
    telling=(
        *("Tell what happened", "Yes", "About myself", "Husband", "Hit, kicked", "Done"),
        *('"last Sunday"', "Wuyang town", '"He was angry about the money. He pushed me against the door."'),
    ),
    rest=(
        *("Done", "Bruises or swelling", "Done", "Skip", "Skip", "Skip", "To talk with an officer", "Done"),
        *("Skip", '"Lin"', "Skip", "From 9:00 to 17:00", "Skip"),
    ),
)
CHINESE = Scene(
    language="zh-hans",
    women=("小林", "小梅", "小华"),
    officers=("王警官", "陈警官"),
    take="接手此案",
    show="查看详情",
    send="发送",
    told=(
        *("说说发生了什么", "方便", "我自己的事", "丈夫"),
        *("辱骂、吼叫", "管手机", "完成"),
        *('"大概两个星期前"', "三岔镇"),
        *('"我去看姐姐，他就把手机拿走，还骂我。"', "完成"),
        *("跳过", "家里有孩子", "完成", "家人或朋友", "完成", "跳过"),
        *("和值班人员谈谈", "完成", '"请不要到家里来。"'),
        *('"小梅"', '"13800138000"', "9:00 到 17:00", '"就说包裹到了。"'),
    ),
    grave=("说说发生了什么", "方便", "我自己的事", "跳过", "掐脖子", "完成", "今天", "武阳镇"),
    telling=(
        *("说说发生了什么", "方便", "我自己的事", "丈夫", "打、踢", "完成"),
        *('"上个星期天"', "武阳镇", '"他为钱的事发火，把我推到门上。"'),
    ),
    rest=(
        *("完成", "淤青或肿", "完成", "跳过", "跳过", "跳过", "和值班人员谈谈", "完成"),
        *("跳过", '"小林"', "跳过", "9:00 到 17:00", "跳过"),
    ),
)


async def play(house: House, scene: Scene) -> Person:
    """The first officer has taken one case and shows its details; another case waits.

    Returns the woman who is still telling. Her phone and the officers' are the first three.
    """
    lin = house.woman(scene.women[0], scene.language)
    wang, _chen = [await house.officer(name, language=scene.language) for name in scene.officers]
    mei, hua = (house.woman(name, scene.language) for name in scene.women[1:])
    await does(mei, ("/start", *scene.told, scene.send))
    await house.moves(minutes=3)
    await wang.presses(scene.take)
    await house.moves(minutes=4)
    await does(hua, ("/start", *scene.grave))
    await hurry(hua, scene.send)
    await hua.presses(scene.send)
    await house.moves(minutes=1)
    await wang.presses(scene.show)
    await does(lin, ("/start", *scene.telling))
    return lin


async def does(her: Person, deeds: Iterable[str]) -> None:
    for deed in deeds:
        if deed.startswith(("/", '"')):
            await her.says(deed.strip('"'))
        else:
            await her.presses(deed)
