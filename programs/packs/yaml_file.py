"""Reads one YAML file strictly, remembering the line of every value.

A pack is written by people and reviewed line by line, so only plain YAML is taken: no tags, no anchors,
no keys given twice, and no scalars that YAML reads as something else than it looks (`yes`, `1:30`).
The result is what JSON could say: keys are strings, dates stay text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from programs.packs.problems import Code, PackError, Place, Problem

ValuePath = tuple[str | int, ...]
MAX_DEPTH = 20
# The C parser reads a pack ten times as fast; it is not part of every build of PyYAML.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CORE = "tag:yaml.org,2002:"
SCALARS: Mapping[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    f"{CORE}str": (re.compile(r".*", re.DOTALL), str),
    f"{CORE}timestamp": (re.compile(r".*"), str),
    f"{CORE}null": (re.compile(r"null|~|"), lambda _: None),
    f"{CORE}bool": (re.compile(r"true|false"), lambda text: text == "true"),
    f"{CORE}int": (re.compile(r"-?(0|[1-9][0-9]{0,14})"), int),
    f"{CORE}float": (re.compile(r"-?[0-9]{1,9}\.[0-9]{1,9}"), float),
}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The value of a file, and the line on which each path inside it begins."""

    value: Any
    lines: Mapping[ValuePath, int]


def parse_yaml(text: str, file: str) -> YamlFile:
    """Raises PackError with the file and the line at fault."""
    try:
        _refuse_indirection(text, file)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise _unreadable(error, file) from error
    if node is None:
        raise _problem(file, 1, Code.YAML, "the file is empty")
    builder = _Builder(file)
    return YamlFile(builder.build(node, ()), builder.lines)


def _refuse_indirection(text: str, file: str) -> None:
    """Tags and anchors are refused before anything is built: what is written is what is read."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = _line(event)
        if getattr(event, "anchor", None):
            raise _problem(file, line, Code.YAML, "anchors and aliases are not used in packs")
        if tag := getattr(event, "tag", None):
            raise _problem(file, line, Code.YAML, f"the tag {tag} is not used in packs")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _problem(file, line, Code.YAML, f"nested deeper than {MAX_DEPTH} levels")


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[ValuePath, int] = {}

    def build(self, node: yaml.Node, path: ValuePath) -> Any:
        self.lines[path] = _line(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in values:
                raise _problem(self.file, _line(key_node), Code.DUPLICATE_KEY, f"{key!r} is given twice")
            values[key] = self.build(value_node, (*path, key))
            self.lines[(*path, key)] = _line(key_node)
        return values

    def _key(self, node: yaml.Node) -> str:
        key = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if type(key) not in (str, int):
            raise _problem(self.file, _line(node), Code.YAML, "a key is a word or a whole number")
        return str(key)

    def _scalar(self, node: yaml.Node) -> Any:
        pattern, convert = SCALARS.get(node.tag, (None, str))
        if pattern is None or not pattern.fullmatch(node.value):
            message = f"{node.value!r} can be misread: quote it, or write true, false or a decimal number"
            raise _problem(self.file, _line(node), Code.YAML, message)
        return convert(node.value)


def _line(part: Any) -> int:
    """The line, from 1, on which a node or an event begins."""
    return int(part.start_mark.line) + 1


def _problem(file: str, line: int, code: Code, message: str) -> PackError:
    return PackError([Problem.at(Place(file, line), code, message)])


def _unreadable(error: yaml.YAMLError, file: str) -> PackError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or "not readable as YAML"
    return _problem(file, mark.line + 1 if mark else 1, Code.YAML, message)
