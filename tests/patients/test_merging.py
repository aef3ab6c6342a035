"""Two records of one person become one, and can be taken apart again, exactly."""

import pytest
from django.apps import apps
from django.db import models

from accounts.roles import Role
from common.errors import Conflict, InvalidInput, NotFound
from patients.access import kept_patient, visible_patients
from patients.merge_rows import STAY, split, tables
from patients.models import Episode, Invitation, Merge, Patient, Preferences, Proxy, Stop
from patients.queries.merging import blockers, moving_words
from patients.queries.screening import asked_of
from patients.services.invitations import find_invitation, token_for
from patients.services.merging import merge_patients, undo_merge
from programs.models import Program, SessionLog
from tests.factories import (
    ConsentFactory,
    EpisodeFactory,
    InvitationFactory,
    PatientFactory,
    PreferencesFactory,
    ProxyFactory,
    assigned_program,
    loaded_pack,
    logged,
    physio,
    screened,
)
from tests.permissions.world import build
from tests.scheduling_factories import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return PatientFactory.create(name="Petra Sommer", user=None)


@pytest.fixture
def gone(kept):
    return PatientFactory.create(name="Sommer Petra", clinic=kept.clinic)


@pytest.fixture
def owner(kept):
    return physio(kept.clinic, Role.OWNER)


@pytest.fixture
def merge(kept, gone, owner):
    def do(reason="registered twice"):
        return merge_patients(by=owner, keep=kept.uuid, gone=gone.uuid, reason=reason)

    return do


def belongings() -> dict[str, dict[int, int]]:
    """Whose every row of every table is, and whose sign-in and address."""
    found = {
        table.label: dict(table.model._default_manager.values_list("pk", f"{table.field}_id"))
        for table in tables()
    }
    people = {row.pk: (row.user_id, row.email, row.merged_into_id) for row in Patient.objects.all()}
    return found | {"people": people}


def test_every_model_that_points_at_a_patient_is_known():
    """A new one moves by itself; one that keeps a patient in another way has to be thought of."""
    ours = {table.model for table in tables()} | {Patient, Merge}
    pointing = {
        model
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.get_fields()
        if field.concrete and isinstance(field, models.ForeignKey | models.ManyToManyField)
        if field.related_model is Patient
    }
    assert pointing == ours
    assert {table.label for table in tables()} >= STAY


def test_all_that_hangs_on_a_record_moves_and_comes_back_exactly():
    world = build()
    gone, owner = world.patient, physio(world.patient.clinic, Role.OWNER)
    Stop.objects.filter(patient=gone, lifted_at=None).update(
        lifted_at=models.F("raised_at"), lifted_by=owner, lift_reason="looked at"
    )
    kept = PatientFactory.create(clinic=gone.clinic, user=None)
    before, (moving, staying) = belongings(), split(gone, kept)
    merge = merge_patients(by=owner, keep=kept.uuid, gone=gone.uuid, reason="one person")

    left = {table.label for table in tables() if table.rows(gone).exists()}
    assert left == set(staying) - set(moving)
    assert len(moving) > 10
    undo_merge(by=owner, merge=merge.uuid)
    assert belongings() == before


def test_the_kept_record_has_everything_of_both(kept, gone, merge):
    program = assigned_program(gone)
    log = logged(program, program.start_on)
    merge()
    assert Program.objects.get().patient == kept
    assert SessionLog.objects.get(pk=log.pk).patient == kept
    assert Episode.objects.get().patient == kept


def test_the_one_that_goes_vanishes_and_leads_to_the_kept_one(kept, gone, merge, owner):
    merge()
    assert gone not in visible_patients(owner)
    assert kept_patient(owner, gone.uuid) == kept
    assert kept_patient(physio(), gone.uuid) is None


def test_the_history_says_who_and_why(kept, gone, merge, owner):
    merge("registered twice")
    context = gone.events.latest("pgh_id").pgh_context.metadata
    assert context == {"user": owner.pk, "reason": "records merged: registered twice"}


def test_the_kept_record_takes_over_the_only_sign_in(kept, gone, merge, owner):
    user, address, before = gone.user, gone.email, kept.email
    undo = merge()
    kept.refresh_from_db()
    assert (kept.user, kept.email) == (user, address)
    undo_merge(by=owner, merge=undo.uuid)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.user, kept.email, gone.user, gone.email) == (None, before, user, address)


def test_of_two_sign_ins_the_kept_one_stays(gone, owner):
    kept = PatientFactory.create(clinic=gone.clinic)
    own, other = kept.user, gone.user
    undo = merge_patients(by=owner, keep=kept.uuid, gone=gone.uuid, reason="one person")
    kept.refresh_from_db()
    assert kept.user == own
    assert not Patient.objects.filter(user=other).exists()
    undo_merge(by=owner, merge=undo.uuid)
    assert Patient.objects.get(user=other) == gone


def test_what_there_may_be_only_one_of_stays_behind(kept, gone, merge):
    PreferencesFactory.create(patient=kept)
    stays = [
        PreferencesFactory.create(patient=gone),
        ProxyFactory.create(patient=gone, user=ProxyFactory.create(patient=kept).user),
        ConsentFactory.create(
            patient=gone, text=ConsentFactory.create(patient=kept, given_by=gone.user).text
        ),
        InvitationFactory.create(patient=gone),
    ]
    moves = [ProxyFactory.create(patient=gone), ConsentFactory.create(patient=gone, text__kind="data")]
    moving, staying = moving_words(gone, kept)
    assert (sum(n for _words, n in moving), sum(n for _words, n in staying)) == (2, 4)
    merge()
    for row in stays:
        assert type(row).objects.get(pk=row.pk).patient == gone
    for row in moves:
        assert type(row).objects.get(pk=row.pk).patient == kept


def test_preferences_move_where_the_kept_record_has_none(kept, gone, merge):
    PreferencesFactory.create(patient=gone)
    merge()
    assert Preferences.objects.get().patient == kept


def test_an_access_that_was_ended_is_no_clash(kept, gone, merge):
    ended = ProxyFactory.create(patient=gone)
    ended.revoked_at, ended.revoked_by = ended.granted_at, ended.granted_by
    ended.save()
    ProxyFactory.create(patient=kept, user=ended.user)
    merge()
    assert Proxy.objects.get(pk=ended.pk).patient == kept


def test_nobody_is_reminded_of_a_record_that_is_gone(kept, gone, merge, owner):
    PreferencesFactory.create(patient=kept)
    preferences = PreferencesFactory.create(patient=gone, next_reminder_at=gone.created_at)
    undo = merge()
    preferences.refresh_from_db()
    assert preferences.next_reminder_at is None
    assert Preferences.objects.get(patient=kept).next_reminder_at
    undo_merge(by=owner, merge=undo.uuid)
    preferences.refresh_from_db()
    assert preferences.next_reminder_at


def test_a_way_in_to_a_record_that_is_gone_opens_nothing(kept, gone, owner):
    Patient.objects.filter(pk=gone.pk).update(user=None)
    token = token_for(InvitationFactory.create(patient=gone))
    undo = merge_patients(by=owner, keep=kept.uuid, gone=gone.uuid, reason="one person")
    with pytest.raises(NotFound):
        find_invitation(token)
    undo_merge(by=owner, merge=undo.uuid)
    assert find_invitation(token) == Invitation.objects.get()


def test_what_was_added_since_stays_with_what_it_hangs_on(kept, gone, merge, owner):
    program = assigned_program(gone)
    undo = merge()
    program.refresh_from_db()
    log = logged(program, program.start_on)
    added = EpisodeFactory.create(patient=kept)
    undo_merge(by=owner, merge=undo.uuid)
    assert SessionLog.objects.get(pk=log.pk).patient == gone
    assert Episode.objects.get(pk=added.pk).patient == kept


def test_an_open_warning_sign_is_settled_first(kept, gone, merge):
    loaded_pack()
    screened(gone, asked_of(gone, "runners-knee", "intake")[0].id)
    assert blockers(kept, gone)
    with pytest.raises(Conflict) as refusal:
        merge()
    assert (refusal.value.code, Merge.objects.count()) == ("cannot_merge", 0)


def test_two_visits_at_one_time_are_settled_first(kept, gone, merge):
    visit = AppointmentFactory.create(patient=kept)
    AppointmentFactory.create(patient=gone, starts_at=visit.starts_at)

    with pytest.raises(Conflict) as error:
        merge()
    assert error.value.code == "cannot_merge"
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_one_record_does_not_go_twice_nor_into_itself(kept, gone, merge, owner):
    with pytest.raises(Conflict):
        merge_patients(by=owner, keep=kept.uuid, gone=kept.uuid, reason="one person")
    merge()
    with pytest.raises(NotFound):
        merge()


def test_only_an_owner_of_the_clinic_merges(kept, gone, owner):
    elsewhere = PatientFactory.create()
    for by, keep, goes in (
        (physio(kept.clinic), kept, gone),
        (physio(role=Role.OWNER), kept, gone),
        (owner, kept, elsewhere),
        (owner, elsewhere, gone),
    ):
        with pytest.raises(NotFound):
            merge_patients(by=by, keep=keep.uuid, gone=goes.uuid, reason="one person")


def test_a_reason_is_needed(merge):
    with pytest.raises(InvalidInput):
        merge(" ")


def test_it_is_undone_once_and_by_an_owner(merge, owner, kept):
    undo = merge()
    for by in (physio(kept.clinic), physio(role=Role.OWNER)):
        with pytest.raises(NotFound):
            undo_merge(by=by, merge=undo.uuid)
    undo_merge(by=owner, merge=undo.uuid)
    with pytest.raises(Conflict):
        undo_merge(by=owner, merge=undo.uuid)


def test_merges_are_undone_from_the_last_on(kept, gone, merge, owner):
    first = merge()
    third = PatientFactory.create(clinic=kept.clinic)
    second = merge_patients(by=owner, keep=third.uuid, gone=kept.uuid, reason="one person")
    assert kept_patient(owner, gone.uuid) == third
    with pytest.raises(Conflict):
        undo_merge(by=owner, merge=first.uuid)
    undo_merge(by=owner, merge=second.uuid)
    undo_merge(by=owner, merge=first.uuid)
    assert not Patient.objects.filter(merged_into__isnull=False).exists()


def test_an_address_that_was_given_away_since_is_said(kept, gone, merge, owner):
    undo = merge()
    Patient.objects.filter(pk=kept.pk).update(email="new@example.org")
    PatientFactory.create(clinic=kept.clinic, email=gone.email, user=None)
    Patient.objects.filter(pk=kept.pk).update(user=None)
    with pytest.raises(Conflict):
        undo_merge(by=owner, merge=undo.uuid)
    assert Patient.objects.get(pk=gone.pk).merged_into == kept
