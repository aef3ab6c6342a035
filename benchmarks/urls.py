"""The real addresses, and two to compare with: an empty answer, and the day as plain serializers give it."""

from django.urls import path

from benchmarks.views import NoopView, PlainTodayView
from clinic.urls import urlpatterns as project

urlpatterns = [
    *project,
    path("bench/noop/", NoopView.as_view()),
    path("bench/plain/", PlainTodayView.as_view()),
]
