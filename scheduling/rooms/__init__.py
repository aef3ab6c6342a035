"""Where visits by video take place: one interface, one module for each provider."""

from scheduling.enums import RoomProvider
from scheduling.rooms import builtin, jitsi
from scheduling.rooms.entrance import Entrance, Provider, Visit

PROVIDERS: dict[str, Provider] = {RoomProvider.BUILTIN: builtin.enter, RoomProvider.JITSI: jitsi.enter}


def entrance(provider: str, visit: Visit) -> Entrance:
    """How one side gets into the room of a visit. Raises Conflict where the provider is not set up."""
    return PROVIDERS[provider](visit)
