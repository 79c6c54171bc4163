"""A YAML file as plain data, with the line of every entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.flow.issues import Issue

#: what a file holds. Scalars stay the text that stands in the file: `yes`, `12:30` and `0110` are words
Tree = str | list["Tree"] | dict[str, "Tree"] | None
Way = tuple[str | int, ...]

MOST_BYTES = 1_000_000
NULL = "tag:yaml.org,2002:null"


@dataclass(slots=True)
class Document:
    """One file. `file` is its name as people know it: flows/complaint.yaml."""

    file: str
    tree: Tree = None
    lines: dict[Way, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    content: bytes = b""

    def line(self, *way: str | int) -> int:
        """The line of this entry, or of the nearest one around it."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)

    def complain(self, way: Way, what: str) -> None:
        self.issues.append(Issue(self.file, self.line(*way), what))

    @property
    def top(self) -> Mapping[str, Tree]:
        return self.tree if isinstance(self.tree, dict) else {}


def read(path: Path, shown: str) -> Document:
    """The file at `path`; what is wrong with it stands in its `issues`."""
    document = Document(shown)
    text = _text(path, document)
    if text is None:
        return document
    node = _compose(text, document)
    if node is None:
        if not document.issues:
            document.issues.append(Issue(shown, 0, "The file is empty."))
        return document
    document.tree = _plain(node, (), document, set())
    if not isinstance(document.tree, dict) and not document.issues:
        document.complain((), 'The file must be a list of "name: value" lines.')
    return document


def _text(path: Path, document: Document) -> str | None:
    def refuse(what: str, line: int = 0) -> None:
        document.issues.append(Issue(document.file, line, what))

    if not path.is_file():
        refuse("The file is missing.")
    elif path.stat().st_size > MOST_BYTES:
        refuse(f"The file is larger than {MOST_BYTES:,} bytes.")
    else:
        document.content = path.read_bytes()
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.content[: error.start].count(b"\n") + 1
        refuse("The file is not saved as UTF-8. Save it again with that encoding.", line)
        return None
    for number, row in enumerate(text.split("\n"), start=1):
        if "\t" in row[: len(row) - len(row.lstrip())]:
            refuse("A tab stands at the beginning of the line. Indent with spaces.", number)
    return None if document.issues else text


def _compose(text: str, document: Document) -> Node | None:
    """The file's tree of nodes. The round-trip data of ruamel would be slower, and lose repeated keys."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line, what = _unreadable(error)
        document.issues.append(Issue(document.file, line, what))
        return None
    except RecursionError:
        document.issues.append(Issue(document.file, 0, "Lists stand inside lists too deeply to be read."))
        return None
    except YAMLError:
        document.issues.append(Issue(document.file, 0, "The file has a character that no text may have."))
        return None
    return node if isinstance(node, Node) else None


def _unreadable(error: MarkedYAMLError) -> tuple[int, str]:
    """The line, and what is wrong there in words for staff."""
    problem = error.problem or error.context or ""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    if "quoted scalar" in (error.context or "") and error.context_mark:
        return error.context_mark.line + 1, "A quote is opened here and never closed."
    if "mapping values are not allowed" in problem:
        return line, "This cannot be read: a colon stands where none fits. Put the words in quotes."
    if "another document" in problem or "document start" in problem:
        return line, 'This cannot be read: a second document begins. Take the line "---" away.'
    return line, f"This cannot be read ({problem}). Look at quotes, colons and indentation."


def _plain(node: Node, way: Way, document: Document, seen: set[int]) -> Tree:
    document.lines.setdefault(way, node.start_mark.line + 1)
    if id(node) in seen:
        document.complain(way, "An alias (*name) stands here. Write the words out.")
        return str(node.value) if isinstance(node, ScalarNode) else None
    seen.add(id(node))
    match node:
        case MappingNode():
            return _mapping(node, way, document, seen)
        case SequenceNode():
            return [_plain(item, (*way, at), document, seen) for at, item in enumerate(node.value)]
        case ScalarNode():
            return None if str(node.tag) == NULL and node.style is None else str(node.value)
    return None


def _mapping(node: MappingNode, way: Way, document: Document, seen: set[int]) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            document.issues.append(Issue(document.file, line, "A name must stand before the colon."))
            continue
        name = str(key.value)
        if name in found:
            first = document.lines[(*way, name)]
            what = f'"{name}" stands here a second time; the first is in line {first}.'
            document.issues.append(Issue(document.file, line, what))
            continue
        document.lines[(*way, name)] = line
        found[name] = _plain(value, (*way, name), document, seen)
    return found
