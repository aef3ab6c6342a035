"""Every address that leads through a door of the red-flag gate refuses whoever was not screened.

The addresses are found, not listed: every view of a page or of the API from which the code reaches a service
that makes a row behind the gate (the doors of test_doors.py). Each says below how it is used.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from django.db.models import Model
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.models import User
from common import clock
from notifications.models import Message
from notifications.registry import composer_for
from patients.enums import Outcome
from patients.models import Enquiry, Episode, Question
from programs.models import DailyCheck, Program, ProgramTemplate
from scheduling.enums import AppointmentStatus, WaitlistState
from scheduling.models import Appointment, AppointmentKind, Practitioner, WaitlistEntry
from tests.architecture.source import APPS, ROOT, files, parsed
from tests.architecture.test_doors import DOORS
from tests.factories import EpisodeFactory, loaded_pack, physio, screened
from tests.gate import short_list, visited
from tests.scheduling_factories import AppointmentFactory, WaitlistEntryFactory, bookable

SURFACES = {"portal", "desk"}


@dataclass(frozen=True)
class Scene:
    """An episode whose patient was screened, or nobody; and the two who knock."""

    episode: Episode
    staff: User
    is_screened: bool

    @property
    def patient(self) -> User:
        assert self.episode.patient.user
        return self.episode.patient.user

    @property
    def today(self) -> str:
        return clock.today_in(self.episode.patient.time_zone).isoformat()

    @property
    def template(self) -> ProgramTemplate:
        return ProgramTemplate.objects.get(slug="rk-4w-mild", pack__is_current=True)

    @property
    def short_list(self) -> dict[str, bool]:
        """The answers that are sent with it; none is what the unscreened send."""
        return short_list(self.episode.patient) if self.is_screened else {}

    def ask(self, by: User | None, method: str, path: str, body: dict[str, Any]) -> Any:
        client = Client()
        if by:
            client.force_login(by)
        if path.startswith("/api/"):
            return client.generic(method, path, json_of(body), "application/json")
        return client.post(path, body)


def json_of(body: dict[str, Any]) -> bytes:
    return orjson.dumps(body)


def assign_by_api(scene: Scene) -> Any:
    body = {"episode": scene.episode.uuid, "template": scene.template.uuid, "start_on": scene.today}
    return scene.ask(scene.staff, "POST", "/api/v1/programs/", body)


def assign_at_the_desk(scene: Scene) -> Any:
    body = {"do": "assign", "start_on": scene.today, "side": "left", "uuid": uuid4()}
    path = f"/admin/episodes/{scene.episode.uuid}/assign/?template={scene.template.uuid}"
    return scene.ask(scene.staff, "POST", path, body)


def ask_by_api(scene: Scene) -> Any:
    screening = screened(scene.episode.patient, scope="daily").uuid if scene.is_screened else uuid4()
    body = {"text": "May I swim?", "screening": screening}
    return scene.ask(scene.patient, "PUT", f"/api/v1/me/questions/{uuid4()}/", body)


def ask_in_the_portal(scene: Scene) -> Any:
    body = {"uuid": uuid4(), "text": "May I swim?", **({"none": "on"} if scene.is_screened else {})}
    return scene.ask(scene.patient, "POST", "/ask/", body)


def check_by_api(scene: Scene) -> Any:
    body = {"episode": scene.episode.uuid, "on": scene.today, "answers": scene.short_list}
    return scene.ask(scene.patient, "PUT", f"/api/v1/me/daily-checks/{uuid4()}/", body)


def check_in_the_portal(scene: Scene) -> Any:
    body = {"uuid": uuid4(), "on": scene.today, "pain_worst": 3, "swelling": "none"}
    body |= {"none": "on"} if scene.is_screened else {}
    return scene.ask(scene.patient, "POST", "/check/", body)


def enquire_in_public(scene: Scene) -> Any:
    return visiting(scene)[1]


def visiting(scene: Scene) -> tuple[Client, Any]:
    """A visitor of the clinic's page who has sent their details, and what came of it."""
    clinic, client = scene.episode.patient.clinic, Client()
    at = f"/start/{clinic.slug}/"
    client.post(at, {"date_of_birth": date(1990, 5, 1).isoformat()})
    if scene.is_screened:
        kept = client.session[f"start:{clinic.slug}"]
        asked = visited(clinic).answers
        client.post(f"{at}questions/", {"uuid": kept["form"], **dict.fromkeys(asked, "no")})
    details = {"name": "Vera", "email": "vera@example.org", "time_zone": "Europe/Berlin"}
    return client, client.post(f"{at}details/", details)


def time_of(scene: Scene, **kind: Any) -> tuple[Practitioner, AppointmentKind, str]:
    """Somebody who can be booked, for what, and a free time of theirs."""
    practitioner = bookable(scene.episode.patient.clinic, **kind)
    at = clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=2)
    return practitioner, practitioner.kinds.get(), at.isoformat()


def screening_of(scene: Scene) -> UUID:
    """The short list, just answered; one that was never given is what the unscreened have."""
    return screened(scene.episode.patient, scope="daily").uuid if scene.is_screened else uuid4()


def book_by_api(scene: Scene) -> Any:
    practitioner, kind, at = time_of(scene)
    body = {"id": uuid4(), "kind": kind.uuid, "practitioner": practitioner.uuid, "starts_at": at}
    body["screening"] = screening_of(scene)
    return scene.ask(scene.patient, "POST", "/api/v1/me/appointments/", body)


def book_in_the_portal(scene: Scene) -> Any:
    practitioner, kind, at = time_of(scene)
    body = {"id": uuid4(), "at": at, "who": practitioner.uuid, "note": ""}
    body |= {"none": "on"} if scene.is_screened else {}
    return scene.ask(scene.patient, "POST", f"/visits/book/{kind.uuid}/confirm/", body)


def offered_to(scene: Scene) -> WaitlistEntry:
    """A place on the waiting list that has an offer."""
    practitioner, kind, at = time_of(scene)
    visit = AppointmentFactory.create(
        patient=scene.episode.patient,
        practitioner=practitioner,
        kind=kind,
        starts_at=datetime.fromisoformat(at),
        status=AppointmentStatus.OFFERED,
        hold_expires_at=clock.now() + timedelta(hours=2),
        booked_at=None,
        booked_by=None,
    )
    entry: WaitlistEntry = WaitlistEntryFactory.create(
        patient=scene.episode.patient, kind=kind, state=WaitlistState.OFFERED, offered=visit
    )
    return entry


def take_offer_by_api(scene: Scene) -> Any:
    path = f"/api/v1/me/waitlist/{offered_to(scene).uuid}/accept/"
    return scene.ask(scene.patient, "POST", path, {"screening": screening_of(scene)})


def take_offer_in_the_portal(scene: Scene) -> Any:
    body = {"uuid": uuid4(), **({"none": "on"} if scene.is_screened else {})}
    return scene.ask(scene.patient, "POST", f"/visits/waiting/{offered_to(scene).uuid}/", body)


def book_in_public(scene: Scene) -> Any:
    """As a new patient of the clinic, whose address is confirmed by a code."""
    _practitioner, kind, at = time_of(scene, for_new_patients=True)
    client, _sent = visiting(scene)
    client.post(f"/start/{kind.clinic.slug}/code/", {"code": code_of_visitor()})
    return client.post(f"/start/{kind.clinic.slug}/times/{kind.uuid}/confirm/", {"at": at, "who": "anybody"})


def code_of_visitor() -> str:
    """The one in the mail; whoever was not screened gets none."""
    message = Message.objects.filter(kind="address_check").last()
    letter = composer_for(message.kind)(message) if message else None
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter.text) if letter else None
    return found[0] if found else ""


# By the route as the resolver spells it: how it is used, what it makes, and how it refuses the unscreened:
# 409 says so to programs, 400 names the questions that belong to the form, a page comes back with words.
ENTRANCES: dict[str, tuple[Callable[[Scene], Any], type[Model], set[int]]] = {
    "api/v1/programs/": (assign_by_api, Program, {409}),
    "admin/episodes/<uuid:uuid>/assign/": (assign_at_the_desk, Program, {200}),
    "api/v1/me/questions/<uuid:uuid>/": (ask_by_api, Question, {409}),
    "ask/": (ask_in_the_portal, Question, {200, 422}),
    "api/v1/me/daily-checks/<uuid:uuid>/": (check_by_api, DailyCheck, {400}),
    "check/": (check_in_the_portal, DailyCheck, {200, 422}),
    "start/<slug:slug>/details/": (enquire_in_public, Enquiry, {302}),
    "start/<slug:slug>/times/<uuid:kind>/confirm/": (book_in_public, Appointment, {302}),
    "api/v1/me/appointments/": (book_by_api, Appointment, {409}),
    "visits/book/<uuid:kind>/confirm/": (book_in_the_portal, Appointment, {200}),
    "api/v1/me/waitlist/<uuid:uuid>/accept/": (take_offer_by_api, Appointment, {409}),
    "visits/waiting/<uuid:uuid>/": (take_offer_in_the_portal, Appointment, {200}),
}


# Services that put down time and make no visit of a patient who came alone; the database holds them to it.
NOT_AT_A_DOOR = {
    (
        "scheduling.services.staff_booking",
        "book_for_patient",
    ): "the clinic's people see whom they want to see",
    ("scheduling.services.series", "book_series"): "the same",
    ("scheduling.services.booking", "hold_slot"): "a time that is kept is no visit",
    ("scheduling.services.freed", "slot_freed"): "what is offered is no visit until it is taken",
    ("scheduling.services.offering", "offer_freed"): "the same",
}


def test_every_entrance_says_how_it_is_used():
    assert entrances() == ENTRANCES.keys()


def test_every_door_has_an_entrance():
    assert {made for _use, made, _refused in ENTRANCES.values()} == set(DOORS)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ENTRANCES)
def test_an_entrance_makes_nothing_for_whoever_was_not_screened(route):
    use, made, refused = ENTRANCES[route]
    response = use(scene(is_screened=False))

    assert response.status_code in refused
    assert at_the_door(made) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("route", ENTRANCES)
def test_an_entrance_is_open_to_whoever_was_screened(route):
    """Else the refusals above would show nothing."""
    use, made, _refused = ENTRANCES[route]
    use(scene(is_screened=True))

    assert at_the_door(made) == 1


def at_the_door(made: type[Model]) -> int:
    """How many rows have come to their door; a time that is kept or offered has not."""
    return made._default_manager.exclude(**{DOORS[made].at: None}).count()


def scene(*, is_screened: bool) -> Scene:
    loaded_pack()
    episode = EpisodeFactory.create()
    if is_screened:
        assert screened(episode.patient).outcome == Outcome.CLEAR
    return Scene(episode, physio(episode.patient.clinic), is_screened)


def entrances() -> set[str]:
    """Every route whose view reaches a service that makes a row behind the gate."""
    makers = set(door_services())
    return {path for path, view in routes(get_resolver()) if reaches(view.__module__, view.__name__, makers)}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, getattr(pattern.callback, "view_class", inspect.unwrap(pattern.callback))


def door_services() -> Iterator[tuple[str, str]]:
    """Module and name of every service that makes a row of a door, itself or by helpers anywhere."""
    names = {model.__name__ for model in DOORS}
    services = {
        (module_of(path), function.name): function
        for path in files(*APPS)
        if "services" in path.parts
        for function in functions(parsed(path))
    }
    makers = {at for at, function in services.items() if comes_to_a_door(function, names)}
    helped = {at: set(steps(*at)) for at in services.keys() - NOT_AT_A_DOOR.keys()}
    while more := {at for at, helpers in helped.items() if helpers & makers} - makers:
        makers |= more
    yield from (at for at in makers - NOT_AT_A_DOOR.keys() if not at[1].startswith("_"))


def comes_to_a_door(function: ast.AST, names: set[str]) -> bool:
    """Does it make a row of one of these, or ask whether somebody was screened for it?"""
    return creates(function, names) or "answered_for" in used(function)


def creates(function: ast.AST, names: set[str]) -> bool:
    """Does it say ``Model.objects.create`` or ``bulk_create`` of one of these?"""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    made = [ast.unparse(call) for call in calls if isinstance(call, ast.Attribute)]
    return any(f"{name}.objects.{how}" in made for name in names for how in ("create", "bulk_create"))


def reaches(module: str, name: str, makers: set[tuple[str, str]]) -> bool:
    """From a view through the helpers of its own and other modules of the surfaces."""
    waiting, seen = [(module, name)], set[tuple[str, str]]()
    while waiting:
        at = waiting.pop()
        if at in makers:
            return True
        if at not in seen and is_surface(at[0]):
            seen.add(at)
            waiting += steps(*at)
    return False


def steps(module: str, name: str) -> list[tuple[str, str]]:
    """What a function or class uses: of its own module, imported into it, or of an imported module."""
    own, imported = known(module)
    if name not in own:
        return []
    words = used(own[name])
    return [
        *((module, word) for word in words & own.keys()),
        *(imported[word] for word in words & imported.keys()),
        *((".".join(imported[of]), word) for of, word in reached(own[name]) if is_module(imported.get(of))),
    ]


@cache
def known(module: str) -> tuple[Mapping[str, ast.AST], Mapping[str, tuple[str, str]]]:
    """The functions and classes of a module, and what each imported name stands for."""
    tree = parsed(Path(inspect.getsourcefile(import_module(module)) or ""))
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imported = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return own, imported


@cache
def is_module(imported: tuple[str, str] | None) -> bool:
    """Was a module imported by this, and not something out of one?"""
    try:
        return imported is not None and find_spec(".".join(imported)) is not None
    except ModuleNotFoundError:
        return False


def is_surface(module: str) -> bool:
    """Ours, and a page or the API: services and queries are looked at by name only."""
    parts = module.split(".")
    return parts[0] in SURFACES or (parts[0] in APPS and "api" in parts)


def used(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def reached(node: ast.AST) -> set[tuple[str, str]]:
    """What is reached for in a name: ``lifecycle.pause_program``."""
    found = [each for each in ast.walk(node) if isinstance(each, ast.Attribute)]
    return {(each.value.id, each.attr) for each in found if isinstance(each.value, ast.Name)}


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)
