"""What a reader may count on in every file."""

import ast

import pytest

from tests.architecture.source import APPS, files, named, parsed

WRITTEN = [path for path in files(*APPS, "tests", "benchmarks", "bin/_tools") if path.stat().st_size]


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_a_file_says_what_it_is_for(path):
    assert ast.get_docstring(parsed(path))
