"""The library of the current packs, searched by focus, equipment and words."""

from django.db.models import QuerySet

from accounts.access import Who
from programs.access import visible_exercises, visible_templates
from programs.models import Exercise, ProgramTemplate


def exercise_list(by: Who, *, focus: str = "", equipment: str = "", search: str = "") -> QuerySet[Exercise]:
    """The exercises offered now, by name, with their neighbours."""
    found = visible_exercises(by).select_related("easier", "harder").order_by("name", "pk")
    if focus:
        found = found.filter(focus=focus)
    if equipment:
        found = found.filter(equipment__contains=[equipment])
    for word in search.split():
        found = found.filter(name__icontains=word)
    return found


def template_list(by: Who) -> QuerySet[ProgramTemplate]:
    """The templates offered now, the shortest first."""
    return visible_templates(by).select_related("pack").order_by("weeks", "pk")
