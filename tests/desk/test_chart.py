"""The chart: what it shows of an episode, and that a long history costs no more than a short one."""

from datetime import timedelta

from django.urls import reverse

from patients.models import Question
from patients.queries.timeline import Kind
from programs.services.education import mark_read
from programs.services.lifecycle import hold_week, pause_program
from tests import factories as f
from tests.desk.record import checked, examined, filled_in, measured, noted, warned
from tests.desk.test_query_counts import count
from tests.loop_factories import decided


def page_of(patient, **query):
    return reverse("admin:patient", args=[patient.uuid], query=query)


def chart(client, patient, **query):
    response = client.get(page_of(patient, **query))
    assert response.status_code == 200
    return response


def lane(response, name):
    return next(lane for lane in response.context["lanes"] if lane.name.startswith(name))


def kinds(response):
    return {event.kind for event in response.context["page_obj"]}


def test_pain_is_drawn_and_its_numbers_stand_behind(physio, program, today):
    f.logged(program, today, pain=4)
    pain = lane(chart(physio, program.patient), "Pain")
    assert pain.svg.count("plot__dot plot__pain") == 1
    assert [row[1:] for row in pain.rows] == [("4", "session")]


def test_a_daily_check_has_the_word_on_its_day(physio, program, today):
    f.logged(program, today, pain=2)
    checked(program, today, pain_worst=5)
    assert [row[1:] for row in lane(chart(physio, program.patient), "Pain").rows] == [("5", "daily check")]


def test_all_lanes_share_their_days(physio, program, today):
    f.logged(program, today, pain=2)
    measured(program.episode, "knee-to-wall", {"left": 8, "right": 10}, today, unit="cm")
    ticks = {
        tuple(part.split("<")[0] for part in one.svg.split('text-anchor="middle">')[1:] if "2026" not in part)
        for one in chart(physio, program.patient).context["lanes"]
        if one.name in ("Pain", "Knee-to-wall ankle test")
    }
    assert len(ticks) == 1


def test_a_repeated_week_and_a_pause_are_bands(physio, physio_user, program):
    hold_week(by=physio_user, program=program.uuid, reason="sore")
    pause_program(by=physio_user, program=program.uuid, reason="flu")
    weeks = lane(chart(physio, program.patient), "Program weeks")
    assert {row[1] for row in weeks.rows} >= {"1", "paused"}
    assert "plot__pause" in weeks.svg


def test_two_sides_are_two_lines_of_different_form(physio, program, today):
    for days, left in ((9, 7), (0, 9)):
        on = today - timedelta(days=days)
        measured(program.episode, "knee-to-wall", {"left": left, "right": 10}, on, unit="cm")
    numbers = lane(chart(physio, program.patient), "Knee-to-wall")
    assert numbers.now.startswith("left 9 cm (7 on ")
    assert [numbers.svg.count(f'class="plot__dot plot__{side}"') for side in ("left", "right")] == [2, 2]
    assert numbers.svg.count("<circle") == 2


def test_a_measure_says_whether_its_change_matters(physio, program, today):
    filled_in(program.episode, "my-activities-0-10", today - timedelta(days=9), [3, 3, 3])
    filled_in(program.episode, "my-activities-0-10", today, [6, 6, 6])
    shown = lane(chart(physio, program.patient), "My own activities")
    assert shown.now == "3 to 6, an important change for the better"
    assert "plot__band" in shown.svg


def test_weight_is_not_shown_unless_the_patient_wants_it(physio, program, today):
    measured(program.episode, "weight", {"": 70}, today, unit="kg")
    assert "Weight" not in {lane.name for lane in chart(physio, program.patient).context["lanes"]}


def test_an_open_stop_is_the_first_thing_on_the_page(physio, program):
    warned(program.patient)
    text = chart(physio, program.patient).content.decode()
    assert text.index('id="stop"') < text.index('id="programs"')


def test_the_timeline_tells_everything_the_latest_first(physio, physio_user, program, today):
    everything(program, physio_user, today)
    events = list(chart(physio, program.patient).context["page_obj"])
    assert {event.kind for event in events} >= set(Kind) - {Kind.STOP, Kind.LIFTED, Kind.FILE, Kind.VISIT}
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)


def test_what_a_patient_wrote_stands_in_the_session(physio, program, today):
    f.logged(program, today, note="felt it in the stairs")
    [session] = [
        event for event in chart(physio, program.patient).context["page_obj"] if event.kind == Kind.SESSION
    ]
    assert [note.text for note in session.what.notes] == ["felt it in the stairs"]


def test_the_timeline_shows_one_subject(physio, physio_user, program, today):
    everything(program, physio_user, today)
    assert kinds(chart(physio, program.patient, show="measures")) == {Kind.MEASURE}


def test_an_unknown_subject_shows_all(physio, program):
    assert kinds(chart(physio, program.patient, show="gossip")) == kinds(chart(physio, program.patient))


def test_each_episode_has_a_chart_of_its_own(physio, physio_user, program):
    other = f.EpisodeFactory.create(patient=program.patient, opened_by=physio_user, side="right")
    shown = chart(physio, program.patient, episode=program.episode.uuid)
    assert shown.context["course"].standings[0].program == program
    assert chart(physio, program.patient, episode=other.uuid).context["course"].standings == []


def test_an_episode_of_somebody_else_is_not_found(physio, program):
    other = f.EpisodeFactory.create()
    assert physio.get(page_of(program.patient, episode=other.uuid)).status_code == 404


def test_the_front_desk_sees_nothing_clinical(front_desk, program, today):
    f.logged(program, today, pain=7)
    text = front_desk.get(page_of(program.patient)).content.decode()
    assert [word for word in ("Timeline", "plot", "pain") if word in text.split('id="desk"')[1]] == []


def test_what_is_read_shows(physio, program):
    mark_read(by=program.patient.user, patient=program.patient, topic="what-it-is")
    reading = chart(physio, program.patient).context["reading"]
    assert reading.read == 1
    assert "What runner's knee is" not in reading.unread


def test_half_a_year_costs_as_many_queries_as_a_week(physio, physio_user, clinic, today):
    short, long = (
        f.assigned_program(
            f.PatientFactory.create(clinic=clinic), by=physio_user, start_on=today - timedelta(days=days)
        )
        for days in (7, 182)
    )
    everything(short, physio_user, today)
    for month in range(6):
        everything(long, physio_user, today - timedelta(days=30 * month))
    long_page, short_page = (page_of(one.patient, episode=one.episode.uuid) for one in (long, short))
    assert count(physio, long_page) == count(physio, short_page) <= 45


def everything(program, by, on):
    """One of each kind on a day."""
    patient, episode = program.patient, program.episode
    f.logged(program, on, pain=3)
    checked(program, on, pain_worst=4)
    measured(episode, "knee-to-wall", {"left": 8, "right": 10}, on, unit="cm")
    filled_in(episode, "my-activities-0-10", on, [4, 5, 6])
    examined(episode, by, on)
    noted(episode, by, on)
    Question.objects.create(
        patient=patient,
        screening=f.screened(patient, by=patient.user),
        text="May I swim?",
        asked_by=patient.user,
        due_at=program.assigned_at + timedelta(days=2),
    )
    mark_read(by=patient.user, patient=patient, topic="what-it-is")
    decided(program, scope="checkin", key=f"day:{on}", on=on, verdict="ADJUST", waits=False)
