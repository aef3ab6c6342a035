"""The mail server of the notifications' tests."""

from tests.notifications.conftest import mail_server

__all__ = ["mail_server"]
