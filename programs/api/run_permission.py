"""GET /me/run-permission/: can I run today, and why."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from patients.access import own_patient
from programs.api.serializers.run_permission import RunPermissionSerializer, permission_json
from programs.queries.run_permission import may_run


class RunPermissionView(APIView):
    """The answer for the patient's today: each condition met, not met or unknown, and each veto."""

    @extend_schema(operation_id="run_permission", responses=RunPermissionSerializer)
    def get(self, request: Request) -> Response:
        return Response(permission_json(may_run(own_patient(request.user))))
