"""How the API reads and writes who stands around a patient, and what they agreed to."""

from typing import Any

from rest_framework import serializers

from patients.enums import ConsentKind, ProxyScope, Relation


class PageOwnerSerializer(serializers.Serializer[Any]):
    """Somebody whose pages the signed-in person may open: with ``?patient=``, unless they are their own."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    is_own = serializers.BooleanField()
    scope = serializers.ChoiceField(ProxyScope.choices)
    is_guardian = serializers.BooleanField()
    ends_on = serializers.DateField(allow_null=True)


class GrantSerializer(serializers.Serializer[Any]):
    """Access for somebody with an address of their own; they are told by mail."""

    name = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    relation = serializers.ChoiceField(Relation.choices)
    scope = serializers.ChoiceField(ProxyScope.choices)
    is_guardian = serializers.BooleanField(
        required=False, help_text="Under 18 one is needed, with scope `act`."
    )
    ends_on = serializers.DateField(allow_null=True, required=False, help_text="The last day.")


class ProxySerializer(serializers.Serializer[Any]):
    """Access to a patient's pages; a guardian's ends by itself on the patient's 18th birthday."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    relation = serializers.ChoiceField(Relation.choices)
    scope = serializers.ChoiceField(ProxyScope.choices)
    is_guardian = serializers.BooleanField()
    granted_at = serializers.DateTimeField()
    ends_on = serializers.DateField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    is_in_force = serializers.BooleanField()


class AgreeSerializer(serializers.Serializer[Any]):
    text = serializers.UUIDField(help_text="The text that was shown, in the version that was shown.")


class ConsentTextSerializer(serializers.Serializer[Any]):
    """A text as it stood when it was shown."""

    id = serializers.UUIDField(source="uuid")
    kind = serializers.ChoiceField(ConsentKind.choices)
    version = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment] # the name of the column


class ConsentSerializer(serializers.Serializer[Any]):
    """That somebody agreed to a text; withdrawn, it stays readable."""

    id = serializers.UUIDField(source="uuid")
    text = ConsentTextSerializer()
    given_at = serializers.DateTimeField()
    given_by = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class ConsentsSerializer(serializers.Serializer[Any]):
    """``to_agree`` comes before anything is written: until then writing answers 403 ``consent_needed``."""

    to_agree = ConsentTextSerializer(many=True)
    consents = ConsentSerializer(many=True)
