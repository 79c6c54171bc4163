"""The page speaks both of its languages completely."""

from __future__ import annotations

import re

from bot.sandbox.app import PAGE


def words(language: str) -> dict[str, str]:
    return dict(
        re.findall(r'^  (\w+): "(.*)",$', (PAGE / "words" / f"{language}.js").read_text(), re.MULTILINE)
    )


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


def test_both_languages_have_the_same_words_with_the_same_placeholders() -> None:
    english, chinese = words("en"), words("zh")

    assert len(english) > 100
    assert {key: placeholders(text) for key, text in english.items()} == {
        key: placeholders(text) for key, text in chinese.items()
    }


def test_every_word_that_the_page_asks_for_is_there() -> None:
    scripts = "".join(path.read_text() for path in PAGE.glob("*.js"))

    asked = set(re.findall(r'\bt\("(\w+)"', scripts))

    assert len(asked) > 50
    assert asked <= words("en").keys()


def test_no_file_of_the_page_has_inline_script_or_style_or_a_foreign_address() -> None:
    html = (PAGE / "index.html").read_text()

    assert "style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert re.findall(r'(?:src|href)="(?!/page/)', html) == []
