"""What a command line names: the conversations as they are now, and a flow, a step, a language of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot import settings
from bot.assembly import load_words
from bot.flow.issues import did_you_mean
from bot.flow.model import Flow, Library
from bot.texts import Texts


class Unknown(Exception):
    """A name on the command line that stands for nothing, with the one that was probably meant."""

    def __init__(self, what: str, name: str, known: Collection[str]) -> None:
        likely = did_you_mean(name, known) or f" There are: {', '.join(sorted(known))}."
        super().__init__(f'There is no {what} "{name}".{likely}')


@dataclass(frozen=True, slots=True)
class Content:
    """The conversations and their words."""

    library: Library
    words: Texts

    def flow(self, name: str) -> Flow:
        flow = self.library.flows.get(name)
        if flow is None:
            raise Unknown("flow", name, self.library.flows)
        return flow

    def language(self, name: str | None) -> str:
        """The language of that name or code; that of the files where none is named."""
        if name is None:
            return self.words.source
        own = {label: code for code, label in self.library.station.languages.items()}
        codes = {code.lower().replace("_", "-"): code for code in self.words.languages}
        code = own.get(name) or codes.get(name.lower().replace("_", "-"))
        if code is None:
            raise Unknown("language", name, self.words.languages)
        return code


def read() -> Content:
    """What the settings name; FlowError with every issue where it is not sound."""
    return Content(*load_words(settings.read()))


def step_of(flow: Flow, name: str | None) -> str:
    """The step of that name; where the flow starts if none is named."""
    if name is None:
        return flow.start
    if name not in flow.steps:
        raise Unknown(f"step in {flow.name}", name, flow.steps)
    return name
