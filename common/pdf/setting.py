"""Hands a document to the typesetter. The same document gives the same bytes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from common.pdf.blocks import Document

TEMPLATE = Path(__file__).with_name("document.typ")
# What assistive technology needs is checked while setting, not hoped for.
ACCESSIBLE = ["ua-1"]


def as_pdf(document: Document) -> bytes:
    """The document as an accessible PDF.

    A letter that no font of this machine has would break that promise; then it is set without it, still
    tagged, rather than not at all.
    """
    data = json.dumps(document.as_data())
    try:
        return _set(data, ACCESSIBLE)
    except typst.TypstError:
        return _set(data, [])


def _set(data: str, standards: list[Any]) -> bytes:
    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"data": data},
        pdf_standards=standards,
        timestamp=0,
    )
    return bytes(made)


@cache
def _fonts() -> Any:
    """The typesetter's own, and for letters beyond those whatever the machine has; looked for once."""
    return typst.Fonts(include_system_fonts=True)
