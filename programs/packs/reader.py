"""Reads a pack's directory into one structure, remembering file and line of every value.

    pack.yaml, sources.yaml, ...    each contributes its top-level keys
    exercises/*.yaml                lists, joined to `exercises`
    programs/*.yaml                 one program each, collected in `programs`

The files may come from a stranger: links, paths that leave the directory and huge files are refused.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from programs.packs.problems import Code, PackError, Place, Problem
from programs.packs.yaml_file import ValuePath, YamlFile, parse_yaml

MAX_FILE_BYTES = 512 * 1024
MAX_FILES = 200
FOLDERS = ("exercises", "programs")
FIRST_FILE = "pack.yaml"
PROSE = {".md", ".txt"}


@dataclass(frozen=True, slots=True)
class PackSource:
    """A pack as written: plain data, and where each of its values stands."""

    data: dict[str, Any]
    places: Mapping[ValuePath, Place]

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` stands, or else the nearest value around it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


def read_pack(directory: Path) -> PackSource:
    """Raises PackError with the problems of all files that could not be read."""
    merger = _Merger()
    problems: list[Problem] = []
    for path in _pack_files(directory):
        try:
            _read_file(merger, directory, path)
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(problems)
    return PackSource(merger.data, merger.places)


def _pack_files(directory: Path) -> list[Path]:
    if directory.is_symlink() or not directory.is_dir():
        raise _refusal(str(directory), "is not a directory")
    files = list(_walk(directory, directory))
    if len(files) > MAX_FILES:
        raise _refusal(str(directory), f"has more than {MAX_FILES} files")
    return files


def _walk(root: Path, directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            raise _refusal(name, "is a link; a pack holds its own files")
        if path.is_dir():
            if name not in FOLDERS:
                raise _refusal(name, f"is not one of the folders {', '.join(FOLDERS)}")
            yield from _walk(root, path)
        elif path.suffix == ".yaml" and path.is_file():
            yield path
        elif path.suffix not in PROSE:
            raise _refusal(name, "is not a .yaml file")


def _read_file(merger: "_Merger", directory: Path, path: Path) -> None:
    name = path.relative_to(directory).as_posix()
    if path.stat().st_size > MAX_FILE_BYTES:
        raise _refusal(name, f"is larger than {MAX_FILE_BYTES // 1024} kB")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _refusal(name, "is not UTF-8 text") from None
    merger.add(name, parse_yaml(text, name))


class _Merger:
    """Joins the files, and moves their paths to where the values end up."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {folder: [] for folder in FOLDERS}
        self.places: dict[ValuePath, Place] = {(): Place(FIRST_FILE, 1)}

    def add(self, name: str, file: YamlFile) -> None:
        folder = name.partition("/")[0]
        expected = list if folder == "exercises" else dict
        if not isinstance(file.value, expected):
            raise _refusal(name, "is a list of exercises" if expected is list else "is a mapping of keys")
        if folder in FOLDERS:
            self._add_to_list(name, folder, file)
        else:
            self._add_keys(name, file)

    def _add_keys(self, name: str, file: YamlFile) -> None:
        for key in file.value:
            if key in self.data:
                place = Place(name, file.lines[(key,)])
                message = f"{key!r} is already given by another file"
                raise PackError([Problem.at(place, Code.DUPLICATE_KEY, message)])
        self.data.update(file.value)
        self._remember(name, file, lambda path: path)

    def _add_to_list(self, name: str, folder: str, file: YamlFile) -> None:
        start = len(self.data[folder])
        if isinstance(file.value, list):
            self.data[folder] += file.value
            self._remember(name, file, lambda path: (folder, start + int(path[0]), *path[1:]))
        else:
            self.data[folder].append(file.value)
            self._remember(name, file, lambda path: (folder, start, *path))

    def _remember(self, name: str, file: YamlFile, moved: Callable[[ValuePath], ValuePath]) -> None:
        for path, line in file.lines.items():
            if path or isinstance(file.value, dict):
                self.places.setdefault(moved(path), Place(name, line))


def _refusal(name: str, message: str) -> PackError:
    return PackError([Problem.at(Place(name, 1), Code.LAYOUT, f"{name} {message}")])
