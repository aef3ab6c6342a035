"""The daily check: its card on Today, and after it was sent one sentence and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from patients.models import Episode, Patient
from patients.queries.screening_due import screened_episodes
from programs.models import DailyCheck
from programs.queries.check_of_day import check_before, checks_of
from programs.queries.consult import Advice, consult_advice


@dataclass(frozen=True, slots=True)
class CheckCard:
    """On Today: the check that is still to be made, or the one that was."""

    url: str
    is_done: bool
    pain_worst: int | None


def check_card(patient: Patient, on: date) -> CheckCard | None:
    """That of the first open episode without a check on this day; None without an episode."""
    episodes = list(screened_episodes(patient))
    if not episodes:
        return None
    done = checks_of(patient, on)
    episode = next((each for each in episodes if each.pk not in done), episodes[0])
    check = done.get(episode.pk)
    url = f"{reverse('portal:check')}?episode={episode.uuid}"
    return CheckCard(url, check is not None, check.pain_worst if check else None)


@dataclass(frozen=True, slots=True)
class CheckPage:
    """``advice`` are the rows of the consult table that apply: what it is, and why it matters."""

    check: DailyCheck
    sentence: str
    advice: Sequence[Advice]


def check_page(check: DailyCheck, episode: Episode) -> CheckPage:
    sentence = _sentence(check.pain_worst, _worst(check_before(check)))
    return CheckPage(check, sentence, consult_advice(episode, check.on))


def _worst(check: DailyCheck | None) -> int | None:
    return check.pain_worst if check else None


def _sentence(now: int | None, before: int | None) -> str:
    """The one number people look for, beside the one of the time before."""
    if now is None:
        return _("Your physio can see it.")
    if before is None:
        return _("Worst pain {now} of 10. Your physio can see it.").format(now=now)
    if now == before:
        return _("Worst pain {now} of 10, as the time before.").format(now=now)
    return _("Worst pain {now} of 10, {before} the time before.").format(now=now, before=before)
