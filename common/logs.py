"""Keeps what opens doors out of the logs: the secret part of an address that a mail carried."""

import logging
import re

# The invitation's link, the one that sets a new password, and the address of a private calendar.
SECRET = re.compile(r"(/join/|/password/reset/|/calendar/)[^/\s]{12,}")


class MaskSecrets(logging.Filter):
    """Put on the handler, so that it sees the records of every logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = SECRET.sub(r"\1***", text)
        if masked != text:
            record.msg, record.args = masked, None
        return True
