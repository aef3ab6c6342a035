"""The project's settings, with two endpoints to compare with and without throttling."""

from clinic.settings import *  # noqa: F403
from clinic.settings import REST_FRAMEWORK as PROJECT_REST_FRAMEWORK

ROOT_URLCONF = "benchmarks.urls"
REST_FRAMEWORK = {**PROJECT_REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
LOGGING = {"version": 1, "disable_existing_loggers": True}
