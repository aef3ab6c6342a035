"""How the API reads and writes assessments, visit notes and files."""

from typing import Any

from rest_framework import serializers

from common.api.fields import ChoiceOrNullField
from patients.enums import AssessmentKind, DocumentState, Side
from patients.models import Assessment
from patients.queries.examination import reading_of


class DocumentFilterSerializer(serializers.Serializer[Any]):
    """Discarded drafts are listed only when asked for."""

    patient = serializers.UUIDField(required=False)
    episode = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(DocumentState.choices, required=False)


class DocumentSerializer(serializers.Serializer[Any]):
    """What assessments and notes share. Save with the ``revision`` you read."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    episode = serializers.UUIDField(source="episode.uuid")
    on = serializers.DateField()
    remote = serializers.BooleanField()
    state = serializers.ChoiceField(DocumentState.choices)
    revision = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    changed_by = serializers.CharField(source="drafted_by.name")
    signed_at = serializers.DateTimeField(allow_null=True)
    signed_by = serializers.CharField(source="signed_by.name", allow_null=True, default=None)
    signed_licence = serializers.CharField()
    supersedes = serializers.UUIDField(source="supersedes.uuid", allow_null=True, default=None)
    correction_reason = serializers.CharField()


class RevisionSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(min_value=1, help_text="The revision you have read.")


class AssessmentInputSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    kind = serializers.ChoiceField(AssessmentKind.choices)
    on = serializers.DateField(required=False, help_text="The patient's today unless it is said.")
    remote = serializers.BooleanField(required=False)


class PartField(serializers.DictField):
    """Values by name; null takes one away."""

    child = serializers.JSONField(allow_null=True)


class AssessmentPatchSerializer(RevisionSerializer):
    """What changed, by part and name: all of it is saved, or nothing."""

    on = serializers.DateField(required=False)
    remote = serializers.BooleanField(required=False)
    answers = PartField(required=False, help_text="By field of the form.")
    tests = PartField(required=False, help_text="By test, then by side: left, right or both.")
    findings = PartField(required=False, help_text='By code: {"side": "left", "note": ""}.')


class AssessmentSerializer(DocumentSerializer):
    """One examination. ``is_corrected``: a newer signed version stands in its place."""

    kind = serializers.ChoiceField(AssessmentKind.choices)
    form = serializers.UUIDField(source="form.uuid")


class AssessmentListSerializer(AssessmentSerializer):
    is_corrected = serializers.BooleanField()


class SuggestionSerializer(serializers.Serializer[Any]):
    """A finding that the answers point to; the clinician decides."""

    code = serializers.CharField(source="finding.code")
    name = serializers.CharField(source="finding.name")
    side = ChoiceOrNullField(Side.choices)
    focus = serializers.ListField(child=serializers.CharField(), source="finding.focus")


class ReadingSerializer(serializers.Serializer[Any]):
    """What follows from the content: for clinicians."""

    missing = serializers.ListField(child=serializers.CharField(), help_text="Needed before signing.")
    suggestions = SuggestionSerializer(many=True)


class ContentSerializer(serializers.Serializer[Any]):
    answers = PartField(required=False)
    tests = PartField(required=False)
    findings = PartField(required=False)


class AssessmentDetailSerializer(AssessmentSerializer):
    """An examination with all that was typed."""

    content = ContentSerializer()
    reading = serializers.SerializerMethodField()

    def get_reading(self, assessment: Assessment) -> ReadingSerializer:
        reading = reading_of(assessment)
        found: Any = {"missing": reading.missing(), "suggestions": reading.suggestions()}
        return ReadingSerializer(found).data  # type: ignore[return-value]


class FormSerializer(serializers.Serializer[Any]):
    """The questions, tests and findings of an examination, as its protocol pack published them."""

    id = serializers.UUIDField(source="uuid")
    condition = serializers.CharField()
    version = serializers.CharField()
    content = serializers.DictField()


class NoteInputSerializer(serializers.Serializer[Any]):
    episode = serializers.UUIDField()
    on = serializers.DateField(required=False, help_text="The patient's today unless it is said.")
    remote = serializers.BooleanField(required=False)


class NoteTextSerializer(serializers.Serializer[Any]):
    subjective = serializers.CharField(max_length=5000, allow_blank=True, trim_whitespace=False)
    objective = serializers.CharField(max_length=5000, allow_blank=True, trim_whitespace=False)
    appraisal = serializers.CharField(
        max_length=5000, allow_blank=True, trim_whitespace=False, help_text="The assessment of the visit."
    )
    plan = serializers.CharField(max_length=5000, allow_blank=True, trim_whitespace=False)


class NotePatchSerializer(RevisionSerializer):
    """The texts that changed."""

    subjective = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    objective = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    appraisal = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    plan = serializers.CharField(max_length=5000, allow_blank=True, required=False)


class NoteSerializer(DocumentSerializer, NoteTextSerializer):
    """One visit in four texts."""


class NoteListSerializer(NoteSerializer):
    is_corrected = serializers.BooleanField()


class AttachmentFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)
    episode = serializers.UUIDField(required=False)


class AttachmentInputSerializer(serializers.Serializer[Any]):
    """A multipart form. JPEG, PNG, WebP, MP4, MOV, WebM or PDF, told by its bytes."""

    patient = serializers.UUIDField()
    episode = serializers.UUIDField(required=False)
    assessment = serializers.UUIDField(required=False)
    note = serializers.UUIDField(required=False)
    file = serializers.FileField(allow_empty_file=True)


class AttachmentSerializer(serializers.Serializer[Any]):
    """A file of the record. The place and the camera are taken out of photos and films."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    episode = serializers.UUIDField(source="episode.uuid", allow_null=True, default=None)
    assessment = serializers.UUIDField(source="assessment.uuid", allow_null=True, default=None)
    note = serializers.UUIDField(source="note.uuid", allow_null=True, default=None)
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    checksum = serializers.CharField(help_text="SHA-256 of the bytes.")
    added_at = serializers.DateTimeField()
    added_by = serializers.CharField(source="added_by.name")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdraw_reason = serializers.CharField()
