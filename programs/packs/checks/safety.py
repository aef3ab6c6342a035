"""Safety: what may not be missing from a pack, and what may not be in one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from programs.packs.problems import Code, Problem, Severity
from programs.packs.reader import PackSource
from programs.packs.walk import Json

# Tape on the kneecap is put on by a professional; at home it hides what pain should say.
TAPING = re.compile(r"\b(tap(e|ed|ing)(?! measure)|strapping|kinesio\w*)\b", re.IGNORECASE)
TAPING_FIELDS = ("slug", "name", "purpose", "cue", "steps", "equipment")


@dataclass(frozen=True, slots=True)
class RequiredFlag:
    id: str
    about: str
    level: str
    ask_at: frozenset[str]


AT_EVERY_CHECK = frozenset({"intake", "weekly", "daily"})
AFTER_AN_INJURY = frozenset({"intake", "event"})
# The least a screen must ask, by condition. A pack may ask more or raise a level, never lower one.
REQUIRED_FLAGS: Mapping[str, tuple[RequiredFlag, ...]] = {
    "runners-knee": (
        RequiredFlag("RF-01", "hot or red knee, or fever", "emergency", AT_EVERY_CHECK),
        RequiredFlag("RF-02", "severe swelling", "emergency", AT_EVERY_CHECK),
        RequiredFlag("RF-03", "cannot bear weight", "emergency", AT_EVERY_CHECK),
        RequiredFlag("RF-04", "pop with swelling", "emergency", AFTER_AN_INJURY),
        RequiredFlag("RF-12", "locked knee", "urgent", AT_EVERY_CHECK),
    ),
}
# Answers that a rule of the daily check must act on, by condition and for every pack.
REQUIRED_FACTS: Mapping[str, frozenset[str]] = {
    "runners-knee": frozenset({"swelling", "giving_way_7d", "catching_7d"}),
}
ALWAYS_ACTED_ON = frozenset({"rf_emergency", "rf_urgent"})
LEVELS = ("urgent", "emergency")


def check_taping(source: PackSource) -> Iterator[Problem]:
    for index, exercise in enumerate(source.data["exercises"]):
        for field in TAPING_FIELDS:
            if TAPING.search(_text(exercise[field])):
                message = f"{exercise['slug']}: taping is for the clinic, not for a home program"
                yield Problem.at(source.place("exercises", index, field), Code.TAPING, message)


def _text(value: str | list[str]) -> str:
    joined = value if isinstance(value, str) else " ".join(value)
    return re.sub(r"[_-]", " ", joined)


def check_red_flags(source: PackSource) -> Iterator[Problem]:
    condition = source.data["pack"]["condition"]["slug"]
    if condition not in REQUIRED_FLAGS:
        place = source.place("pack", "condition", "slug")
        message = (
            f"no list of required red flags for {condition!r}: a reviewer must see that they are complete"
        )
        yield Problem.at(place, Code.RED_FLAG_UNLISTED, message, Severity.WARNING)
    yield from _questions(source, REQUIRED_FLAGS.get(condition, ()))
    yield from _acted_on(source, ALWAYS_ACTED_ON | REQUIRED_FACTS.get(condition, frozenset()))


def _questions(source: PackSource, required: tuple[RequiredFlag, ...]) -> Iterator[Problem]:
    asked = {
        question["id"]: index for index, question in enumerate(source.data["red_flag_screen"]["questions"])
    }
    for flag in required:
        if flag.id not in asked:
            place = source.place("red_flag_screen", "questions")
            yield Problem.at(place, Code.RED_FLAG, f"{flag.id} ({flag.about}) is missing")
            continue
        question = source.data["red_flag_screen"]["questions"][asked[flag.id]]
        place = source.place("red_flag_screen", "questions", asked[flag.id])
        if LEVELS.index(question["level"]) < LEVELS.index(flag.level):
            yield Problem.at(place, Code.RED_FLAG, f"{flag.id} ({flag.about}) must be {flag.level}")
        if missing := flag.ask_at - set(question["ask_at"]):
            message = f"{flag.id} ({flag.about}) must be asked at {', '.join(sorted(missing))}"
            yield Problem.at(place, Code.RED_FLAG, message)


def _acted_on(source: PackSource, facts: frozenset[str]) -> Iterator[Problem]:
    """Asking is not enough: a rule of the daily check must at least escalate on the answer."""
    acted = {
        fact
        for rule in source.data.get("rules", ())
        if _escalates(source.data, rule)
        for fact in _facts(rule["if"])
    }
    for fact in sorted(facts - acted):
        place = source.place("rules") if "rules" in source.data else source.place("red_flag_screen")
        yield Problem.at(place, Code.RED_FLAG, f"no rule of the daily check escalates on {fact!r}")


def _escalates(data: Json, rule: Json) -> bool:
    ranks = {name: decision["rank"] for name, decision in data.get("rule_decisions", {}).items()}
    least = ranks.get("ESCALATE", 0)
    return bool(rule["scope"] == "checkin" and ranks.get(rule["then"], -1) >= least)


def _facts(condition: Json) -> Iterator[str]:
    if "fact" in condition:
        yield condition["fact"]
    for part in (*condition.get("any", ()), *condition.get("all", ())):
        yield from _facts(part)


def check_review(source: PackSource) -> Iterator[Problem]:
    """A pack says who approved it; "approved" without a name and a date is not."""
    pack = source.data["pack"]
    review = pack["review"]
    named = review["approved_by"] is not None and review["approved_on"] is not None
    if pack["status"] == "approved" and not named:
        message = "an approved pack names who approved it and when"
        yield Problem.at(source.place("pack", "status"), Code.REVIEW, message)
    if pack["status"].startswith("draft") and named:
        message = "a draft has not been approved: change the status or the review"
        yield Problem.at(source.place("pack", "review"), Code.REVIEW, message)
