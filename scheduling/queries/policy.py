"""By which rules a clinic lets book."""

from datetime import timedelta

from accounts.models import Clinic
from scheduling.models import Policy
from scheduling.rules.slots import Limits


def policy_of(clinic: Clinic) -> Policy:
    """The clinic's own rules; where it has set none, a row of defaults that is not stored."""
    return Policy.objects.filter(clinic=clinic).first() or Policy(clinic=clinic)


def limits_of(policy: Policy, *, staff: bool) -> Limits:
    """The rules as the slots take them. Notice and horizon bind patients, not the clinic itself."""
    step = policy.granularity_minutes * 60
    if staff:
        return Limits(step=step)
    return Limits(timedelta(minutes=policy.notice_minutes), policy.horizon_days, step)
