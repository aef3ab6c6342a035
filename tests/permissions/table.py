"""The permission matrix: every address of the service, and who may do what there.

A line says: the route as the URL resolver spells it; which row of the patient's fills it (``of``, and what
else it needs by name); and for each method who is let in, with a body where the method needs one:

    route("api/v1/programs/<uuid:uuid>/pause/", of="program", POST=(CLINICIANS, {"reason": "flu"}))

Everybody who is not named is refused: 401, 403, 404 or sent to sign in, nothing changes, nothing leaks.
What the patient may do, a carer who may act may do too, and one who may look may read; ``themselves`` is for
what only the patient does. Methods that are not named change nothing for anybody. ``OPEN`` addresses are for
everybody, and leak nothing.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.gate import short_list
from tests.patients.measures import file_of, questionnaire
from tests.permissions.world import (
    CARER_ACT,
    CARER_VIEW,
    CARERS,
    FRONT_DESK,
    OTHER_PATIENT,
    OTHER_PHYSIO,
    OWNER,
    PATIENT,
    PHYSIO,
    Role,
    World,
)

OPEN: Set[Role] = frozenset(Role)
PATIENTS = frozenset({PATIENT, OTHER_PATIENT})
CLINICIANS = frozenset({PHYSIO, OWNER})
CLINIC = CLINICIANS | {FRONT_DESK}
# Where an address shows a clinic its own rows, the other clinic's physio sees theirs.
ANY_CLINICIAN = CLINICIANS | {OTHER_PHYSIO}
ANY_CLINIC = CLINIC | {OTHER_PHYSIO}

# Nobody else of the clinic, not the owner either, and no carer who may only look.
THE_TWO = frozenset({PATIENT, CARER_ACT, PHYSIO})

Body = Mapping[str, Any] | Callable[[World], Mapping[str, Any]]


@dataclass(frozen=True)
class Rule:
    """Who is let in, with which body; ``also_refused`` are statuses that refuse besides 401, 403, 404.

    ``leads_to`` is where those let in are sent, where that is a door to which others are sent away.
    """

    who: Set[Role]
    body: Body = field(default_factory=dict)
    also_refused: frozenset[int] = frozenset()
    themselves: bool = False
    leads_to: str = ""

    def body_in(self, world: World) -> dict[str, Any]:
        return dict(self.body(world) if callable(self.body) else self.body)


@dataclass(frozen=True)
class Route:
    """One address. ``fill`` are the values in its path, as names of the world's rows or as they stand."""

    path: str
    fill: Mapping[str, str]
    rules: Mapping[str, Rule]

    def address(self, world: World) -> str:
        """The address of the patient's row."""
        if "at" in self.fill:
            return f"/{self.fill['at']}"
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: self._value(world, found[1]), self.path)

    def _value(self, world: World, name: str) -> str:
        said = self.fill["of"] if name == "uuid" else self.fill[name]
        row = getattr(world, said, None)
        return str(row.uuid) if row else said


IN_THE_ROOM = Rule(THE_TWO, themselves=True)


def route(path: str, **said: Any) -> Route:
    rules = {name: _with_carers(name, _rule(value)) for name, value in said.items() if name.isupper()}
    return Route(path, {name: value for name, value in said.items() if not name.isupper()}, rules)


def _rule(said: Any) -> Rule:
    return said if isinstance(said, Rule) else Rule(*said) if isinstance(said, tuple) else Rule(said)


def _with_carers(method: str, rule: Rule) -> Rule:
    if PATIENT not in rule.who or rule.themselves or rule.who is OPEN:
        return rule
    return replace(rule, who=rule.who | (CARERS if method == "GET" else {CARER_ACT}))


def _ticket(_world: World) -> dict[str, Any]:
    return {"ticket": str(uuid4())}


def _said(world: World) -> dict[str, Any]:
    return {**_ticket(world), "state": {}}


def _log(world: World) -> dict[str, Any]:
    return {
        "prescription": str(world.prescription.uuid),
        "side": world.log.side,
        "on": timezone.localdate().isoformat(),
        "state": "done",
    }


def _episode(world: World) -> dict[str, Any]:
    return {"patient": str(world.patient.uuid), "condition": "runners-knee", "side": "left"}


def _assignment(world: World) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "episode": str(world.episode.uuid),
        "template": str(world.template.uuid),
        "start_on": timezone.localdate().isoformat(),
    }


def _draft(world: World) -> dict[str, Any]:
    return {"episode": str(world.episode.uuid), "kind": "follow_up"}


def _check(world: World) -> dict[str, Any]:
    return {
        "episode": str(world.episode.uuid),
        "on": timezone.localdate().isoformat(),
        "answers": short_list(world.patient),
    }


def _answers(world: World) -> dict[str, Any]:
    return {"condition": "runners-knee", "scope": "daily", "answers": short_list(world.patient)}


def _desk_answers(world: World) -> dict[str, Any]:
    return {"uuid": str(uuid4()), **dict.fromkeys(short_list(world.patient), "no")}


def _answers_of_patient(world: World) -> dict[str, Any]:
    return {"patient": str(world.patient.uuid), **_answers(world)}


def _run(world: World) -> dict[str, Any]:
    return {"episode": str(world.episode.uuid), "on": world.run.on.isoformat(), "distance_km": 4.5}


def _ticked(world: World) -> dict[str, Any]:
    return {"decision": str(world.decision.uuid)}


def _question(world: World) -> dict[str, Any]:
    return {"text": world.question.text, "screening": str(world.question.screening.uuid)}


def _responses(world: World) -> dict[str, Any]:
    given = world.response
    return {
        "episode": str(given.episode.uuid),
        "measure": str(given.version.uuid),
        "on": given.on.isoformat(),
        "answers": given.answers,
    }


def _number(world: World) -> dict[str, Any]:
    on = timezone.localdate().isoformat()
    return {"patient": str(world.patient.uuid), "code": "push-ups", "value": 14, "on": on}


def _file(world: World) -> dict[str, Any]:
    url = "https://clinic.example/q/other-ease"
    file = file_of(questionnaire(url=url, name="other-ease")).decode()
    return {"file": file, "attested_name": "Olga Owner", "attests": True}


def _text(world: World) -> dict[str, Any]:
    return {"text": str(world.consent.text.uuid)}


def _snooze(world: World) -> dict[str, Any]:
    until = timezone.now() + timedelta(days=1)
    return {"until": until.isoformat(), "reason": "as agreed"}


def _own_pages(world: World) -> dict[str, Any]:
    return {"whose": str(world.patient.uuid)}


def _slot(world: World, days: int = 2) -> dict[str, Any]:
    """A time that is free, as a patient names it."""
    at = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    who, kind = str(world.practitioner.uuid), str(world.kind.uuid)
    return {"kind": kind, "practitioner": who, "starts_at": at.isoformat()}


def _booking(world: World) -> dict[str, Any]:
    return {"id": str(uuid4()), "screening": str(world.screening.uuid), **_slot(world)}


def _staff_booking(world: World) -> dict[str, Any]:
    return {"id": str(uuid4()), "patient": str(world.patient.uuid), **_slot(world)}


def _another_time(world: World) -> dict[str, Any]:
    return {"starts_at": _slot(world, days=3)["starts_at"]}


def _dropped(world: World) -> dict[str, Any]:
    return {"to": _slot(world, days=3)["starts_at"]}


def _moved(world: World) -> dict[str, Any]:
    """The form of the desk: a day and a time on the practitioner's clock."""
    on = (timezone.now() + timedelta(days=3)).date().isoformat()
    return {"on": on, "at": "10:00", "practitioner": str(world.practitioner.uuid), "scope": "this"}


def _tapped(world: World) -> dict[str, Any]:
    return {"at": _slot(world)["starts_at"], "who": str(world.practitioner.uuid)}


def _booked(world: World) -> dict[str, Any]:
    return {"id": str(uuid4()), "none": "on", "note": "", **_tapped(world)}


def _hours(world: World) -> dict[str, Any]:
    """They overlap others: whoever may add some, hears so."""
    who = str(world.practitioner.uuid)
    return {"practitioner": who, "weekday": 0, "valid_from": "2100-01-04", **MORNING}


def _more_hours(world: World) -> dict[str, Any]:
    return {"practitioner": str(world.practitioner.uuid), "on": "2099-01-05", **MORNING}


def _away(world: World) -> dict[str, Any]:
    return {"practitioner": str(world.practitioner.uuid), **AWAY}


def _new_practitioner(world: World) -> dict[str, Any]:
    return {"member": str(world.member.uuid)}


CARER = {"name": "Paolo", "email": "paolo@example.org", "relation": "partner", "scope": "view"}
WHY = {"reason": "as agreed"}
SIX_WEEKS = f"from={timezone.localdate()}&until={timezone.localdate() + timedelta(days=42)}"
MORNING = {"start": "09:00", "end": "12:00"}
DAYS_OFF = {"from_on": "2099-01-05", "until_on": "2099-01-06"}
PLACE = {"name": "Main street", "time_zone": "Europe/Berlin"}
CHRISTMAS = {"on": "2026-12-25", "works": True}
AWAY = {"starts_at": "2099-01-05T00:00:00Z", "ends_at": "2099-01-06T00:00:00Z"}
HOLD = WHY | {"verdict": "HOLD"}
READ = {"revision": 2}
THRESHOLD = {"kind": "silent", "value": 8, "reason": "as agreed"}
HOW_SINCE = {"answer": "well"}
SETTLED = {"settled": "within_1h"}
OUTSIDE = {"url": "webcal://calendar.example.org/busy.ics"}
BEGIN = {"phase": "walk_jog", "reason": "as agreed"}
PREFERENCES = {"reminders": True, "remind_at": "09:00", "quiet_from": "22:00", "quiet_to": "06:00"}
DOSE = {"changes": {"sets": 4}}
HARDER = {"direction": "harder"}

MINE = (
    route("api/v1/me/", GET=PATIENTS, PATCH=Rule(PATIENTS, {"phone": "+49 30 901820"}, themselves=True)),
    route("api/v1/me/preferences/", GET=PATIENTS, PUT=(PATIENTS, PREFERENCES)),
    route("api/v1/me/today/", GET=PATIENTS),
    route("api/v1/me/aftercare/", GET=PATIENTS),
    route("api/v1/me/aftercare/<uuid:uuid>/", of="aftercare", GET={PATIENT}, PUT=({PATIENT}, HOW_SINCE)),
    route("api/v1/me/session-logs/", GET=PATIENTS),
    # Another patient hears 400: the prescription is none of theirs.
    route(
        "api/v1/me/session-logs/<uuid:uuid>/",
        of="log",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _log, also_refused=frozenset({400})),
    ),
    route("api/v1/me/programs/", GET=PATIENTS),
    route("api/v1/me/programs/<uuid:uuid>/", of="program", GET={PATIENT}),
    route("api/v1/me/progress/", GET=PATIENTS),
    route("api/v1/me/education/", GET=PATIENTS),
    route("api/v1/me/education/<slug:slug>/read/", slug="what-it-is", PUT=PATIENTS),
    route("api/v1/me/people/", GET=PATIENTS),
    route("api/v1/me/consents/", GET=PATIENTS, POST=Rule(PATIENTS, _text, themselves=True)),
    route("api/v1/me/consents/<uuid:uuid>/withdraw/", of="consent", POST=Rule({PATIENT}, themselves=True)),
)

PEOPLE = (
    route("api/v1/patients/", GET=ANY_CLINIC, POST=(ANY_CLINIC, {"name": "New"})),
    route(
        "api/v1/patients/<uuid:uuid>/", of="patient", GET=CLINIC, PATCH=(CLINIC, {"phone": "+49 30 901820"})
    ),
    route("api/v1/patients/<uuid:uuid>/invite/", of="invited", POST=CLINIC),
    route("api/v1/patients/<uuid:uuid>/proxies/", of="patient", GET=CLINIC, POST=(CLINIC, CARER)),
    route("api/v1/proxies/<uuid:uuid>/revoke/", of="proxy", POST=CLINIC),
    route("api/v1/episodes/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _episode)),
    route("api/v1/episodes/<uuid:uuid>/", of="episode", GET=CLINICIANS),
    route("api/v1/episodes/<uuid:uuid>/close/", of="episode", POST=(CLINICIANS, WHY)),
    route("api/v1/episodes/<uuid:uuid>/reopen/", of="closed", POST=(CLINICIANS, WHY)),
    route("api/v1/signals/", GET=ANY_CLINICIAN),
    route("api/v1/signals/<uuid:uuid>/", of="signal", GET=CLINICIANS),
    route("api/v1/signals/<uuid:uuid>/acknowledge/", of="signal", POST=CLINICIANS),
    route("api/v1/signals/<uuid:uuid>/snooze/", of="signal", POST=(CLINICIANS, _snooze)),
    route("api/v1/signals/<uuid:uuid>/assign/", of="signal", POST=(CLINICIANS, {"to": None})),
    route("api/v1/signals/<uuid:uuid>/settle/", of="signal", POST=(CLINICIANS, WHY)),
    route(
        "api/v1/patients/<uuid:uuid>/thresholds/",
        of="patient",
        GET=CLINICIANS,
        POST=(CLINICIANS, THRESHOLD),
    ),
    route("api/v1/quality/", GET=ANY_CLINICIAN),
)

PROGRAMS = (
    route("api/v1/exercises/", GET=ANY_CLINICIAN),
    route("api/v1/exercises/<uuid:uuid>/", of="exercise", GET=ANY_CLINICIAN),
    route("api/v1/program-templates/", GET=ANY_CLINICIAN),
    route("api/v1/program-templates/<uuid:uuid>/", of="template", GET=ANY_CLINICIAN),
    route("api/v1/programs/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _assignment)),
    route("api/v1/programs/<uuid:uuid>/", of="program", GET=CLINICIANS),
    route("api/v1/episodes/<uuid:uuid>/report/", of="episode", GET=CLINICIANS),
    route("api/v1/programs/<uuid:uuid>/handout/", of="program", GET=CLINICIANS),
    route("api/v1/programs/<uuid:uuid>/pause/", of="program", POST=(CLINICIANS, WHY)),
    route("api/v1/programs/<uuid:uuid>/resume/", of="program", POST=CLINICIANS),
    route("api/v1/programs/<uuid:uuid>/hold-week/", of="program", POST=(CLINICIANS, WHY)),
    route("api/v1/programs/<uuid:uuid>/finish/", of="program", POST=(CLINICIANS, WHY)),
    route("api/v1/programs/<uuid:uuid>/cancel/", of="program", POST=(CLINICIANS, WHY)),
    route("api/v1/prescriptions/", GET=ANY_CLINICIAN),
    route("api/v1/prescriptions/<uuid:uuid>/", of="prescription", GET=CLINICIANS),
    route("api/v1/prescriptions/<uuid:uuid>/change-dose/", of="prescription", POST=(CLINICIANS, DOSE | WHY)),
    route(
        "api/v1/prescriptions/<uuid:uuid>/change-dose/preview/", of="prescription", POST=(CLINICIANS, DOSE)
    ),
    route("api/v1/prescriptions/<uuid:uuid>/swap/", of="prescription", POST=(CLINICIANS, HARDER | WHY)),
    route("api/v1/prescriptions/<uuid:uuid>/swap/preview/", of="prescription", POST=(CLINICIANS, HARDER)),
    route("api/v1/prescriptions/<uuid:uuid>/stop/", of="prescription", POST=(CLINICIANS, WHY)),
)

DOCUMENTS = (
    route("api/v1/assessments/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _draft)),
    route(
        "api/v1/assessments/<uuid:uuid>/",
        of="assessment",
        GET=CLINICIANS,
        PATCH=(CLINICIANS, READ | {"answers": {"worst_pain": 3}}),
    ),
    route("api/v1/assessments/<uuid:uuid>/form/", of="assessment", GET=CLINICIANS),
    route("api/v1/assessments/<uuid:uuid>/sign/", of="assessment", POST=(CLINICIANS, READ)),
    route("api/v1/assessments/<uuid:uuid>/correct/", of="signed", POST=(CLINICIANS, WHY)),
    route("api/v1/assessments/<uuid:uuid>/discard/", of="assessment", POST=CLINICIANS),
    route("api/v1/visit-notes/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _draft)),
    route(
        "api/v1/visit-notes/<uuid:uuid>/",
        of="note",
        GET=CLINICIANS,
        PATCH=(CLINICIANS, READ | {"plan": "Go on."}),
    ),
    route("api/v1/visit-notes/<uuid:uuid>/sign/", of="note", POST=(CLINICIANS, READ)),
    route("api/v1/visit-notes/<uuid:uuid>/correct/", of="note", POST=(CLINICIANS, WHY)),
    route("api/v1/visit-notes/<uuid:uuid>/discard/", of="note", POST=CLINICIANS),
    # JSON is no file: tests/api/test_attachments.py sends real ones, and tries other people's patients.
    route("api/v1/attachments/", GET=ANY_CLINICIAN, POST=ANY_CLINICIAN),
    route("api/v1/attachments/<uuid:uuid>/", of="attachment", GET=CLINICIANS),
    route("api/v1/attachments/<uuid:uuid>/content/", of="attachment", GET=CLINICIANS),
    route("api/v1/attachments/<uuid:uuid>/withdraw/", of="attachment", POST=(CLINICIANS, WHY)),
)

# Another patient hears 409: the id is somebody else's. Their own episode is none of the patient's: 400.
TAKEN = frozenset({400, 409})
GATE = (
    route("api/v1/me/screening/", GET=PATIENTS),
    route(
        "api/v1/me/screenings/<uuid:uuid>/",
        of="screening",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _answers, also_refused=TAKEN),
    ),
    route("api/v1/me/daily-checks/", GET=PATIENTS),
    route(
        "api/v1/me/daily-checks/<uuid:uuid>/",
        of="check",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _check, also_refused=TAKEN),
    ),
    route("api/v1/me/runs/", GET=PATIENTS),
    route(
        "api/v1/me/runs/<uuid:uuid>/",
        of="run",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _run, also_refused=TAKEN),
    ),
    route("api/v1/me/follow-ups/", GET=PATIENTS),
    route("api/v1/me/follow-ups/<uuid:uuid>/", of="follow_up", GET={PATIENT}, PUT=({PATIENT}, SETTLED)),
    route("api/v1/me/run-permission/", GET=PATIENTS),
    route("api/v1/me/running/", GET=PATIENTS),
    route("api/v1/programs/<uuid:uuid>/run-plan/", of="program", GET=CLINICIANS, POST=(CLINICIANS, BEGIN)),
    route("api/v1/programs/<uuid:uuid>/run-plan/pause/", of="program", POST=(CLINICIANS, WHY)),
    route("api/v1/programs/<uuid:uuid>/run-plan/resume/", of="program", POST=(CLINICIANS, WHY)),
    route(
        "api/v1/programs/<uuid:uuid>/run-plan/level/",
        of="program",
        POST=(CLINICIANS, WHY | {"level": 1}),
    ),
    route("api/v1/programs/<uuid:uuid>/run-plan/goal/", of="program", POST=(CLINICIANS, {"goal": None})),
    route(
        "api/v1/programs/<uuid:uuid>/run-plan/change/",
        of="program",
        POST=(CLINICIANS, {"change": "duration"}),
    ),
    route(
        "api/v1/programs/<uuid:uuid>/run-plan/pain-model/",
        of="program",
        POST=(CLINICIANS, {"model": "60_minutes"}),
    ),
    route("running/", GET=PATIENTS),
    route(
        "admin/programs/<uuid:uuid>/run-plan/<slug:name>/",
        of="program",
        name="begin",
        GET=CLINICIANS,
        POST=(CLINICIANS, BEGIN),
    ),
    route("api/v1/me/questions/", GET=PATIENTS),
    route(
        "api/v1/me/questions/<uuid:uuid>/",
        of="question",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _question, also_refused=TAKEN),
    ),
    route("api/v1/screenings/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _answers_of_patient)),
    route("api/v1/patients/<uuid:uuid>/screening/", of="patient", GET=CLINICIANS),
    route("api/v1/screenings/<uuid:uuid>/", of="screening", GET=CLINICIANS),
    route("api/v1/stops/", GET=ANY_CLINICIAN),
    route("api/v1/stops/<uuid:uuid>/", of="stop", GET=CLINICIANS),
    route("api/v1/stops/<uuid:uuid>/contact/", of="stop", POST=(CLINICIANS, {"note": "Called."})),
    route("api/v1/stops/<uuid:uuid>/lift/", of="stop", POST=(CLINICIANS, WHY | {"resume": True})),
    route("api/v1/decisions/", GET=ANY_CLINICIAN),
    route("api/v1/decisions/<uuid:uuid>/", of="decision", GET=CLINICIANS),
    route("api/v1/decisions/<uuid:uuid>/approve/", of="decision", POST=CLINICIANS),
    route("api/v1/decisions/<uuid:uuid>/edit/", of="decision", POST=(CLINICIANS, HOLD)),
    route("api/v1/decisions/<uuid:uuid>/reject/", of="decision", POST=(CLINICIANS, WHY)),
    route("api/v1/programs/<uuid:uuid>/decide/", of="program", POST=(CLINICIANS, HOLD)),
    route("api/v1/questions/", GET=ANY_CLINICIAN),
    route("api/v1/questions/<uuid:uuid>/", of="question", GET=CLINICIANS),
    route("api/v1/questions/<uuid:uuid>/reply/", of="question", POST=(CLINICIANS, {"reply": "Yes."})),
    route("api/v1/questions/<uuid:uuid>/close/", of="question", POST=CLINICIANS),
    route("api/v1/enquiries/", GET=ANY_CLINIC),
    route("api/v1/enquiries/<uuid:uuid>/", of="enquiry", GET=CLINIC),
    route("api/v1/enquiries/<uuid:uuid>/register/", of="enquiry", POST=CLINIC),
    route("api/v1/enquiries/<uuid:uuid>/decline/", of="enquiry", POST=(CLINIC, WHY)),
)

MEASURES = (
    route("api/v1/measures/", GET=ANY_CLINICIAN),
    route("api/v1/measures/import/", POST=({OWNER}, _file)),
    route("api/v1/measures/<uuid:uuid>/", of="measure", GET=CLINICIANS),
    route("api/v1/measures/<uuid:uuid>/retire/", of="measure", POST={OWNER}),
    route("api/v1/measure-responses/", GET=ANY_CLINICIAN),
    route(
        "api/v1/measure-responses/<uuid:uuid>/", of="response", GET=CLINICIANS, PUT=(CLINICIANS, _responses)
    ),
    route("api/v1/measurements/", GET=ANY_CLINICIAN, POST=(CLINICIANS, _number)),
    route("api/v1/measurements/<uuid:uuid>/void/", of="measurement", POST=(CLINICIANS, WHY)),
    route("api/v1/me/measures/due/", GET=PATIENTS),
    route("api/v1/me/measure-responses/", GET=PATIENTS),
    # Another patient hears 400: the episode is none of theirs.
    route(
        "api/v1/me/measure-responses/<uuid:uuid>/",
        of="response",
        GET={PATIENT},
        PUT=Rule({PATIENT}, _responses, also_refused=frozenset({400})),
    ),
    route("api/v1/me/measurements/", GET=PATIENTS),
    route("measures/<uuid:uuid>/", of="version", GET=PATIENTS, POST=PATIENTS),
    route("progress/answers/<uuid:uuid>/", of="response", GET={PATIENT}),
    route("admin/measures/", GET=ANY_CLINICIAN),
    route("admin/measures/import/", GET={OWNER}, POST={OWNER}),
    route("admin/measures/<uuid:uuid>/", of="measure", GET=CLINICIANS),
    route("admin/measures/<uuid:uuid>/retire/", of="measure", GET={OWNER}, POST={OWNER}),
    route(
        "admin/episodes/<uuid:uuid>/measures/<uuid:version>/",
        of="episode",
        version="version",
        GET=CLINICIANS,
        POST=CLINICIANS,
    ),
    route("admin/patients/<uuid:uuid>/numbers/", of="patient", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/patients/<uuid:uuid>/numbers/file/", of="patient", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/numbers/<uuid:uuid>/void/", of="measurement", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
)

DESK = (
    route("admin/", GET=ANY_CLINIC),
    route("admin/caseload/", GET=ANY_CLINICIAN),
    route("admin/quality/", GET=ANY_CLINICIAN),
    route("admin/board/<uuid:uuid>/seen/", of="patient", POST=Rule(CLINICIANS, leads_to="/admin/")),
    route("admin/board/<uuid:uuid>/snooze/", of="patient", GET=CLINICIANS, POST=CLINICIANS),
    route(
        "admin/board/<uuid:uuid>/assign/",
        of="patient",
        GET=CLINICIANS,
        POST=Rule(CLINICIANS, leads_to="/admin/"),
    ),
    route(
        "admin/signals/<uuid:uuid>/settle/",
        of="signal",
        GET=CLINICIANS,
        POST=Rule(CLINICIANS, WHY, leads_to="/admin/"),
    ),
    route(
        "admin/patients/<uuid:uuid>/thresholds/",
        of="patient",
        GET=CLINICIANS,
        POST=(CLINICIANS, THRESHOLD),
    ),
    route("admin/episodes/<uuid:uuid>/reopen/", of="closed", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/patients/", GET=ANY_CLINIC),
    route("admin/patients/new/", GET=ANY_CLINIC, POST=(ANY_CLINIC, {"name": "New"})),
    route("admin/patients/<uuid:uuid>/", of="patient", GET=CLINIC),
    route("admin/patients/<uuid:uuid>/edit/", of="patient", GET=CLINIC, POST=(CLINIC, {"name": "New"})),
    route("admin/patients/<uuid:uuid>/logs/", of="patient", GET=CLINICIANS),
    route("admin/patients/<uuid:uuid>/invite/", of="invited", POST=(CLINIC, {"by": "print"})),
    route("admin/patients/<uuid:uuid>/invitation/", of="invited", GET=CLINIC),
    route("admin/patients/<uuid:uuid>/episode/", of="patient", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/episodes/<uuid:uuid>/close/", of="episode", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/episodes/<uuid:uuid>/report/", of="episode", GET=CLINICIANS),
    route("admin/programs/<uuid:uuid>/handout/", of="program", GET=CLINICIANS),
    route("admin/episodes/<uuid:uuid>/assign/", of="episode", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/patients/<uuid:uuid>/documents/", of="patient", GET=CLINICIANS),
    route("admin/patients/<uuid:uuid>/files/", of="patient", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/files/<uuid:uuid>/", of="attachment", GET=CLINICIANS),
    route("admin/files/<uuid:uuid>/withdraw/", of="attachment", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/episodes/<uuid:uuid>/assessments/new/", of="episode", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/assessments/<uuid:uuid>/", of="assessment", GET=CLINICIANS, POST=(CLINICIANS, READ)),
    route("admin/assessments/<uuid:uuid>/save/", of="assessment", POST=(CLINICIANS, READ)),
    route("admin/assessments/<uuid:uuid>/sign/", of="assessment", GET=CLINICIANS, POST=(CLINICIANS, READ)),
    route("admin/assessments/<uuid:uuid>/correct/", of="signed", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/assessments/<uuid:uuid>/discard/", of="assessment", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/episodes/<uuid:uuid>/notes/new/", of="episode", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/notes/<uuid:uuid>/", of="note", GET=CLINICIANS, POST=(CLINICIANS, READ)),
    route("admin/notes/<uuid:uuid>/save/", of="note", POST=(CLINICIANS, READ)),
    route("admin/notes/<uuid:uuid>/sign/", of="note", GET=CLINICIANS, POST=(CLINICIANS, READ)),
    route("admin/notes/<uuid:uuid>/correct/", of="note", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/notes/<uuid:uuid>/discard/", of="note", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/programs/<uuid:uuid>/", of="program", GET=CLINICIANS),
    route("admin/calendar/", GET=ANY_CLINIC),
    route("admin/calendar/entries/", at=f"admin/calendar/entries/?{SIX_WEEKS}", GET=ANY_CLINIC),
    route("admin/appointments/", GET=ANY_CLINIC),
    route("admin/appointments/requests/", GET=ANY_CLINIC),
    route("admin/appointments/new/", GET=ANY_CLINIC),
    route("admin/appointments/<uuid:uuid>/", of="appointment", GET=CLINIC),
    route("admin/appointments/<uuid:uuid>/room/", of="visit_now", GET={PHYSIO}),
    route("admin/appointments/<uuid:uuid>/room/beside/", of="visit_now", GET={PHYSIO}),
    route("admin/appointments/<uuid:uuid>/room/note/", of="visit_now", POST={PHYSIO}),
    route("admin/appointments/<uuid:uuid>/move/", of="appointment", GET=CLINIC, POST=(CLINIC, _moved)),
    route("admin/appointments/<uuid:uuid>/shift/", of="appointment", GET=CLINIC, POST=(CLINIC, _dropped)),
    route("admin/appointments/<uuid:uuid>/cancel/", of="appointment", GET=CLINIC, POST=(CLINIC, WHY)),
    route("admin/appointments/<uuid:uuid>/decline/", of="appointment", GET=CLINIC, POST=(CLINIC, WHY)),
    route("admin/appointments/<uuid:uuid>/mark/<slug:name>/", of="appointment", name="no-show", POST=CLINIC),
    route("admin/approvals/", GET=ANY_CLINICIAN),
    route("admin/approvals/approve/", POST=Rule(ANY_CLINICIAN, _ticked)),
    route("admin/decisions/<uuid:uuid>/", of="decision", GET=CLINICIANS),
    route("admin/decisions/<uuid:uuid>/approve/", of="decision", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/decisions/<uuid:uuid>/edit/", of="decision", GET=CLINICIANS, POST=(CLINICIANS, HOLD)),
    route("admin/decisions/<uuid:uuid>/reject/", of="decision", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route("admin/programs/<uuid:uuid>/decide/", of="program", GET=CLINICIANS, POST=(CLINICIANS, HOLD)),
    route(
        "admin/programs/<uuid:uuid>/<slug:name>/",
        of="program",
        name="pause",
        GET=CLINICIANS,
        POST=(CLINICIANS, WHY),
    ),
    route("admin/prescriptions/<uuid:uuid>/dose/", of="prescription", GET=CLINICIANS, POST=CLINICIANS),
    route(
        "admin/prescriptions/<uuid:uuid>/swap/<slug:direction>/",
        of="prescription",
        direction="harder",
        GET=CLINICIANS,
        POST=(CLINICIANS, WHY),
    ),
    route("admin/prescriptions/<uuid:uuid>/stop/", of="prescription", GET=CLINICIANS, POST=(CLINICIANS, WHY)),
    route(
        "admin/episodes/<uuid:uuid>/screen/", of="episode", GET=CLINICIANS, POST=(CLINICIANS, _desk_answers)
    ),
    route("admin/screenings/<uuid:uuid>/", of="screening", GET=CLINICIANS),
    route(
        "admin/stops/<uuid:uuid>/contact/", of="stop", GET=CLINICIANS, POST=(CLINICIANS, {"note": "Called."})
    ),
    route(
        "admin/stops/<uuid:uuid>/lift/", of="stop", GET=CLINICIANS, POST=(CLINICIANS, WHY | {"resume": "yes"})
    ),
    route("admin/enquiries/", GET=ANY_CLINIC),
    route("admin/enquiries/<uuid:uuid>/", of="enquiry", GET=CLINIC, POST=CLINIC),
    route("admin/enquiries/<uuid:uuid>/decline/", of="enquiry", GET=CLINIC, POST=(CLINIC, WHY)),
    route("admin/questions/", GET=ANY_CLINICIAN),
    route(
        "admin/questions/<uuid:uuid>/", of="question", GET=CLINICIANS, POST=(CLINICIANS, {"reply": "Yes."})
    ),
    route("admin/questions/<uuid:uuid>/close/", of="question", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/red-flags/", GET={OWNER}),
    route(
        "admin/red-flags/<slug:condition>/add/",
        condition="runners-knee",
        GET={OWNER},
        POST=({OWNER}, {"ask": "Resting?", "why": "?", "level": "urgent", "ask_at": "intake"}),
    ),
    route(
        "admin/red-flags/<slug:condition>/<slug:code>/raise/",
        condition="runners-knee",
        code="RF-12",
        GET={OWNER},
        POST={OWNER},
    ),
    route("admin/exercises/", GET=ANY_CLINICIAN),
    route("admin/exercises/<uuid:uuid>/", of="exercise", GET=ANY_CLINICIAN),
    route("admin/templates/", GET=ANY_CLINICIAN),
    route("admin/templates/<uuid:uuid>/", of="template", GET=ANY_CLINICIAN),
    route("admin/packs/", GET=ANY_CLINICIAN),
    route("admin/staff/", GET={OWNER}),
    route("admin/staff/new/", GET={OWNER}, POST={OWNER}),
    route("admin/staff/<uuid:uuid>/role/", of="member", GET={OWNER}, POST=({OWNER}, {"role": "owner"})),
    route("admin/staff/<uuid:uuid>/licence/", of="member", GET={OWNER}, POST={OWNER}),
    route("admin/staff/<uuid:uuid>/end/", of="member", GET={OWNER}, POST={OWNER}),
    route("admin/staff/<uuid:uuid>/link/", of="member", POST={OWNER}),
    route("admin/clinic/", GET={OWNER}, POST={OWNER}),
    route("admin/texts/", GET={OWNER}, POST={OWNER}),
    route("admin/patients/import/", GET=ANY_CLINIC, POST=ANY_CLINIC),
    route("admin/patients/import/template/", GET=ANY_CLINIC),
    route("admin/patients/<uuid:uuid>/people/", of="patient", GET=CLINIC, POST=(CLINIC, CARER)),
    route(
        "admin/patients/<uuid:uuid>/people/agreed/<uuid:text>/",
        of="patient",
        text="11111111-1111-4111-8111-111111111111",
        GET=CLINIC,
    ),
    route("admin/access/<uuid:uuid>/end/", of="proxy", POST=CLINIC),
    route("admin/patients/<uuid:uuid>/merge/", of="patient", GET={OWNER}, POST={OWNER}),
    route("admin/merges/<uuid:uuid>/undo/", of="merge", POST={OWNER}),
    route(
        "admin/hours/<uuid:uuid>/calendars/", of="practitioner", GET=CLINICIANS, POST=(CLINICIANS, OUTSIDE)
    ),
    route(
        "admin/hours/<uuid:uuid>/calendars/<uuid:calendar>/remove/",
        of="practitioner",
        calendar="outside_calendar",
        POST=CLINICIANS,
    ),
    # Only who is booked has a calendar of their own: tests/desk/test_calendars.py plays it.
    route("admin/calendar-feed/new/", POST={PHYSIO}),
    route("admin/calendar-feed/<uuid:uuid>/close/", of="desk_feed", POST={PHYSIO}),
    route("admin/login/", GET=OPEN),
    route("admin/logout/", POST=OPEN),
)


def _waiting(world: World) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "kind": str(world.kind.uuid),
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=9)).isoformat(),
    }


def _waiting_patient(world: World) -> dict[str, Any]:
    return {"patient": str(world.patient.uuid), **_waiting(world)}


def _sold(world: World) -> dict[str, Any]:
    return {"patient": str(world.patient.uuid), "name": "Six visits", "visits": 6}


def _screened(world: World) -> dict[str, Any]:
    return {"screening": str(world.screening.uuid)}


ONE_MORE = {"delta": 1, "note": "One more"}
# Whoever waits for a kind already hears so, and is let in all the same.
AHEAD = (
    route("api/v1/me/waitlist/", GET=PATIENTS, POST=(PATIENTS, _waiting)),
    route("api/v1/me/waitlist/<uuid:uuid>/withdraw/", of="waiting", POST={PATIENT}),
    route("api/v1/me/waitlist/<uuid:uuid>/accept/", of="waiting", POST=({PATIENT}, _screened)),
    route("api/v1/me/waitlist/<uuid:uuid>/decline/", of="waiting", POST={PATIENT}),
    route("api/v1/waitlist/", GET=ANY_CLINIC, POST=(CLINIC, _waiting_patient)),
    route("api/v1/waitlist/<uuid:uuid>/withdraw/", of="waiting", POST=CLINIC),
    route("api/v1/me/packages/", GET=PATIENTS),
    route("api/v1/packages/", GET=ANY_CLINIC, POST=(CLINIC, _sold)),
    route("api/v1/packages/<uuid:uuid>/entries/", of="package", GET=CLINIC),
    route("api/v1/packages/<uuid:uuid>/correct/", of="package", POST=(CLINIC, ONE_MORE)),
    route("visits/waiting/", GET=PATIENTS, POST=(PATIENTS, _waiting)),
    route("visits/waiting/<uuid:uuid>/", of="waiting", GET={PATIENT}, POST=({PATIENT}, {"decline": "1"})),
    route("visits/waiting/<uuid:uuid>/leave/", of="waiting", POST={PATIENT}),
    route("admin/waiting-list/", GET=ANY_CLINIC),
    route("admin/waiting-list/<uuid:uuid>/withdraw/", of="waiting", POST=CLINIC),
    route("admin/patients/<uuid:uuid>/waiting-list/", of="patient", GET=CLINIC, POST=(CLINIC, _waiting)),
    route("admin/patients/<uuid:uuid>/packages/", of="patient", GET=CLINIC, POST=(CLINIC, _sold)),
    route("admin/packages/<uuid:uuid>/", of="package", GET=CLINIC, POST=(CLINIC, ONE_MORE)),
)
VISITS = (
    route("api/v1/me/appointment-kinds/", GET=PATIENTS),
    route("api/v1/me/appointments/", GET=PATIENTS, POST=(PATIENTS, _booking)),
    route("api/v1/me/appointments/<uuid:uuid>/", of="appointment", GET={PATIENT}),
    route("api/v1/me/appointments/<uuid:uuid>/cancel/", of="appointment", POST={PATIENT}),
    route(
        "api/v1/me/appointments/<uuid:uuid>/reschedule/", of="appointment", POST=({PATIENT}, _another_time)
    ),
    route("api/v1/me/appointments/<uuid:uuid>/calendar/", of="appointment", GET={PATIENT}),
    # Whoever gives back what they do not keep is told that it is free.
    route("api/v1/me/holds/<uuid:uuid>/", of=str(uuid4()), PUT=(PATIENTS, _slot), DELETE=PATIENTS),
    route("api/v1/rooms/<uuid:uuid>/", of="visit_now", GET=IN_THE_ROOM),
    route("api/v1/rooms/<uuid:uuid>/seat/", of="visit_now", POST=Rule(THE_TWO, _ticket, themselves=True)),
    route("api/v1/rooms/<uuid:uuid>/exchange/", of="visit_now", POST=Rule(THE_TWO, _said, themselves=True)),
    route("api/v1/rooms/<uuid:uuid>/leave/", of="visit_now", POST=Rule(THE_TWO, _ticket, themselves=True)),
    route("api/v1/appointments/", GET=ANY_CLINIC, POST=(CLINIC, _staff_booking)),
    route("api/v1/appointments/<uuid:uuid>/", of="appointment", GET=CLINIC),
    route("api/v1/appointments/<uuid:uuid>/cancel/", of="appointment", POST=CLINIC),
    route("api/v1/appointments/<uuid:uuid>/reschedule/", of="appointment", POST=(CLINIC, _another_time)),
    route("api/v1/appointments/<uuid:uuid>/approve/", of="appointment", POST=CLINIC),
    route("api/v1/appointments/<uuid:uuid>/decline/", of="appointment", POST=(CLINIC, WHY)),
    route("api/v1/appointments/<uuid:uuid>/complete/", of="appointment", POST=CLINIC),
    route("api/v1/appointments/<uuid:uuid>/no-show/", of="appointment", POST=CLINIC),
    route("visits/", GET=PATIENTS),
    route("visits/book/", GET=PATIENTS),
    route("visits/book/<uuid:kind>/", kind="kind", GET=PATIENTS, POST=(PATIENTS, _tapped)),
    route("visits/book/<uuid:kind>/confirm/", kind="kind", GET=PATIENTS, POST=(PATIENTS, _booked)),
    route("visits/<uuid:uuid>/", of="appointment", GET={PATIENT}),
    route("visits/<uuid:uuid>/room/", of="visit_now", GET=IN_THE_ROOM),
    route(
        "visits/<uuid:uuid>/room/<uuid:exercise>/",
        of="visit_now",
        exercise="exercise",
        GET=Rule({PATIENT, CARER_ACT}, themselves=True),
    ),
    route("visits/<uuid:uuid>/move/", of="appointment", GET={PATIENT}, POST={PATIENT}),
    route("visits/<uuid:uuid>/cancel/", of="appointment", GET={PATIENT}, POST={PATIENT}),
    route("visits/<uuid:uuid>/calendar/", of="appointment", GET={PATIENT}),
)

# Practitioners set what is their own: the physio of the world is one, and only the owner sets anybody's.
AVAILABILITY = (
    route("api/v1/me/slots/", GET=PATIENTS),
    route("api/v1/slots/", GET=ANY_CLINIC),
    route("api/v1/availability/", GET=ANY_CLINIC, POST=(CLINICIANS, _hours)),
    route(
        "api/v1/availability/<uuid:uuid>/",
        of="weekly_hours",
        GET=CLINIC,
        PATCH=(CLINICIANS, {"end": "23:00"}),
        DELETE=CLINICIANS,
    ),
    route("api/v1/extra-hours/", GET=ANY_CLINIC, POST=(CLINICIANS, _more_hours)),
    route("api/v1/extra-hours/<uuid:uuid>/", of="extra_hours", DELETE=CLINICIANS),
    route("api/v1/time-off/", GET=ANY_CLINIC, POST=(CLINICIANS, _away)),
    route(
        "api/v1/time-off/<uuid:uuid>/",
        of="time_off",
        GET=CLINIC,
        PUT=(CLINICIANS, AWAY),
        DELETE=CLINICIANS,
    ),
    route("api/v1/locations/", GET=ANY_CLINIC, POST=({OWNER}, {"name": "Main street"})),
    route("api/v1/locations/<uuid:uuid>/", of="location", GET=CLINIC, PATCH=({OWNER}, {"name": "Other"})),
    route("api/v1/appointment-kinds/", GET=ANY_CLINIC, POST=({OWNER}, {"name": "First", "minutes": 45})),
    route("api/v1/appointment-kinds/<uuid:uuid>/", of="kind", GET=CLINIC, PATCH=({OWNER}, {"minutes": 20})),
    route("api/v1/practitioners/", GET=ANY_CLINIC, POST=({OWNER}, _new_practitioner)),
    route(
        "api/v1/practitioners/<uuid:uuid>/",
        of="practitioner",
        GET=CLINIC,
        PATCH=(CLINICIANS, {"daily_limit": 9}),
    ),
    route("api/v1/booking-policy/", GET=ANY_CLINIC, PATCH=({OWNER}, {"horizon_days": 90})),
    # The clinic keeps no holidays, and so works on none: tests/api/test_availability.py plays it.
    route("api/v1/holidays/", GET=ANY_CLINIC, PUT=(frozenset(), CHRISTMAS)),
    route("admin/hours/", GET=ANY_CLINIC),
    route("admin/hours/new/", GET={OWNER}, POST=({OWNER}, _new_practitioner)),
    route("admin/hours/closed/", GET={OWNER}, POST=({OWNER}, DAYS_OFF)),
    route("admin/hours/<uuid:uuid>/", of="practitioner", GET=CLINIC),
    *(
        route(f"admin/hours/<uuid:uuid>/{name}/", of="practitioner", GET=CLINICIANS, POST=(CLINICIANS, body))
        for name, body in (
            ("details", {"time_zone": "Europe/London"}),
            ("add", {"weekdays": "1", "valid_from": "2100-01-04", **MORNING}),
            ("copy", {"from_on": "2100-01-04"}),
            ("extra", {"on": "2099-01-06", **MORNING}),
            ("away", DAYS_OFF),
        )
    ),
    route(
        "admin/weekly-hours/<uuid:uuid>/",
        of="weekly_hours",
        GET=CLINICIANS,
        POST=(CLINICIANS, {"valid_from": "2020-01-01", **MORNING}),
    ),
    route(
        "admin/weekly-hours/<uuid:uuid>/end/",
        of="weekly_hours",
        GET=CLINICIANS,
        POST=(CLINICIANS, {"from_on": "2100-01-04"}),
    ),
    route("admin/extra-hours/<uuid:uuid>/remove/", of="extra_hours", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/time-off/<uuid:uuid>/", of="time_off", GET=CLINICIANS, POST=(CLINICIANS, DAYS_OFF)),
    route("admin/time-off/<uuid:uuid>/remove/", of="time_off", GET=CLINICIANS, POST=CLINICIANS),
    route("admin/booking/", GET={OWNER}),
    route("admin/booking/kinds/new/", GET={OWNER}, POST=({OWNER}, {"name": "First", "minutes": 45})),
    route("admin/booking/kinds/<uuid:uuid>/", of="kind", GET={OWNER}, POST=({OWNER}, {"name": "First"})),
    route("admin/booking/locations/", GET={OWNER}),
    route("admin/booking/locations/new/", GET={OWNER}, POST=({OWNER}, PLACE)),
    route("admin/booking/locations/<uuid:uuid>/", of="location", GET={OWNER}, POST=({OWNER}, PLACE)),
    route("admin/booking/rules/", GET={OWNER}, POST={OWNER}),
    route("admin/booking/holidays/", GET={OWNER}, POST=({OWNER}, {"holiday_country": "DE"})),
    route("admin/booking/holidays/work/", GET={OWNER}, POST=(frozenset(), CHRISTMAS)),
)

PORTAL = (
    route("", GET=PATIENTS),
    route("session/", GET=Rule(PATIENTS | {CARER_ACT}, themselves=True)),
    route("plan/", GET=PATIENTS),
    route("offline/", GET=PATIENTS),
    route("plan/<uuid:uuid>/handout/", of="program", GET={PATIENT}),
    route("learn/", GET=PATIENTS),
    route(
        "learn/<slug:slug>/",
        slug="what-it-is",
        GET=PATIENTS,
        POST=PATIENTS,
    ),
    route("progress/", GET=PATIENTS),
    route("progress/<uuid:uuid>/report/", of="episode", GET={PATIENT}),
    route("ask/", GET=PATIENTS, POST=PATIENTS),
    route("check/", GET=PATIENTS, POST=PATIENTS),
    route("run/", GET=PATIENTS, POST=PATIENTS),
    route("run/<uuid:uuid>/", of="run", GET={PATIENT}),
    route("aftercare/", GET=PATIENTS),
    route("aftercare/<uuid:uuid>/", of="aftercare", POST=Rule({PATIENT}, HOW_SINCE, leads_to="/")),
    route("follow-ups/", GET=PATIENTS),
    route("follow-ups/<uuid:uuid>/", of="follow_up", GET={PATIENT}, POST={PATIENT}),
    route("screen/", GET=PATIENTS, POST=PATIENTS),
    route("screen/<uuid:uuid>/", of="screening", GET={PATIENT}),
    route("more/", GET=PATIENTS),
    route("profile/", GET=PATIENTS, POST=Rule(PATIENTS, themselves=True)),
    route("about/", GET=OPEN),
    # There is nothing to agree to here: it leads on. tests/portal/test_agree.py plays it.
    route(
        "agree/",
        GET=Rule(PATIENTS, leads_to="/"),
        POST=Rule(PATIENTS, leads_to="/", themselves=True),
    ),
    route("agree/<uuid:uuid>/withdraw/", of="consent", POST=Rule({PATIENT}, themselves=True)),
    route("people/", GET=PATIENTS, POST=Rule({PATIENT, CARER_VIEW}, _own_pages, leads_to="/")),
    # The public page of a clinic: tests/portal/test_start.py plays it.
    *(
        route(f"start/<slug:slug>/{step}", slug="made-up", GET=OPEN, POST=OPEN)
        for step in ("", "questions/", "details/", "code/")
    ),
    *(
        route(f"start/<slug:slug>/{step}/", slug="made-up", GET=OPEN)
        for step in ("sent", "urgent-care", "times", "booked")
    ),
    # tests/portal/test_public_booking.py plays the rest.
    route("start/<slug:slug>/times/<uuid:kind>/", slug="made-up", kind="kind", GET=OPEN),
    route("start/<slug:slug>/times/<uuid:kind>/confirm/", slug="made-up", kind="kind", GET=OPEN, POST=OPEN),
    route("start/<slug:slug>/again/", slug="made-up", POST=OPEN),
    route("visits/calendar/", GET=PATIENTS, POST=PATIENTS),
    route("visits/calendar/<uuid:uuid>/close/", of="feed", POST=Rule({PATIENT}, themselves=True)),
    # Whoever holds the address reads the calendar: tests/scheduling/test_feeds.py plays it.
    route("calendar/<str:token>.ics", token="made-up", GET=OPEN),
    # Whoever holds the link is the invited: tests/portal plays it, used up, expired and forged too.
    route("join/<str:token>/", token="made-up", GET=OPEN, POST=OPEN),
    route("manifest.webmanifest", GET=OPEN),
    route("sw.js", GET=OPEN),
)

# The doors themselves. tests/api/test_sign_in.py plays them; here it counts that they leak nothing.
SIGN_IN = (
    *(route(f"_allauth/app/v1/auth/{name}", POST=OPEN) for name in ("code/request", "code/resend", "login")),
    route("_allauth/app/v1/auth/session", GET=OPEN, DELETE=OPEN),
    route("_allauth/app/v1/auth/code/confirm", POST=OPEN),
    route("sign-in/", GET=OPEN, POST=OPEN),
    route("sign-in/code/", GET=OPEN, POST=OPEN),
    route("sign-in/staff/", GET=OPEN, POST=OPEN),
    route("sign-in/closed/", GET=OPEN),
    route("sign-in/again/", GET=OPEN, POST=OPEN),
    route("sign-up/", GET=OPEN, POST=OPEN),
    route("sign-out/", GET=OPEN, POST=OPEN),
    route("password/change/", GET=OPEN, POST=OPEN),
    route("password/set/", GET=OPEN, POST=OPEN),
    route("password/reset/", GET=OPEN, POST=OPEN),
    route("password/reset/sent/", GET=OPEN),
    route("password/reset/done/", GET=OPEN),
    route(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        at="password/reset/zzzz-made-up/",
        GET=OPEN,
        POST=OPEN,
    ),
)

ABOUT = (
    route("api/v1/schema/", GET=OPEN),
    route("api/v1/docs/", GET=OPEN),
    route("api/v1/", at="api/v1/no/such/address/", GET=OPEN),
)

ROUTES = (
    *MINE,
    *GATE,
    *PEOPLE,
    *PROGRAMS,
    *DOCUMENTS,
    *MEASURES,
    *DESK,
    *VISITS,
    *AHEAD,
    *AVAILABILITY,
    *PORTAL,
    *SIGN_IN,
    *ABOUT,
)
