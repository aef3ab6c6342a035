"""The addresses of programs under /api/v1/."""

from django.urls import path

from programs.api import session_logs, today

urlpatterns = [
    path("me/today/", today.TodayView.as_view(), name="today"),
    path("me/session-logs/", session_logs.SessionLogsView.as_view(), name="session_logs"),
    path("me/session-logs/<uuid:uuid>/", session_logs.SessionLogView.as_view(), name="session_log"),
]
