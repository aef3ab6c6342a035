"""The addresses of the red-flag gate under /api/v1/: screenings, stops, daily checks."""

from django.urls import path

from programs.api import daily_checks, screenings, stops

a_stop = "stops/<uuid:uuid>/"

urlpatterns = [
    path("me/screening/", screenings.OwnQuestionsAskedView.as_view(), name="screening_questions"),
    path("me/screenings/<uuid:uuid>/", screenings.OwnScreeningView.as_view(), name="own_screening"),
    path("me/daily-checks/", daily_checks.DailyChecksView.as_view(), name="daily_checks"),
    path("me/daily-checks/<uuid:uuid>/", daily_checks.DailyCheckView.as_view(), name="daily_check"),
    path("screenings/", screenings.ScreeningsView.as_view(), name="screenings"),
    path("patients/<uuid:uuid>/screening/", screenings.QuestionsAskedView.as_view(), name="questions_asked"),
    path("screenings/<uuid:uuid>/", screenings.ScreeningView.as_view(), name="screening"),
    path("stops/", stops.StopsView.as_view(), name="stops"),
    path(a_stop, stops.StopView.as_view(), name="stop"),
    path(a_stop + "contact/", stops.ContactView.as_view(), name="note_contact"),
    path(a_stop + "lift/", stops.LiftView.as_view(), name="lift_stop"),
]
