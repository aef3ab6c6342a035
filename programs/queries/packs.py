"""What the loaded packs say about themselves: conditions, review status, disclaimers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func, QuerySet

from accounts.access import Who
from programs.access import visible_exercises
from programs.models import ProtocolPack


def condition_names() -> dict[str, str]:
    """Every condition a pack was ever loaded for, with its name: the latest pack's words win."""
    packs = ProtocolPack.objects.order_by("is_current", "pk").values_list("condition", "name")
    return dict(packs)


def offered_conditions() -> list[tuple[str, str]]:
    """The conditions for which there is something to assign."""
    packs = ProtocolPack.objects.filter(is_current=True).order_by("name")
    return list(packs.values_list("condition", "name"))


def clinician_disclaimer(pack: ProtocolPack) -> str:
    """What the pack's authors tell clinicians."""
    return str(pack.content.get("pack", {}).get("disclaimer", {}).get("clinician", ""))


def is_reviewed(pack: ProtocolPack) -> bool:
    """Did a named clinician approve this version?"""
    return bool(pack.content.get("pack", {}).get("review", {}).get("approved_by"))


def source_texts(pack: ProtocolPack, tags: Iterable[str]) -> list[tuple[str, str]]:
    """Evidence tags with what they stand for; the pack's own design choices have no entry."""
    sources = pack.content.get("sources", {})
    return [(tag, str(sources.get(tag, {}).get("ref", ""))) for tag in tags]


def pack_list() -> QuerySet[ProtocolPack]:
    """Every loaded version, those on offer first."""
    return ProtocolPack.objects.order_by("-is_current", "slug", "-pk")


def equipment_codes(by: Who) -> list[str]:
    """Each thing that some exercise on offer needs."""
    needed = visible_exercises(by).annotate(thing=Func("equipment", function="unnest"))
    return sorted(set(needed.values_list("thing", flat=True)))


def test_names(conditions: Iterable[str]) -> dict[str, str]:
    """What the functional tests of some conditions are called, by their code."""
    packs = ProtocolPack.objects.filter(condition__in=set(conditions), is_current=True)
    found = packs.values_list("content__functional_tests", flat=True)
    return {test["slug"]: test["name"] for tests in found for test in tests or ()}


def pack_data(slug: str) -> dict[str, Any] | None:
    """The data of the pack that is on offer under a name, as it was loaded."""
    return ProtocolPack.objects.filter(slug=slug, is_current=True).values_list("content", flat=True).first()
