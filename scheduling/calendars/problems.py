"""What can go wrong with a calendar elsewhere. The codes are kept; people read them in their words."""

from enum import StrEnum


class Problem(StrEnum):
    NOT_HTTPS = "not_https"
    NOT_PUBLIC = "not_public"  # the address leads into a private network
    UNKNOWN_HOST = "unknown_host"
    NO_ANSWER = "no_answer"
    NOT_TRUSTED = "not_trusted"  # the certificate is not the server's, or of nobody we know
    REFUSED = "refused"  # the server says that there is no such calendar, or not for us
    TOO_MANY_TURNS = "too_many_turns"
    TOO_LARGE = "too_large"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_MUCH = "too_much"  # more events than anybody has, or rules that take for ever


class Trouble(Exception):
    """A calendar that cannot be read now."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
