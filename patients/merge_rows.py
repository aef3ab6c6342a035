"""Every row that points at a patient, found by the models themselves: a new model cannot be forgotten.

When two records become one, the rows of the one that goes change hands. Those that would break a rule of the
kept record stay where they are: a second answer to a question that is answered, such as a consent to the same
text. The rest follows, and what is tied to an episode or a screening follows it by the database itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, ForeignKey, Model, OneToOneField, OuterRef, Q, QuerySet, UniqueConstraint

from patients.models import Merge, Patient

Ids = dict[str, list[int]]
# These move first; what hangs on them follows by ON UPDATE CASCADE.
FIRST = ("patients.Episode", "patients.Screening")
# Ways in belong to the record they were made for, and open nothing once it is merged away.
STAY = frozenset({"patients.Invitation"})


@dataclass(frozen=True)
class Table:
    """A model whose rows belong to patients, and the field that says to whom."""

    model: type[Model]
    field: str

    @property
    def label(self) -> str:
        return self.model._meta.label

    def rows(self, patient: Patient) -> QuerySet[Model]:
        return self.model._default_manager.filter(**{self.field: patient})

    def clashing(self, gone: Patient, kept: Patient) -> QuerySet[Model]:
        """The rows of ``gone`` beside which the kept record has one, where there may be only one."""
        rows = self.rows(gone)
        if self.label in STAY:
            return rows
        clash = Q(pk__in=[])
        for others, condition in self._unique():
            twins = self.rows(kept).filter(condition, **{name: OuterRef(name) for name in others})
            clash |= Q(Exists(twins)) & condition
        return rows.filter(clash)

    def _unique(self) -> Iterator[tuple[list[str], Q]]:
        """What a patient may have only one of: the other columns of the rule, and when it holds."""
        if isinstance(self.model._meta.get_field(self.field), OneToOneField):
            yield [], Q()
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and self.field in rule.fields and "id" not in rule.fields:
                yield [name for name in rule.fields if name != self.field], rule.condition or Q()


def tables() -> list[Table]:
    """In the order in which they move."""
    found = [
        Table(model, field.name)
        for model in apps.get_models()
        if model not in {Merge, Patient} and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and field.related_model is Patient
    ]
    return sorted(found, key=lambda table: table.label not in FIRST)


def split(gone: Patient, kept: Patient) -> tuple[Ids, Ids]:
    """The rows that would move, and those that would stay, by model."""
    moving: Ids = {}
    staying: Ids = {}
    for table in tables():
        clashing = set(table.clashing(gone, kept).values_list("pk", flat=True))
        every = table.rows(gone).order_by("pk").values_list("pk", flat=True)
        if moves := [pk for pk in every if pk not in clashing]:
            moving[table.label] = moves
        if clashing:
            staying[table.label] = sorted(clashing)
    return moving, staying


def hand_over(ids: Ids, *, giver: Patient, taker: Patient) -> None:
    """The named rows that are still the giver's become the taker's."""
    for table in tables():
        if named := ids.get(table.label):
            table.rows(giver).filter(pk__in=named).update(**{table.field: taker})
