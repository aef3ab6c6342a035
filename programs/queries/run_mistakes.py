"""Common mistakes of a patient's running program, with the page that teaches about each."""

from common import clock
from programs.models import Program
from programs.queries.lives import lives
from programs.rules.mistakes import Mistake, mistakes
from programs.rules.parameters import snapshot


def mistakes_of(program: Program) -> tuple[Mistake, ...]:
    """As they are seen now."""
    life = lives([program]).get(program.pk)
    return mistakes(life, snapshot(program.parameters), clock.now()) if life else ()
