"""A patient's questions as they read them: until when an answer comes, or who answered and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.queries import roles_at
from patients.enums import QuestionState
from patients.gate_access import own_questions
from patients.models import Patient, Question
from portal.words import first_name, moment_words


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``due_words`` while it waits; ``who`` with their ``role`` once it is settled."""

    text: str
    reply: str
    asked_words: str
    due_words: str
    replied_words: str
    who: str
    role: str

    @property
    def is_open(self) -> bool:
        return not self.replied_words


def asked_by(patient: Patient) -> Sequence[Asked]:
    """All of them, the latest first."""
    questions = list(own_questions(patient).select_related("replied_by"))
    roles = roles_at(patient.clinic)
    return [_asked(question, patient.time_zone, roles) for question in questions]


def _asked(question: Question, zone: str, roles: Mapping[int, str]) -> Asked:
    is_open = question.state == QuestionState.OPEN
    by, at = question.replied_by, question.replied_at
    return Asked(
        text=question.text,
        reply=question.reply,
        asked_words=moment_words(question.asked_at, zone),
        due_words=moment_words(question.due_at, zone) if is_open else "",
        replied_words=moment_words(at, zone) if at else "",
        who=first_name(by.name) if by else "",
        role=roles.get(by.pk, "") if by else "",
    )
