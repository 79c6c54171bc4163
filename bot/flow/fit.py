"""Plain data into a shape; what does not fit becomes sentences for staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.flow.document import Document, Way
from bot.flow.issues import did_you_mean, listed, nearest
from bot.flow.model import Kind, Seal, Serves
from bot.flow.shapes import (
    BranchShape,
    DeskShape,
    ProfileShape,
    Shape,
    keywords,
)

S = TypeVar("S", bound=Shape)

#: where another shape stands inside one, by the keyword around it
INSIDE: Mapping[str, type[Shape]] = {
    "go": BranchShape,
    "desks": DeskShape,
    "public_bot": ProfileShape,
    "duty_bot": ProfileShape,
}
CLOSED: Mapping[str, type[StrEnum]] = {"answer": Kind, "seal": Seal, "for": Serves}
WANTED = {
    "string_type": "must be words. Words with a brace, a colon or a dash at the beginning stand in quotes",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be 0 or more",
    "list_type": "must be a list, one entry a line, each after a dash",
    "dict_type": 'must be a list of "name: words" lines',
    "model_type": 'must be a list of "name: value" lines',
    "string_too_short": "is empty",
    "too_short": "is empty",
}


def fit(shape: type[S], document: Document, way: Way, tree: Any) -> S | None:
    """`tree`, which stands at `way`, as a shape; None if it does not fit, and the document says why."""
    try:
        return shape.model_validate(tree)
    except ValidationError as error:
        problems = error.errors()
        meant = {_meant(shape, problem) for problem in problems if problem["type"] == "extra_forbidden"}
        for problem in problems:
            inner = tuple(part for part in problem["loc"] if part != "[key]")
            if not (problem["type"] == "missing" and inner in meant):
                document.complain((*way, *inner), _sentence(shape, problem, way, inner))
        return None


def _meant(shape: type[Shape], problem: ErrorDetails) -> Way:
    """Where the keyword would stand that a misspelt one stands for: it is not missing as well."""
    *around, name = problem["loc"]
    return (*around, nearest(str(name), keywords(_around(shape, problem["loc"]))) or "")


def _sentence(shape: type[Shape], problem: ErrorDetails, way: Way, inner: Way) -> str:
    kind = problem["type"]
    name = _last_name((*way, *inner))
    if kind == "plain":
        return problem["msg"]
    if kind == "extra_forbidden":
        known = keywords(_around(shape, inner))
        return f'"{name}" is not a keyword here.{did_you_mean(name, known) or _allowed(known)}'
    if kind == "missing":
        return f'"{name}" is missing.'
    if problem["input"] is None:
        return f'"{name}" is empty.'
    if kind == "enum":
        known = [str(member) for member in CLOSED[name]]
        given = str(problem["input"])
        return f'"{given}" does not fit "{name}".{did_you_mean(given, known) or _allowed(known)}'
    if kind == "string_too_long":
        return f'"{name}" has {len(problem["input"])} characters; at most {problem["ctx"]["max_length"]} fit.'
    return f'"{name}" {WANTED.get(kind, "does not fit here")}.'


def _around(shape: type[Shape], inner: Way) -> type[Shape]:
    for part in reversed(inner[:-1]):
        if part in INSIDE:
            return INSIDE[str(part)]
    return shape


def _last_name(way: Iterable[str | int]) -> str:
    names = [part for part in way if isinstance(part, str)]
    return names[-1] if names else "the entry"


def _allowed(known: Iterable[str]) -> str:
    return f" Possible here: {listed(known)}."
