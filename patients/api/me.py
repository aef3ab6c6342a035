"""The signed-in patient's own profile and wishes: /me/ and /me/preferences/."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of
from patients.access import own_patient
from patients.api.serializers import MeSerializer, PreferencesSerializer, ProfileSerializer
from patients.queries.patients import preferences_of
from patients.services.patients import update_own_profile
from patients.services.preferences import update_own_preferences


class MeView(APIView):
    """Profile, time zone, language."""

    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(own_patient(request.user)).data)

    @extend_schema(operation_id="change_me", request=ProfileSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        changes = body_of(request, ProfileSerializer, partial=True)
        return Response(MeSerializer(update_own_profile(by=person(request), changes=changes)).data)


class PreferencesView(APIView):
    """Whether and when the patient is reminded."""

    @extend_schema(operation_id="preferences", responses=PreferencesSerializer)
    def get(self, request: Request) -> Response:
        return Response(PreferencesSerializer(preferences_of(own_patient(request.user))).data)

    @extend_schema(
        operation_id="put_preferences",
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
    )
    def put(self, request: Request) -> Response:
        changes = body_of(request, PreferencesSerializer)
        return Response(
            PreferencesSerializer(update_own_preferences(by=person(request), changes=changes)).data
        )
