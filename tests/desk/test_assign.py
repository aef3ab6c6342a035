"""Assigning a program: preview, changes in place, one confirm."""

import uuid

import pytest
from django.urls import reverse

from programs.models import Program, ProgramTemplate
from tests import factories as f
from tests.documents import CONTENT, filled, signed


@pytest.fixture
def episode(patient, physio_user):
    f.loaded_pack()
    return f.ready_episode(patient=patient, opened_by=physio_user)


@pytest.fixture
def template(episode):
    return ProgramTemplate.objects.get(slug="rk-4w-mild")


@pytest.fixture
def item(template):
    """Clamshell in week 1: 2 sets of 12."""
    return template.stages.first().items.first()


@pytest.fixture
def url(episode, template):
    return f"{reverse('admin:episode_assign', args=[episode.uuid])}?template={template.uuid}"


@pytest.fixture
def sent(today):
    return {"do": "assign", "start_on": today, "side": "left", "uuid": uuid.uuid4()}


def test_the_choice_shows_every_template_with_its_minutes(physio, episode):
    text = physio.get(reverse("admin:episode_assign", args=[episode.uuid])).content.decode()
    assert [
        name for name in ("4 weeks, mild", "5 weeks, standard", "6 weeks, gradual") if name not in text
    ] == []
    assert text.count("min a day in the first week") == 3


def test_a_draft_pack_says_so(physio, episode):
    text = physio.get(reverse("admin:episode_assign", args=[episode.uuid])).content.decode()
    assert "draft for physio review" in text
    assert "A named clinician must approve the pack" in text


def test_one_confirm_assigns_the_template(physio, url, sent, patient):
    response = physio.post(url, sent)
    assert response.url == reverse("admin:patient", args=[patient.uuid])
    assert Program.objects.get().uuid == sent["uuid"]


def test_a_double_click_assigns_once(physio, url, sent):
    physio.post(url, sent)
    assert physio.post(url, sent).status_code == 302
    assert Program.objects.count() == 1


def test_a_changed_cell_changes_that_week(physio, url, sent, item):
    physio.post(url, {**sent, f"{item.uuid}:1:sets": "3"})
    prescription = Program.objects.get().prescriptions.get(exercise=item.exercise)
    assert (prescription.sets, prescription.reps) == (3, item.doses["1"]["reps"])


def test_an_exercise_that_is_left_out_is_not_prescribed(physio, url, sent, item):
    physio.post(url, {**sent, f"{item.uuid}:out": "on"})
    assert not Program.objects.get().prescriptions.filter(exercise=item.exercise).exists()


def test_the_preview_assigns_nothing(physio, url, sent):
    assert physio.post(url, {**sent, "do": "preview"}).status_code == 200
    assert not Program.objects.exists()


def test_the_minutes_follow_a_changed_dose(physio, url, sent, item):
    def most(**more):
        return max(
            week.most for week in physio.post(url, {**sent, "do": "preview", **more}).context["minutes"][:1]
        )

    assert most(**{f"{item.uuid}:1:sets": "5"}) > most()


def test_a_dose_out_of_bounds_is_named_and_kept(physio, url, sent, item):
    response = physio.post(url, {**sent, f"{item.uuid}:1:sets": "9"})
    assert response.context["cells"].errors == ["Clamshell, week 1, sets: a whole number from 1 to 5"]
    assert f'name="{item.uuid}:1:sets" value="9"' in response.content.decode()
    assert not Program.objects.exists()


def test_an_error_in_an_exercise_that_is_left_out_does_not_matter(physio, url, sent, item):
    physio.post(url, {**sent, f"{item.uuid}:1:sets": "9", f"{item.uuid}:out": "on"})
    assert Program.objects.count() == 1


def test_a_start_too_far_ahead_is_refused_at_its_field(physio, url, sent, today):
    response = physio.post(url, {**sent, "start_on": today.replace(year=today.year + 1)})
    assert list(response.context["form"].errors) == ["start_on"]


def test_leaving_everything_out_is_refused(physio, url, sent, template):
    items = [item for stage in template.stages.all() for item in stage.items.all()]
    response = physio.post(url, {**sent, **{f"{item.uuid}:out": "on" for item in items}})
    assert response.context["form"].non_field_errors() == ["Keep at least one exercise."]


def test_a_program_that_runs_already_is_a_warning_and_no_ban(physio, program, today):
    url = f"{reverse('admin:episode_assign', args=[program.episode.uuid])}?template={program.template.uuid}"
    assert "is running already" in physio.get(url).content.decode()
    physio.post(url, {"do": "assign", "start_on": today, "side": "left", "uuid": uuid.uuid4()})
    assert Program.objects.count() == 2


@pytest.mark.parametrize("asked", ["nonsense", "7b0f5f0e-6a52-4a35-9d4c-111111111111"])
def test_a_template_that_does_not_exist_is_not_found(physio, episode, asked):
    url = reverse("admin:episode_assign", args=[episode.uuid])
    assert physio.get(url, {"template": asked}).status_code == 404


def test_an_open_episode_leads_to_the_choice(physio, patient):
    f.loaded_pack()
    sent = {"condition": "runners-knee", "side": "left", "goal": "Run again"}
    response = physio.post(reverse("admin:episode_new", args=[patient.uuid]), sent)
    assert response.url == reverse("admin:episode_assign", args=[patient.episodes.get().uuid])


def test_the_side_of_an_episode_is_asked_for(physio, patient):
    f.loaded_pack()
    response = physio.post(reverse("admin:episode_new", args=[patient.uuid]), {"condition": "runners-knee"})
    assert response.context["form"].errors["side"] == ["Choose the side that hurts."]


def test_closing_an_episode_names_the_programs_that_still_run(physio, program):
    url = reverse("admin:episode_close", args=[program.episode.uuid])
    assert "is still running. Finish or cancel it first" in physio.get(url).content.decode()


def test_closing_an_episode_needs_a_reason(physio, episode):
    url = reverse("admin:episode_close", args=[episode.uuid])
    assert physio.post(url, {"reason": " "}).context["form"].errors["reason"] == ["Say why, in a few words."]
    physio.post(url, {"reason": "Recovered"})
    episode.refresh_from_db()
    assert (episode.status, episode.close_reason) == ("closed", "Recovered")


def choice(physio, episode):
    return physio.get(reverse("admin:episode_assign", args=[episode.uuid])).content.decode()


def test_without_an_examination_nothing_is_proposed(physio, episode):
    text = choice(physio, episode)
    assert "No signed assessment yet" in text
    assert ">Proposed<" not in text


def test_the_examination_proposes_templates_with_its_reasons(physio, episode):
    signed(episode)
    text = choice(physio, episode)
    assert text.count(">Proposed<") == 3
    assert "Worst pain in the last week is between 3 and 6." in text
    assert "<strong>Weak hip control</strong>, right" in text


def test_proposed_templates_come_first(physio, episode):
    content = {**CONTENT, "answers": {**CONTENT["answers"], "worst_pain": 7}}
    signed(episode, content=content)
    text = choice(physio, episode)
    assert text.index("6 weeks, gradual") < text.index("4 weeks, mild")


def test_a_draft_proposes_nothing(physio, episode):
    filled(episode)
    assert ">Proposed<" not in choice(physio, episode)


def test_what_comes_first_is_said_and_every_template_stays_open(physio, episode):
    content = {**CONTENT, "answers": {**CONTENT["answers"], "contra_indications": ["pregnancy-or-birth"]}}
    signed(episode, content=content)
    text = choice(physio, episode)
    assert "Nothing is proposed before this is decided" in text
    assert text.count('class="choice__link"') == 3
