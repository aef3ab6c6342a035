"""The rest after a red session: at least one day without load, until the knee is as it was before.

As it was: the worst pain a daily check told in the three days before the session. Where none did, what is
still mild. Only a check that was given after the session can say that it is over; silence cannot.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from programs.rules.exact import Number
from programs.rules.life import Knee

LOOKBACK_DAYS = 3
REST_DAYS_MIN = 1


def is_rest_over(knees: Iterable[Knee], session_on: date, rest_from: date, today: date, mild: Number) -> bool:
    """Whether load may come again from today on. `mild`: the most pain that counts as quiet."""
    first = max(rest_from, session_on + timedelta(days=1))
    if today < first + timedelta(days=REST_DAYS_MIN):
        return False
    worst = {knee.on: knee.pain_worst for knee in knees if knee.pain_worst is not None}
    since = [on for on in worst if session_on < on <= today]
    return bool(since) and worst[max(since)] <= _before(worst, session_on, mild)


def _before(worst: dict[date, int], session_on: date, mild: Number) -> Number:
    days = (session_on - timedelta(days=back) for back in range(1, LOOKBACK_DAYS + 1))
    return next((worst[on] for on in days if on in worst), mild)
