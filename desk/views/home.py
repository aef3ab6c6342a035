"""The first page: who needs somebody today for those who treat, the patient list for the front desk."""

from django.http.response import HttpResponseBase

from accounts.permissions import Permission
from desk.staff import StaffRequest, is_allowed, needs
from desk.views.patients import patient_list_page
from desk.views.signals import board_page


@needs(Permission.VIEW_PATIENTS)
def home(request: StaffRequest) -> HttpResponseBase:
    if is_allowed(request, Permission.VIEW_CLINICAL):
        return board_page(request)
    return patient_list_page(request)
