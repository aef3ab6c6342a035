"""The decide command, asked in this process."""

import io
import json
import sys

import pytest
from django.core.management import call_command


@pytest.fixture
def decide(monkeypatch):
    def ask(scope, *lines, **options):
        text = "\n".join(lines)
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        out = io.StringIO()
        call_command("decide", str(scope), stdout=out, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return ask
