"""The Bot API's methods and their parameters, read from the signatures of `telegram.Bot`.

What stands before the star in a signature is Telegram's; what stands after it (timeouts, `api_kwargs`,
`filename`, shortcuts such as `disable_web_page_preview`) is the library's own and never sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from inspect import Parameter, iscoroutinefunction, signature

from telegram import Bot


@cache
def methods() -> Mapping[str, frozenset[str]]:
    """Every method's name as Telegram writes it, with its parameters."""
    return {
        name: _parameters(name)
        for name, function in vars(Bot).items()
        if iscoroutinefunction(function) and _is_telegrams(name)
    }


def _is_telegrams(name: str) -> bool:
    """The library has each method twice, `send_message` and `sendMessage`; `close` has no second name."""
    return name == "close" or (name[0].islower() and "_" not in name and name != name.lower())


def _parameters(name: str) -> frozenset[str]:
    return frozenset(
        parameter.name
        for parameter in signature(getattr(Bot, name)).parameters.values()
        if parameter.name != "self" and parameter.kind is not Parameter.KEYWORD_ONLY
    )
