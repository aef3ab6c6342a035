"""How the API speaks of measures: what they ask, who may use them, when they are due."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from patients.enums import Occasion
from patients.models import MeasureVersion
from patients.rules.definition import Definition, ItemType


class OptionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="The answer to send.")
    text = serializers.CharField()


class ShownWhenSerializer(serializers.Serializer[Any]):
    """The question is asked only if another one was answered like this."""

    item = serializers.CharField()
    equals = serializers.JSONField()


class ItemSerializer(serializers.Serializer[Any]):
    """One question. Items of the type ``display`` are words between the questions."""

    id = serializers.CharField()
    heading = serializers.CharField()
    ask = serializers.CharField()
    type = serializers.ChoiceField([kind.value for kind in ItemType])
    min = serializers.DecimalField(max_digits=12, decimal_places=3, allow_null=True, source="low")
    max = serializers.DecimalField(max_digits=12, decimal_places=3, allow_null=True, source="high")
    optional = serializers.BooleanField()
    options = OptionSerializer(many=True)
    shown_when = ShownWhenSerializer(allow_null=True)


class ActivitiesSerializer(serializers.Serializer[Any]):
    """Instead of items: activities that the patient names once and rates every time.

    The answer is ``{"activities": [{"name": "...", "score": 4}, ...]}``.
    """

    ask_name = serializers.CharField()
    ask_score = serializers.CharField()
    min = serializers.DecimalField(max_digits=12, decimal_places=3, source="low")
    max = serializers.DecimalField(max_digits=12, decimal_places=3, source="high")
    at_least = serializers.IntegerField()
    at_most = serializers.IntegerField()


class MeasureFormSerializer(serializers.Serializer[Any]):
    """What is asked. ``anchors`` are the words at the ends of a scale."""

    items = ItemSerializer(many=True)
    activities = ActivitiesSerializer(allow_null=True)
    anchors = serializers.DictField(child=serializers.CharField())


class VersionSerializer(serializers.Serializer[Any]):
    """A published version; it never changes. ``attested_name`` is empty for what came with a pack."""

    id = serializers.UUIDField(source="uuid")
    version = serializers.CharField()
    licence = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    bundled = serializers.BooleanField()
    is_current = serializers.BooleanField()
    published_at = serializers.DateTimeField()
    attested_name = serializers.CharField()
    attested_at = serializers.DateTimeField(allow_null=True)
    attestation = serializers.CharField()


class MeasureSerializer(serializers.Serializer[Any]):
    """A measure of the library with its versions, the newest first. ``own``: the clinic imported it."""

    id = serializers.UUIDField(source="uuid")
    slug = serializers.CharField()
    name = serializers.CharField()
    conditions = serializers.ListField(child=serializers.CharField(), help_text="Empty: for every condition.")
    own = serializers.SerializerMethodField()
    retired_at = serializers.DateTimeField(allow_null=True)
    versions = serializers.SerializerMethodField()

    def get_own(self, measure: Any) -> bool:
        return measure.clinic_id is not None

    @extend_schema_field(VersionSerializer(many=True))
    def get_versions(self, measure: Any) -> Any:
        return VersionSerializer(measure.versions.all(), many=True).data


class MeasureDetailSerializer(MeasureSerializer):
    """The same with what the current version asks."""

    form = serializers.SerializerMethodField()

    @extend_schema_field(MeasureFormSerializer(allow_null=True))
    def get_form(self, measure: Any) -> Any:
        current = next((version for version in measure.versions.all() if version.is_current), None)
        return form_of(current) if current else None


class ImportSerializer(serializers.Serializer[Any]):
    """A questionnaire file as text, and the owner's word that the clinic may use it."""

    file = serializers.CharField(trim_whitespace=False, help_text="The JSON of a Questionnaire, as text.")
    attested_name = serializers.CharField(max_length=120)
    attests = serializers.BooleanField(help_text="True: the clinic has the right to use it.")


class MeasureNameSerializer(serializers.Serializer[Any]):
    """Which version of which measure; ``id`` is the version's."""

    id = serializers.UUIDField(source="uuid")
    slug = serializers.CharField(source="measure.slug")
    name = serializers.CharField(source="measure.name")
    version = serializers.CharField()


class DueSerializer(serializers.Serializer[Any]):
    """A measure that waits for answers. ``activities`` are those rated before: rate the same again."""

    measure = MeasureNameSerializer(source="version")
    episode = serializers.UUIDField(source="episode.uuid")
    occasion = serializers.ChoiceField(Occasion.choices, source="window.moment")
    due_on = serializers.DateField(source="window.due_on")
    until = serializers.DateField(source="window.closes_on", help_text="The last day it is asked.")
    activities = serializers.ListField(child=serializers.CharField(), source="named")
    form = MeasureFormSerializer(source="definition")


class DueListSerializer(serializers.Serializer[Any]):
    due = DueSerializer(many=True)


def form_of(version: MeasureVersion) -> Any:
    """What a version asks."""
    return MeasureFormSerializer(Definition.from_content(version.content)).data
