"""How the database keeps two stretches of one owner's time apart.

PostgreSQL comes without contributed extensions here, so an exclusion constraint cannot say "one owner, times
overlap" in two columns. The owner is folded into the range instead: the key, moved 34 bits to the left, plus
the seconds since 1970, which need fewer than 34 bits until the year 2514.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import F, Func, Q

SECONDS_BITS = 34


class Folded(Func):
    """The range of whole seconds between two moments, in the lane of an owner."""

    arity = 3

    def as_sql(self, compiler: Any, *_: Any, **_options: Any) -> Any:
        owner, start, end = (compiler.compile(part)[0] for part in self.get_source_expressions())
        ends = (f"({owner}::bigint << {SECONDS_BITS}) + {_seconds(at)}" for at in (start, end))
        return f"int8range({', '.join(ends)})", ()


def _seconds(column: str) -> str:
    """Since 1970. Taken from the time in UTC, because only that does not depend on the session's zone."""
    return f"extract(epoch from {column} at time zone 'UTC')::bigint"


def never_overlapping(*, owner: str, start: str, end: str, only: Q, name: str) -> ExclusionConstraint:
    """No two rows of one owner for which ``only`` holds may share a second. Ends are not part of it."""
    return ExclusionConstraint(
        name=name, expressions=[(Folded(F(owner), F(start), F(end)), "&&")], condition=only
    )
