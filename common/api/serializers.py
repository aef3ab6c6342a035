"""Inputs that the APIs of several apps share."""

from typing import Any

from rest_framework import serializers


class ReasonSerializer(serializers.Serializer[Any]):
    """Why, in a few words; it goes into the record."""

    reason = serializers.CharField(max_length=240)
