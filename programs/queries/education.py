"""What a patient is given to read: the topics of their pack that the program has come to, and what was read.

A topic says itself when it is shown (at the start, with a stage, while running, at the end), and a stage may
name more. What was shown once stays; what the present stage names comes first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from common import clock
from patients.models import Patient
from programs.enums import ProgramStatus
from programs.models import Prescription, Program, ProgramStage, ProtocolPack, TopicRead
from programs.queries.course import Course
from programs.queries.facts import week_reached

INTAKE, RUN, END = "intake", "run", "end"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A topic as the pack has it; ``show_at`` are its moments."""

    slug: str
    title: str
    points: tuple[str, ...]
    show_at: frozenset[str]


@dataclass(frozen=True, slots=True)
class Teaching:
    """All that one version of a pack teaches; ``why`` by the focus of an exercise."""

    lessons: tuple[Lesson, ...]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic a patient is shown. ``is_now``: the present stage names it."""

    slug: str
    title: str
    points: tuple[str, ...]
    is_now: bool
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of an episode has come; ``titles`` by topic."""

    topics: Sequence[Topic]
    titles: Mapping[str, str]

    @property
    def read(self) -> int:
        return sum(topic.read_at is not None for topic in self.topics)

    @property
    def unread(self) -> list[str]:
        return [topic.title for topic in self.topics if topic.read_at is None]


def topics_of(patient: Patient) -> list[Topic]:
    """What a patient is shown, unread before read, the present stage's first."""
    return _topics(_taught(Program.objects.filter(patient=patient)), patient)


def next_topic(patient: Patient) -> Topic | None:
    """One unread topic, if there is one: the present stage's before what it built on."""
    return next((topic for topic in topics_of(patient) if topic.read_at is None), None)


def reading_of(course: Course) -> Reading:
    """What the patient of an episode was shown and has read."""
    programs = Program.objects.filter(pk__in=[standing.program.pk for standing in course.standings])
    taught = list(_taught(programs))
    titles = {lesson.slug: lesson.title for program in taught for lesson in teaching_of(program.pack).lessons}
    return Reading(_topics(taught, course.episode.patient), titles)


def teaching_of(pack: ProtocolPack) -> Teaching:
    """What a pack teaches. A loaded pack never changes, so it is read once."""
    return _teaching(pack.pk, pack.checksum)


@lru_cache(maxsize=32)
def _teaching(pack: int, _checksum: str) -> Teaching:
    rows = ProtocolPack.objects.filter(pk=pack)
    topics, why = rows.values_list("content__education_topics", "content__why_focus").get()
    lessons = tuple(
        Lesson(row["slug"], row["title"], tuple(row["points"]), frozenset(row["show_at"]))
        for row in topics or ()
    )
    return Teaching(lessons, {focus: entry["why"] for focus, entry in (why or {}).items()})


def _taught(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Programs with what their reading depends on; a cancelled one teaches nothing any more."""
    runs = Prescription.objects.filter(program=OuterRef("pk")).exclude(plan="")
    return (
        programs.exclude(status=ProgramStatus.CANCELLED)
        .select_related("pack")
        .defer("pack__content")
        .prefetch_related("stages", "weeks", "pauses")
        .annotate(has_runs=Exists(runs))
        .order_by("-start_on", "-pk")
    )


def _topics(programs: Iterable[Any], patient: Patient) -> list[Topic]:
    """The latest program speaks first; a topic that two name is one."""
    today = clock.today_in(patient.time_zone)
    shown: dict[str, tuple[Lesson, bool]] = {}
    for program in programs:
        for lesson, is_now in _shown(program, week_reached(program, today)):
            shown.setdefault(lesson.slug, (lesson, is_now))
    if not shown:
        return []
    read = dict(TopicRead.objects.filter(patient=patient).values_list("topic", "read_at"))
    topics = [
        Topic(slug, lesson.title, lesson.points, is_now, read.get(slug))
        for slug, (lesson, is_now) in shown.items()
    ]
    return sorted(topics, key=lambda topic: (topic.read_at is not None, not topic.is_now))


def _shown(program: Any, week: int) -> Iterator[tuple[Lesson, bool]]:
    stages = list(program.stages.all())
    so_far = [stage for stage in stages if stage.first_week <= week]
    now = _moments(stages, so_far[-1:], with_intake=len(so_far) <= 1)
    before = _moments(stages, so_far, with_intake=True) | ({RUN} if program.has_runs else set())
    for lesson in teaching_of(program.pack).lessons:
        names = lesson.show_at | {lesson.slug}
        if names & (now | before):
            yield lesson, bool(names & now)


def _moments(stages: Sequence[ProgramStage], of: Sequence[ProgramStage], *, with_intake: bool) -> set[str]:
    """The moments, and the topics by name, that some stages stand for."""
    moments = {INTAKE} if with_intake else set()
    for stage in of:
        moments |= {f"stage-{stages.index(stage) + 1}", *stage.education}
        if stage is stages[-1]:
            moments.add(END)
    return moments
