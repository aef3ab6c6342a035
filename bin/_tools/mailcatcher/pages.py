"""The pages of the mail catcher. Every word of a mail is escaped; its own HTML goes into a sealed frame."""

import re
from html import escape

from _tools.mailcatcher.store import Mail

ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")
EMPTY = """<p class="empty">No mail yet. Whatever the demo sends - sign-in codes, invitations,
reminders - arrives here within a few seconds.</p>"""


def listing(mails: list[Mail]) -> str:
    rows = "".join(map(_row, mails))
    body = f'<ul class="mails">{rows}</ul>' if rows else EMPTY
    lead = "<p>All mail of this demo ends here. Nothing is sent to anybody.</p>"
    return _page("Mail", lead + body, refresh=True)


def view(mail: Mail) -> str:
    text, html = mail.body("plain"), mail.body("html")
    frame = f'<iframe title="The HTML of this mail" src="/{mail.id}/html" sandbox="{SANDBOX}"></iframe>'
    parts = [
        '<p><a href="/">All mail</a></p>',
        f"<dl><dt>From</dt><dd>{escape(mail.header('From'))}</dd><dt>To</dt><dd>{escape(mail.header('To'))}</dd>",
        f"<dt>Sent</dt><dd>{_when(mail)}</dd></dl>",
        f"<h2>As text</h2><pre>{_with_links(text)}</pre>" if text else "",
        f"<h2>As HTML</h2>{frame}" if html else "",
    ]
    return _page(mail.header("Subject") or "No subject", "".join(parts))


def html_part(mail: Mail) -> str:
    """The mail's own HTML; its links open beside the frame, as they would in a mail program."""
    return f'<base target="_blank">{mail.body("html")}'


def missing() -> str:
    return _page("Not here", '<p>There is no such mail. <a href="/">All mail</a></p>')


# A link may open a new window; scripts, forms and the page around it are out of reach.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


def _row(mail: Mail) -> str:
    return (
        f'<li><a href="/{mail.id}/"><strong>{escape(mail.header("Subject") or "No subject")}</strong>'
        f"<span>{escape(mail.header('To'))}</span><time>{_when(mail)}</time></a></li>"
    )


def _when(mail: Mail) -> str:
    return escape(mail.caught_at.strftime("%a %d %b %Y %H:%M:%S"))


def _with_links(text: str) -> str:
    pieces, end = [], 0
    for found in ADDRESS.finditer(text):
        address = escape(found.group())
        link = f'<a href="{address}" target="_blank" rel="noopener">{address}</a>'
        pieces += [escape(text[end : found.start()]), link]
        end = found.end()
    return "".join(pieces) + escape(text[end:])


def _page(title: str, body: str, *, refresh: bool = False) -> str:
    again = '<meta http-equiv="refresh" content="5">' if refresh else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/style.css"></head><body><main><h1>{escape(title)}</h1>{body}</main>'
        "</body></html>"
    )
