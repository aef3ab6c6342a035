"""The project package: settings, addresses, the Celery app. It has no models and no rules."""

from clinic.celery import app as celery_app

__all__ = ["celery_app"]
