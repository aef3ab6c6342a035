"""The addresses of signals, thresholds and the quality of programs under /api/v1/."""

from django.urls import path

from programs.api import signals

a_signal = "signals/<uuid:uuid>/"

urlpatterns = [
    path("signals/", signals.SignalsView.as_view(), name="signals"),
    path(a_signal, signals.SignalView.as_view(), name="signal"),
    path(a_signal + "acknowledge/", signals.AcknowledgeView.as_view(), name="acknowledge_signal"),
    path(a_signal + "snooze/", signals.SnoozeView.as_view(), name="snooze_signal"),
    path(a_signal + "assign/", signals.AssignView.as_view(), name="assign_signal"),
    path(a_signal + "settle/", signals.SettleView.as_view(), name="settle_signal"),
    path("patients/<uuid:uuid>/thresholds/", signals.ThresholdsView.as_view(), name="thresholds"),
    path("quality/", signals.QualityView.as_view(), name="quality"),
]
