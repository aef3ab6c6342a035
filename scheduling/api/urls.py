"""The addresses of booking under /api/v1/."""

from django.urls import path

from scheduling.api import appointments as clinic
from scheduling.api import own_appointments as own

urlpatterns = [
    path("me/appointment-kinds/", own.KindsToBookView.as_view(), name="kinds_to_book"),
    path("me/appointments/", own.OwnAppointmentsView.as_view(), name="own_appointments"),
    path("me/appointments/<uuid:uuid>/", own.OwnAppointmentView.as_view(), name="own_appointment"),
    path("me/appointments/<uuid:uuid>/cancel/", own.CancelOwnView.as_view(), name="cancel_own"),
    path("me/appointments/<uuid:uuid>/reschedule/", own.MoveOwnView.as_view(), name="move_own"),
    path("me/appointments/<uuid:uuid>/calendar/", own.OwnCalendarView.as_view(), name="own_calendar"),
    path("me/holds/<uuid:uuid>/", own.HoldView.as_view(), name="hold"),
    path("appointments/", clinic.AppointmentsView.as_view(), name="appointments"),
    path("appointments/<uuid:uuid>/", clinic.AppointmentView.as_view(), name="appointment"),
    path("appointments/<uuid:uuid>/cancel/", clinic.CancelAppointmentView.as_view(), name="cancel"),
    path("appointments/<uuid:uuid>/reschedule/", clinic.MoveAppointmentView.as_view(), name="move"),
    path("appointments/<uuid:uuid>/approve/", clinic.ApproveView.as_view(), name="approve"),
    path("appointments/<uuid:uuid>/decline/", clinic.DeclineView.as_view(), name="decline"),
    path("appointments/<uuid:uuid>/complete/", clinic.CompleteView.as_view(), name="complete"),
    path("appointments/<uuid:uuid>/no-show/", clinic.NoShowView.as_view(), name="no_show"),
]
