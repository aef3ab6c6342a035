"""What GET /me/today/ is measured against. Both sign in exactly as it does."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common import clock
from patients.models import Patient
from programs.models import Exercise, Prescription, Program, SessionLog
from programs.queries.facts import clock_of
from programs.rules.clock import ProgramDay, locate


class NoopView(APIView):
    """Nothing but sign-in and an empty answer: the floor."""

    def get(self, request: Request) -> Response:  # noqa: ARG002
        return Response({})


class LogSerializer(serializers.ModelSerializer[SessionLog]):
    class Meta:
        model = SessionLog
        fields = (
            "uuid",
            "side",
            "state",
            "skip_reason",
            "sets_done",
            "reps",
            "seconds",
            "pain",
            "effort",
            "rir",
        )


class ExerciseSerializer(serializers.ModelSerializer[Exercise]):
    class Meta:
        model = Exercise
        fields = ("uuid", "slug", "name", "cue", "purpose", "instructions", "errors", "cautions", "focus")


class PrescriptionSerializer(serializers.ModelSerializer[Prescription]):
    exercise = ExerciseSerializer()
    logs = serializers.SerializerMethodField()

    class Meta:
        model = Prescription
        fields = (
            "uuid",
            "exercise",
            "is_core",
            "side",
            "sets",
            "reps",
            "time_s",
            "distance_m",
            "duration_min",
            "plan",
            "hold_s",
            "rest_s",
            "tempo",
            "load",
            "effort_max",
            "rir_min",
            "logs",
        )

    def get_logs(self, prescription: Prescription) -> Any:
        return LogSerializer(prescription.logs.filter(on=self.context["on"]), many=True).data


class ProgramSerializer(serializers.ModelSerializer[Program]):
    class Meta:
        model = Program
        fields = ("uuid", "name", "status", "side", "start_on")


class PlainTodayView(APIView):
    """The same day, written the way one writes it first: filters and nested ModelSerializers, no script."""

    def get(self, request: Request) -> Response:
        patient = Patient.objects.get(user=request.user.pk)
        on = clock.today_in(patient.time_zone)
        days = [_day(program, on) for program in Program.objects.filter(patient=patient, status="active")]
        return Response({"date": on, "programs": [day for day in days if day]})


def _day(program: Program, on: Any) -> dict[str, Any] | None:
    place = locate(clock_of(program), on)
    if not isinstance(place, ProgramDay):
        return None
    due = Prescription.objects.filter(
        program=program,
        days__contains=[place.weekday],
        first_week__lte=place.week,
        last_week__gte=place.week,
        effective_from__lte=on,
        effective_to=None,
    ).order_by("-is_core", "position")
    items = PrescriptionSerializer(due, many=True, context={"on": on}).data
    return {**ProgramSerializer(program).data, "week": place.week, "items": items}
