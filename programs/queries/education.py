"""What a patient is given to read: the topics of their pack that the program has come to, and what was read.

A topic says itself when it is shown (at the start, with a stage, while running, at the end), and a stage may
name more. What was shown once stays; what the present stage names comes first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef

from common import clock
from patients.models import Patient
from programs.enums import ProgramStatus
from programs.models import Prescription, Program, ProgramStage, ProtocolPack, TopicRead
from programs.queries.course import Course
from programs.queries.facts import week_reached
from programs.queries.today import Today
from programs.rules.clock import ProgramDay

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


@dataclass(frozen=True, slots=True)
class _Stage:
    first_week: int
    education: frozenset[str]


@dataclass(slots=True)
class _Taught:
    """What the reading of one program depends on."""

    pack: str  # its checksum
    week: int
    has_runs: bool
    stages: list[_Stage]


def topics_of(patient: Patient) -> list[Topic]:
    """What a patient is shown, unread before read, the present stage's first."""
    today = clock.today_in(patient.time_zone)
    programs = Program.objects.filter(patient=patient).exclude(status=ProgramStatus.CANCELLED)
    found = programs.prefetch_related("weeks", "pauses")
    return _topics(_taught({program.pk: week_reached(program, today) for program in found}), patient)


def next_topic(patient: Patient, day: Today) -> Topic | None:
    """One unread topic for a day of the patient's: the present stage's before what it built on."""
    weeks = {
        program.id: program.place.week for program in day.programs if isinstance(program.place, ProgramDay)
    }
    return next((topic for topic in _topics(_taught(weeks), patient) if topic.read_at is None), None)


def reading_of(course: Course) -> Reading:
    """What the patient of an episode was shown and has read."""
    programs = [
        standing for standing in course.standings if standing.program.status != ProgramStatus.CANCELLED
    ]
    taught = _taught({standing.program.pk: standing.week_reached for standing in programs})
    titles = {lesson.slug: lesson.title for one in taught for lesson in _teaching(one.pack).lessons}
    return Reading(_topics(taught, course.episode.patient), titles)


def why_of(program: Program) -> Mapping[str, str]:
    """Why an exercise of some focus is there; the program's pack must be loaded, without its content."""
    return _teaching(program.pack.checksum).why


@lru_cache(maxsize=32)
def _teaching(checksum: str) -> Teaching:
    """What a pack of this content teaches. A loaded pack never changes, so it is read once."""
    rows = ProtocolPack.objects.filter(checksum=checksum)
    topics, why = rows.values_list("content__education_topics", "content__why_focus")[0]
    lessons = tuple(
        Lesson(row["slug"], row["title"], tuple(row["points"]), frozenset(row["show_at"]))
        for row in topics or ()
    )
    return Teaching(lessons, {focus: entry["why"] for focus, entry in (why or {}).items()})


def _taught(weeks: Mapping[int, int]) -> list[_Taught]:
    """``weeks``: programs with the week they have come to. The latest program comes first."""
    if not weeks:
        return []
    runs = Prescription.objects.filter(program=OuterRef("program")).exclude(plan="")
    rows = (
        ProgramStage.objects.filter(program__in=weeks)
        .annotate(has_runs=Exists(runs))
        .order_by("-program__start_on", "-program_id", "first_week")
        .values_list("program_id", "first_week", "education", "has_runs", "program__pack__checksum")
    )
    found: dict[int, _Taught] = {}
    for program, first_week, education, has_runs, checksum in rows:
        taught = found.setdefault(program, _Taught(checksum, weeks[program], has_runs, []))
        taught.stages.append(_Stage(first_week, frozenset(education)))
    return list(found.values())


def _topics(programs: Iterable[_Taught], patient: Patient) -> list[Topic]:
    """A topic that two programs name is one."""
    shown: dict[str, tuple[Lesson, bool]] = {}
    for program in programs:
        for lesson, is_now in _shown(program):
            shown.setdefault(lesson.slug, (lesson, is_now))
    if not shown:
        return []
    read = dict(TopicRead.objects.filter(patient=patient).values_list("topic", "read_at"))
    topics = [
        Topic(slug, lesson.title, lesson.points, is_now, read.get(slug))
        for slug, (lesson, is_now) in shown.items()
    ]
    return sorted(topics, key=lambda topic: (topic.read_at is not None, not topic.is_now))


def _shown(program: _Taught) -> Iterator[tuple[Lesson, bool]]:
    begun = sum(stage.first_week <= program.week for stage in program.stages)
    now = _moments(program, begun) | ({INTAKE} if begun <= 1 else set())
    before = {INTAKE, *(name for number in range(begun) for name in _moments(program, number))}
    if program.has_runs:
        before.add(RUN)
    for lesson in _teaching(program.pack).lessons:
        names = lesson.show_at | {lesson.slug}
        if names & (now | before):
            yield lesson, bool(names & now)


def _moments(program: _Taught, number: int) -> set[str]:
    """The moments that stage ``number`` stands for, counted from 1, and the topics it names itself."""
    if number < 1:
        return set()
    last = {END} if number == len(program.stages) else set()
    return {f"stage-{number}", *program.stages[number - 1].education, *last}
