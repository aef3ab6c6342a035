"""Fields that the serializers of several apps share."""

from typing import Any

from rest_framework import serializers


class ChoiceOrNullField(serializers.ChoiceField):
    """A choice that the database keeps as an empty text when there is none: the API says null."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices, **{"allow_null": True, **options})

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) or None
