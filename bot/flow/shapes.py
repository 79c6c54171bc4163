"""The shape of what staff write: which keywords stand where, and what kind of value each takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.flow.model import Kind, Seal, Serves

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9]{2,8}){0,2}")  #: a language: en, zh_Hans
OFFERED = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")  #: a choice; language codes have capitals


def plainly(what: str) -> PydanticCustomError:
    """An error that already is a sentence for staff."""
    return PydanticCustomError("plain", "{what}", {"what": what})


def _named(pattern: re.Pattern[str], rule: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise plainly(f'"{value}" cannot be a name: {rule}.')
        return value

    return BeforeValidator(check)


RULE = "small letters a to z, digits and _ only, a letter first, at most 32"
Name = Annotated[str, _named(NAME, RULE)]
Choice = Annotated[str, _named(OFFERED, RULE)]
Code = Annotated[str, _named(CODE, "a language is written like en or zh_Hans")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Count = Annotated[int, Field(ge=0)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_branches(value: Any) -> Any:
    return [{"to": value}] if isinstance(value, str) else value


def _as_effect(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, argument),) = value.items()
        if argument is not None and not isinstance(argument, str):
            raise plainly(f'"{name}" takes one word.')
        return {"name": name, "argument": argument}
    raise plainly('An effect is written as a name, or as "name: argument".')


def _as_bounds(value: Any) -> Any:
    if isinstance(value, str):
        if value != "true":
            raise plainly(f'Write "true" or bounds (min, max) here, not "{value}".')
        return {}
    return value


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class BranchShape(Shape):
    to: str
    when: Annotated[dict[str, Annotated[list[str], BeforeValidator(_as_list), Field(min_length=1)]], Field(
        min_length=1
    )] | None = None  # fmt: skip


class EffectShape(Shape):
    name: str
    argument: str | None = None


Branches = Annotated[list[BranchShape], BeforeValidator(_as_branches), Field(min_length=1)]
Effects = list[Annotated[EffectShape, BeforeValidator(_as_effect)]]
Options = Annotated[dict[Choice, Words], Field(min_length=1)]


class StepShape(Shape):
    ask: Words | None = None
    say: Words | None = None
    call: str | None = None
    review: Words | None = None
    field: str | None = None
    answer: Kind | None = None
    choices: Options | None = None
    min: Count | None = None
    max: Count | None = None
    required: Words | None = None
    why: Words | None = None
    retry: Words | None = None
    go: Branches | None = None
    do: Effects = Field(default_factory=list)
    end: bool = False


class FlowShape(Shape):
    """The top of a flow. Its steps are read one by one, so that one broken step hides no other."""

    flow: Name
    language: Code
    title: Words
    for_: Serves = Field(default=Serves.WOMAN, alias="for")
    start: str
    steps: Annotated[dict[str, Any], Field(min_length=1)]


class Bounds(Shape):
    min: Count | None = None
    max: Count | None = None


Bounded = Annotated[Bounds, BeforeValidator(_as_bounds)]


class FieldShape(Shape):
    label: Words
    choice: Options | None = None
    choices: Options | None = None
    text: Bounded | None = None
    story: Bounded | None = None
    phone: Bounded | None = None
    date: Bounded | None = None
    place: Bounded | None = None
    files: Bounded | None = None
    location: Bounded | None = None
    min: Count | None = None
    max: Count | None = None
    seal: Seal
    card: bool = False


class RecordShape(Shape):
    fields: Annotated[dict[str, Any], Field(min_length=1)]


class DeskShape(Shape):
    label: Words
    receives: list[str]


class ProfileShape(Shape):
    name: Annotated[Words, Field(max_length=64)]
    short: Annotated[Words, Field(max_length=120)]
    description: Annotated[Words, Field(max_length=512)]
    commands: dict[Name, Annotated[Words, Field(max_length=256)]]


class StationShape(Shape):
    station: Words
    language: Code
    languages: Annotated[dict[Code, Words], Field(min_length=1)]
    timezone: Words
    areas: Annotated[dict[Name, Words], Field(min_length=1)]
    desks: Annotated[dict[Name, DeskShape], Field(min_length=1)]
    facts: dict[Name, Words] = Field(default_factory=dict)
    public_bot: ProfileShape
    duty_bot: ProfileShape


class ControlShape(Shape):
    button: Words | None = None
    words: list[Words] = Field(default_factory=list)
    call: str | None = None


class EverywhereShape(Shape):
    controls: dict[str, Any]
    phrases: dict[str, Words | None]


def keywords(shape: type[Shape]) -> Sequence[str]:
    return [entry.alias or name for name, entry in shape.model_fields.items()]
