"""Addresses of the patient's pages."""

from django.urls import path

from portal.views import join, manifest, more, offline, plan, progress, screen, today

app_name = "portal"

urlpatterns = [
    path("", today.today, name="today"),
    path("session/", today.player, name="player"),
    path("plan/", plan.plan, name="plan"),
    path("progress/", progress.progress, name="progress"),
    path("screen/", screen.screen, name="screen"),
    path("screen/<uuid:uuid>/", screen.screened, name="screened"),
    path("more/", more.more, name="more"),
    path("profile/", more.profile, name="profile"),
    path("join/<str:token>/", join.join, name="join"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service_worker"),
]
