"""Topics to read, and that one was read."""

from rest_framework import serializers

from programs.models import TopicRead
from programs.queries.education import Topic


class TopicSerializer(serializers.Serializer[Topic]):
    slug = serializers.SlugField()
    title = serializers.CharField()
    points = serializers.ListField(child=serializers.CharField())
    is_now = serializers.BooleanField(help_text="The present stage of the program names it.")
    read_at = serializers.DateTimeField(allow_null=True)


class TopicListSerializer(serializers.Serializer[dict[str, list[Topic]]]):
    topics = TopicSerializer(many=True)


class ReadSerializer(serializers.Serializer[TopicRead]):
    slug = serializers.SlugField(source="topic")
    read_at = serializers.DateTimeField()
