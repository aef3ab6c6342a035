"""The addresses of running under /api/v1/: runs, the question a day later, may I run today."""

from django.urls import path

from programs.api import follow_ups, run_permission, runs

urlpatterns = [
    path("me/runs/", runs.RunsView.as_view(), name="runs"),
    path("me/runs/<uuid:uuid>/", runs.RunView.as_view(), name="run"),
    path("me/follow-ups/", follow_ups.FollowUpsView.as_view(), name="follow_ups"),
    path("me/follow-ups/<uuid:uuid>/", follow_ups.FollowUpView.as_view(), name="follow_up"),
    path("me/run-permission/", run_permission.RunPermissionView.as_view(), name="run_permission"),
]
