"""The addresses of people and their episodes under /api/v1/."""

from django.urls import path

from patients.api import episodes, me, patients

urlpatterns = [
    path("me/", me.MeView.as_view(), name="me"),
    path("me/preferences/", me.PreferencesView.as_view(), name="preferences"),
    path("patients/", patients.PatientsView.as_view(), name="patients"),
    path("patients/<uuid:uuid>/", patients.PatientView.as_view(), name="patient"),
    path("patients/<uuid:uuid>/invite/", patients.InviteView.as_view(), name="invite"),
    path("episodes/", episodes.EpisodesView.as_view(), name="episodes"),
    path("episodes/<uuid:uuid>/", episodes.EpisodeView.as_view(), name="episode"),
]
