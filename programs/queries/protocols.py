"""What a loaded pack decides by. A loaded pack never changes, so it is read once and kept."""

from functools import lru_cache

from programs.models import Exercise, ProtocolPack
from programs.rules.scopes import Protocol


@lru_cache(maxsize=32)
def protocol_of(pack_id: int) -> Protocol:
    """The rules and the running plan of a pack."""
    return Protocol.from_pack(ProtocolPack.objects.values_list("content", flat=True).get(pk=pack_id))


@lru_cache(maxsize=32)
def harder_of(pack_id: int) -> dict[int, str]:
    """The harder neighbour of each exercise that has one: its slug by the exercise's key."""
    rows = Exercise.objects.filter(pack=pack_id, harder__isnull=False)
    return dict(rows.values_list("pk", "harder__slug"))
