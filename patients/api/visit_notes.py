"""Visit notes: /visit-notes/. Saved, signed and corrected like an examination."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from patients.access import get_note
from patients.api.document_serializers import (
    DocumentFilterSerializer,
    NoteInputSerializer,
    NoteListSerializer,
    NotePatchSerializer,
    NoteSerializer,
    RevisionSerializer,
)
from patients.queries.documents import note_list
from patients.services.visit_notes import correct_note, discard_note, save_note, sign_note, start_note


class NotesView(ListView):
    """The clinic's visit notes, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="list_visit_notes",
        parameters=[DocumentFilterSerializer],
        responses=NoteListSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, DocumentFilterSerializer)
        return self.page(note_list(request.user, **asked), NoteListSerializer)

    @extend_schema(
        operation_id="start_visit_note", request=NoteInputSerializer, responses={201: NoteSerializer}
    )
    def post(self, request: Request) -> Response:
        draft = start_note(by=person(request), **body_of(request, NoteInputSerializer))
        return Response(NoteSerializer(draft).data, status=201)


class NoteView(APIView):
    """One visit note."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="visit_note", responses=NoteSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(NoteSerializer(get_note(request.user, uuid)).data)

    @extend_schema(operation_id="save_visit_note", request=NotePatchSerializer, responses=NoteSerializer)
    def patch(self, request: Request, uuid: UUID) -> Response:
        texts = body_of(request, NotePatchSerializer)
        revision = texts.pop("revision")
        saved = save_note(by=person(request), note=uuid, revision=revision, texts=texts)
        return Response(NoteSerializer(saved).data)


class SignNoteView(APIView):
    """Locks a note for ever, under the licence of whoever signs."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="sign_visit_note", request=RevisionSerializer, responses=NoteSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        signed = sign_note(by=person(request), note=uuid, **body_of(request, RevisionSerializer))
        return Response(NoteSerializer(signed).data)


class CorrectNoteView(APIView):
    """Begins a new version of a signed note; the signed one stays readable."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="correct_visit_note", request=ReasonSerializer, responses={201: NoteSerializer}
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        draft = correct_note(by=person(request), note=uuid, **body_of(request, ReasonSerializer))
        return Response(NoteSerializer(draft).data, status=201)


class DiscardNoteView(APIView):
    """Puts a draft away."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="discard_visit_note", request=None, responses=NoteSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        return Response(NoteSerializer(discard_note(by=person(request), note=uuid)).data)
