"""The demo's mail catcher: a real SMTP conversation in, safe pages out."""

import smtplib
import sys
import time
import urllib.error
import urllib.request
from email.message import EmailMessage
from http.client import HTTPResponse
from pathlib import Path

import pytest
from _tools import ports

from tests.deploy.conftest import Start


class Catcher:
    def __init__(self, start: Start, directory: Path) -> None:
        self.port = ports.next_free(20_000)
        self.smtp_port = ports.next_free(self.port + 1)
        where = ("--directory", str(directory), "--port", str(self.port), "--smtp-port", str(self.smtp_port))
        self.process = start(sys.executable, "-m", "_tools.mailcatcher", *where)
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            if not ports.is_free(self.port) and not ports.is_free(self.smtp_port):
                return
            time.sleep(0.05)
        raise AssertionError("the mail catcher did not start")

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as client:
            client.send_message(message)

    def get(self, path: str, host: str = "127.0.0.1") -> HTTPResponse:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": host})
        response: HTTPResponse = urllib.request.urlopen(request, timeout=5)  # noqa: S310 - our own
        return response

    def text(self, path: str) -> str:
        return self.get(path).read().decode()

    def only_id(self, directory: Path) -> str:
        (path,) = directory.glob("*.eml")
        return path.stem


def mail(subject: str = "Your code") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "clinic@example.org", "pat@example.org", subject
    message.set_content("Your code is <ABC123>.\nOpen http://127.0.0.1:8000/sign-in/.")
    message.add_alternative("<p>Code</p><script>alert(1)</script>", subtype="html")
    return message


def test_an_empty_box_says_what_will_be_there(start: Start, tmp_path: Path) -> None:
    assert "No mail yet" in Catcher(start, tmp_path).text("/")


def test_a_caught_mail_is_listed_and_shown(start: Start, tmp_path: Path) -> None:
    catcher = Catcher(start, tmp_path)
    catcher.send(mail())
    id = catcher.only_id(tmp_path)
    assert f'<a href="/{id}/"><strong>Your code</strong><span>pat@example.org</span>' in catcher.text("/")
    assert "Your code is &lt;ABC123&gt;." in catcher.text(f"/{id}/")
    assert 'href="http://127.0.0.1:8000/sign-in/"' in catcher.text(f"/{id}/")


def test_a_subject_cannot_put_html_on_the_page(start: Start, tmp_path: Path) -> None:
    catcher = Catcher(start, tmp_path)
    catcher.send(mail(subject="<script>alert(1)</script>"))
    assert "<script" not in catcher.text("/") + catcher.text(f"/{catcher.only_id(tmp_path)}/")


def test_the_html_of_a_mail_is_sealed(start: Start, tmp_path: Path) -> None:
    catcher = Catcher(start, tmp_path)
    catcher.send(mail())
    policy = catcher.get(f"/{catcher.only_id(tmp_path)}/html").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_mail_is_still_there_after_a_restart(start: Start, tmp_path: Path) -> None:
    first = Catcher(start, tmp_path)
    first.send(mail())
    first.process.terminate()
    first.process.wait(20)
    assert "Your code" in Catcher(start, tmp_path).text("/")


@pytest.mark.parametrize("path", ["/nothing", "/../../etc/passwd", "/style.css/more", "/1/"])
def test_other_paths_are_not_found(start: Start, tmp_path: Path, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        Catcher(start, tmp_path).get(path)


def test_a_foreign_name_for_this_machine_is_refused(start: Start, tmp_path: Path) -> None:
    with pytest.raises(urllib.error.HTTPError, match="421"):
        Catcher(start, tmp_path).get("/", host="evil.example")
