"""Marked words: what Telegram reads out of them, and how it complains."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import hypertext, markdown, markdown2
from bot.sandbox.entities import detect, pieces, trimmed, units
from bot.sandbox.refusals import RefusalError

STADIUM = "\N{STADIUM}"  # two UTF-16 units, four bytes

Mark = tuple[Any, ...]


def read(found: tuple[str, list[dict[str, Any]]]) -> tuple[str, list[Mark]]:
    """The bare text, and of each mark its kind, place, length and whatever else it says."""
    text, marks = found
    return text, [tuple(mark.values()) for mark in marks]


def complaint(words: str) -> str:
    return f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("plain", "plain", []),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;&laquo;", '<>&"AB&laquo;', []),
        ("<b>a</b><i>b</i>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        (f"{STADIUM}<b>{STADIUM}</b>", STADIUM * 2, [("bold", 2, 2)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<i>a</>", "a", [("italic", 0, 1)]),
        ("<b></b>", "", []),
        ("<u>a</u><s>b</s>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ('<a href="http://a.org/x?&lt;">a</a>', "a", [("text_link", 0, 1, "http://a.org/x?<")]),
        ("<a href=example.org>a</a>", "a", [("text_link", 0, 1, "http://example.org/")]),
        ("<a>nothing</a>", "nothing", []),
        ('<pre><code class="language-py">a</code></pre>', "a", [("pre", 0, 1, "py")]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">a</tg-emoji>', "a", [("custom_emoji", 0, 1, "5")]),
    ],
)  # fmt: skip
def test_html_is_read(source: str, text: str, marks: list[Mark]) -> None:
    assert read(hypertext.parse(source)) == (text, marks)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        (f"{STADIUM}<p>", 'Unsupported start tag "p" at byte offset 4'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a<i>b</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<i =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0'),
        ("<i a=", 'Unclosed start tag "i" at byte offset 0'),
        ('<i a="b>', "Unclosed start tag at byte offset 0"),
        ("<i a=b,>", "Unexpected end of name token at byte offset 5"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused(source: str, words: str) -> None:
    with pytest.raises(RefusalError) as error:
        hypertext.parse(source)

    assert error.value.description == complaint(words)


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("*a* _b_ `c`", "a b c", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
        (r"\*a\_", "*a_", []),
        ("[a](example.org)", "a", [("text_link", 0, 1, "http://example.org/")]),
        ("[a](tg://user?id=7)", "a", [("text_mention", 0, 1, {"id": 7, "is_bot": False, "first_name": ""})]),
        ("```py\na```", "a", [("pre", 0, 1, "py")]),
        ("```a```", "a", [("pre", 0, 1)]),
    ],
)
def test_old_markdown_is_read(source: str, text: str, marks: list[Mark]) -> None:
    assert read(markdown.parse(source)) == (text, marks)


@pytest.mark.parametrize(("source", "at"), [("*a", 0), (f"{STADIUM}_", 4), ("a`", 1), ("[a", 0)])
def test_broken_old_markdown_is_refused(source: str, at: int) -> None:
    with pytest.raises(RefusalError) as error:
        markdown.parse(source)

    assert error.value.description == complaint(f"Can't find end of the entity starting at byte offset {at}")


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        (r"1\. a\\", "1. a\\", []),
        ("*a*_b_", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("_a *b*_", "a b", [("italic", 0, 3), ("bold", 2, 1)]),
        ("__a _b_ __", "a b ", [("underline", 0, 4), ("italic", 2, 1)]),
        ("_a __b___", "a b", [("italic", 0, 3), ("underline", 2, 1)]),
        ("~a~||b||", "ab", [("strikethrough", 0, 1), ("spoiler", 1, 1)]),
        ("`a.b`", "a.b", [("code", 0, 3)]),
        ("```py\na```", "a", [("pre", 0, 1, "py")]),
        ("```\na```", "a", [("pre", 0, 1)]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 3)]),
        (r"[a](https://example.org/\))", "a", [("text_link", 0, 1, "https://example.org/)")]),
    ],
)
def test_new_markdown_is_read(source: str, text: str, marks: list[Mark]) -> None:
    assert read(markdown2.parse(source)) == (text, marks)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        (f"{STADIUM}*a", "Can't find end of Bold entity at byte offset 4"),
        ("_a * b_", "Can't find end of Italic entity at byte offset 6"),
        ("__a _b___", "Can't find end of Italic entity at byte offset 8"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
    ],
)
def test_broken_new_markdown_is_refused(source: str, words: str) -> None:
    with pytest.raises(RefusalError) as error:
        markdown2.parse(source)

    assert error.value.description == complaint(words)


# ---------------------------------------------------------------- what is counted and found


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("\N{CJK UNIFIED IDEOGRAPH-5973}", 1), (STADIUM, 2)]
)
def test_length_is_counted_in_utf_16(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("a /help@public_bot", [("bot_command", 2, 16)]),
        ("and/or 1/2", []),
        (f"{STADIUM} https://example.org/a.", [("url", 3, 21)]),
        ("write to a.b@example.org", [("email", 9, 15)]),
        ("@somebody #tag", [("mention", 0, 9), ("hashtag", 10, 4)]),
        ("nothing", []),
    ],
)
def test_telegram_finds_marks_by_itself(text: str, found: list[Mark]) -> None:
    assert [tuple(mark.values()) for mark in detect(text)] == found


def test_trimming_moves_the_marks() -> None:
    marks = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 5, "length": 2}]

    text, moved = trimmed("  ab cd ", marks)

    assert text == "ab cd"
    assert [tuple(mark.values()) for mark in moved] == [("bold", 0, 2), ("italic", 3, 2)]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("a" * 10, [10]),
        ("a" * 11, [10, 1]),
        (STADIUM * 5, [10]),
        (STADIUM * 6, [10, 2]),
        ("a" + STADIUM * 5, [9, 2]),
    ],
)
def test_a_long_text_is_cut_between_characters(text: str, lengths: list[int]) -> None:
    parts = pieces(text, 10)

    assert [units(part) for part in parts] == lengths
    assert "".join(parts) == text
