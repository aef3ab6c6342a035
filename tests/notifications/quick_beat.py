"""The real Celery app, on queues of its own, with a beat that ticks every second instead of every minute."""

import os

from clinic.celery import app

app.conf.broker_transport_options = {"global_keyprefix": os.environ["BROKER_PREFIX"]}
for entry in app.conf.beat_schedule.values():
    entry["schedule"] = 1.0

__all__ = ["app"]
