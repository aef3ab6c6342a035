"""A PDF as an answer. Its name says what it is and when, never whose."""

from datetime import date

from django.http import HttpResponse

MEDIA_TYPE = "application/pdf"


def pdf_response(content: bytes, name: str, on: date) -> HttpResponse:
    """Shown in the browser, kept by nobody in between."""
    return HttpResponse(
        content,
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'inline; filename="{name}-{on:%Y-%m-%d}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
