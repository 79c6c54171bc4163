"""The words that a picture adds of its own, in the languages that its readers may have."""

from __future__ import annotations

from collections.abc import Mapping

#: language -> English -> its words; what is not here stays English
CAPTIONS: Mapping[str, Mapping[str, str]] = {
    "zh_Hans": {
        "asks": "提问",
        "says": "告知",
        "runs": "转入",
        "shows all answers": "列出全部回答",
        "several answers": "可多选",
        "must be answered": "必须回答",
        "for officers": "值班人员用",
        "end": "结束",
        "otherwise": "其他情况",
        "skipped": "跳过",
        "and": "并且",
        "in words": "文字",
        "in words or by voice, several messages": "文字或语音，可发多条",
        "a day, or in words": "日期，或用文字说明",
        "a phone number": "电话号码",
        "a place of the station, or words": "选择地点，或用文字说明",
        "photos, recordings, documents": "照片、录音、文件",
        "the phone's place, or words": "手机位置，或用文字说明",
        "opens a case": "建立案件",
        "adds the answers to the case": "把回答补充到案件中",
        "alert": "提醒值班人员",
        "normal": "一般",
        "high": "高危",
        "danger": "紧急",
        "changes the language": "更换语言",
        "keeps it, unsent": "保存，不发送",
        "takes up what was kept": "继续填写已保存的内容",
        "deletes what is not sent": "删除未发送的内容",
        "goes to her officer": "转给值班人员",
        "waits for her next safe time": "等到她的安全时间",
        "is kept with the case": "记入案件",
        "closes the case": "结案",
    }
}


def caption(language: str, english: str) -> str:
    return CAPTIONS.get(language, {}).get(english, english)
