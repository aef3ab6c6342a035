"""How the desk says what stands in an examination: sides, numbers, focus."""

from django import template

from desk.examination.words import SIDE_WORDS, number
from programs.enums import Focus

register = template.Library()


@register.filter
def side_words(side: str) -> str:
    return str(SIDE_WORDS.get(side, side))


@register.filter
def short(value: float) -> str:
    """A number without what it does not need."""
    return number(value)


@register.filter
def split(words: str) -> list[str]:
    return words.split(",")


@register.filter
def focus_words(focus: str) -> str:
    """What a program can be directed at."""
    return str(Focus(focus).label) if focus in Focus.values else focus
