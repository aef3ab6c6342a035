"""How the API reads and writes what stands at the red-flag gate: questions, answers, stops, enquiries."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from patients.api.serializers import ClinicSerializer
from patients.enums import EnquiryState, Outcome, QuestionState, ScreeningScope, Side
from patients.models import Screening
from patients.queries.gate import answers_of, told, what_to_do
from patients.services.questions import REPLY_LENGTH, TEXT_LENGTH
from patients.services.stops import NOTE_LENGTH


class ScopeSerializer(serializers.Serializer[Any]):
    """Which questions are meant; what is left out is what is due."""

    condition = serializers.SlugField(max_length=60, required=False)
    scope = serializers.ChoiceField(ScreeningScope.choices, required=False)


class RedFlagSerializer(serializers.Serializer[Any]):
    """One question, to be answered with yes or no."""

    id = serializers.CharField()
    ask = serializers.CharField()


class QuestionsAskedSerializer(serializers.Serializer[Any]):
    """What is asked now."""

    condition = serializers.CharField()
    scope = serializers.ChoiceField(ScreeningScope.choices)
    questions = RedFlagSerializer(many=True)


class AnswersSerializer(serializers.Serializer[Any]):
    """Every question has its answer: true is yes."""

    condition = serializers.SlugField(max_length=60)
    scope = serializers.ChoiceField(ScreeningScope.choices)
    answers = serializers.DictField(
        child=serializers.BooleanField(allow_null=True), help_text="A question's id to yes or no."
    )


class PatientAnswersSerializer(AnswersSerializer):
    """Answers that staff took down. ``id`` is made by the client: sending it again changes nothing."""

    id = serializers.UUIDField(required=False)
    patient = serializers.UUIDField()


class OwnStopSerializer(serializers.Serializer[Any]):
    """A stop as its patient sees it."""

    contact_by = serializers.DateTimeField()
    contacted_at = serializers.DateTimeField(allow_null=True)
    lifted_at = serializers.DateTimeField(allow_null=True)


class OwnScreeningSerializer(serializers.Serializer[Any]):
    """What the answers came to. ``text`` says what to do; ``told`` are the questions answered with yes."""

    id = serializers.UUIDField(source="uuid")
    condition = serializers.CharField()
    scope = serializers.ChoiceField(ScreeningScope.choices)
    given_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(Outcome.choices)
    told = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    clinic = ClinicSerializer()
    stop = serializers.SerializerMethodField()

    def get_told(self, screening: Screening) -> list[str]:
        return [answer.ask for answer in told(screening)]

    def get_text(self, screening: Screening) -> str:
        return what_to_do(screening)

    @extend_schema_field(OwnStopSerializer(allow_null=True))
    def get_stop(self, screening: Screening) -> Any:
        stop = getattr(screening, "stop", None)
        return OwnStopSerializer(stop).data if stop else None


class AnswerSerializer(serializers.Serializer[Any]):
    """A question as it was read, what a yes may mean, and what was said."""

    id = serializers.CharField()
    level = serializers.ChoiceField(Outcome.choices)
    ask = serializers.CharField()
    why = serializers.CharField()
    yes = serializers.BooleanField(source="is_yes")


class ScreeningSerializer(serializers.Serializer[Any]):
    """A screening for those who treat; ``positives`` are the ids of the questions answered with yes."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    condition = serializers.CharField()
    scope = serializers.ChoiceField(ScreeningScope.choices)
    given_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(Outcome.choices)
    positives = serializers.ListField(child=serializers.CharField())
    stop = serializers.SerializerMethodField()

    def get_stop(self, screening: Screening) -> str | None:
        stop = getattr(screening, "stop", None)
        return str(stop.uuid) if stop else None


class ScreeningDetailSerializer(ScreeningSerializer):
    """A screening with every answer, those with yes first."""

    answers = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, screening: Screening) -> Any:
        return AnswerSerializer(answers_of(screening), many=True).data

    def get_text(self, screening: Screening) -> str:
        return what_to_do(screening)


class PatientFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)


class StopFilterSerializer(PatientFilterSerializer):
    open = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only those that hold, or those lifted."
    )


class StopSerializer(serializers.Serializer[Any]):
    """A stop: why, since when, until when the patient has to be spoken to, and what became of it."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    screening = serializers.UUIDField(source="screening.uuid")
    level = serializers.ChoiceField(Outcome.choices)
    raised_at = serializers.DateTimeField()
    contact_by = serializers.DateTimeField()
    contacted_at = serializers.DateTimeField(allow_null=True)
    contact_note = serializers.CharField()
    lifted_at = serializers.DateTimeField(allow_null=True)
    lift_reason = serializers.CharField()


class ContactSerializer(serializers.Serializer[Any]):
    """What came of speaking to the patient."""

    note = serializers.CharField(max_length=NOTE_LENGTH)


class LiftSerializer(serializers.Serializer[Any]):
    """Why the patient may go on, and whether paused programs go on with it."""

    reason = serializers.CharField(max_length=NOTE_LENGTH)
    resume = serializers.BooleanField()


class QuestionInputSerializer(serializers.Serializer[Any]):
    """``screening`` is the one answered for this question: the short list, within a day."""

    text = serializers.CharField(max_length=TEXT_LENGTH)
    screening = serializers.UUIDField()
    episode = serializers.UUIDField(required=False, allow_null=True, default=None)


class QuestionSerializer(serializers.Serializer[Any]):
    """A patient's question; ``due_at`` is until when it should have its answer."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    episode = serializers.UUIDField(source="episode.uuid", allow_null=True, default=None)
    text = serializers.CharField()
    state = serializers.ChoiceField(QuestionState.choices)
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    reply = serializers.CharField()
    replied_at = serializers.DateTimeField(allow_null=True)


class QuestionFilterSerializer(PatientFilterSerializer):
    state = serializers.ChoiceField(QuestionState.choices, required=False, default=QuestionState.OPEN)


class ReplySerializer(serializers.Serializer[Any]):
    reply = serializers.CharField(max_length=REPLY_LENGTH)


class CloseSerializer(serializers.Serializer[Any]):
    """``reply`` may say how it was settled; the patient reads it."""

    reply = serializers.CharField(max_length=REPLY_LENGTH, allow_blank=True, required=False, default="")


class EnquiryFilterSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(EnquiryState.choices, required=False, default=EnquiryState.OPEN)


class EnquirySerializer(serializers.Serializer[Any]):
    """Who asks to be seen, and how to reach them; ``answer_first`` because of something they told."""

    id = serializers.UUIDField(source="uuid")
    condition = serializers.CharField()
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    date_of_birth = serializers.DateField()
    guardian_name = serializers.CharField()
    sent_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    state = serializers.ChoiceField(EnquiryState.choices)
    answer_first = serializers.SerializerMethodField()
    patient = serializers.UUIDField(source="patient.uuid", allow_null=True, default=None)
    decline_reason = serializers.CharField()

    def get_answer_first(self, enquiry: Any) -> bool:
        return bool(enquiry.screening.outcome != Outcome.CLEAR)


class EnquiryDetailSerializer(EnquirySerializer):
    """With what they wrote and answered: null for whoever may not read clinical records."""

    message = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()

    def get_message(self, enquiry: Any) -> str | None:
        return enquiry.message if self.context["sees_record"] else None

    @extend_schema_field(AnswerSerializer(many=True, allow_null=True))
    def get_answers(self, enquiry: Any) -> Any:
        if not self.context["sees_record"]:
            return None
        return AnswerSerializer(answers_of(enquiry.screening), many=True).data


class RegisterSerializer(serializers.Serializer[Any]):
    """With a side, an episode is opened too, by whoever may."""

    side = serializers.ChoiceField(Side.choices, required=False, default="")
    onset_on = serializers.DateField(required=False, allow_null=True, default=None)
    confirm_new = serializers.BooleanField(
        required=False, help_text="It is nobody who is registered already."
    )


class DeclineSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=240)
