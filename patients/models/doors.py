"""The red-flag gate in the database: what goes through a door points at a screening that opens it.

A model behind the gate carries ``screening`` and puts ``behind_the_screen(...)`` into ``Meta.triggers``.
A row without a valid screening is refused then, whoever writes it.
"""

from enum import StrEnum

import pgtrigger

from patients.enums import ScreeningScope

FULL = (ScreeningScope.INTAKE, ScreeningScope.WEEKLY)
ANY_SCOPE = tuple(ScreeningScope)

# A judgement of this design, to be confirmed by clinicians: how long a full screen speaks for a patient.
VALID_DAYS = 28


class Opens(StrEnum):
    """Which screenings open a door."""

    # No warning sign, or a clinician lifted the stop it raised; and no other stop is open.
    CLEARED = "cleared"
    # Anything but an emergency: the clinic itself looks at who asks to be seen.
    NO_EMERGENCY = "no_emergency"
    # Any: the row is where a warning sign is told.
    TOLD = "told"


RAISE = """
    RAISE EXCEPTION 'no valid screening'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'behind_the_screen', TABLE = TG_TABLE_NAME
"""

CLEARED = """
    AND (s.outcome = 'clear'
         OR EXISTS (SELECT 1 FROM patients_stop t WHERE t.screening_id = s.id AND t.lifted_at IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM patients_stop t WHERE t.patient_id = s.patient_id AND t.lifted_at IS NULL)
"""


def behind_the_screen(
    *,
    at: str,
    opens: Opens = Opens.CLEARED,
    scopes: tuple[ScreeningScope, ...] = FULL,
    days: int = VALID_DAYS,
    owner: str = "patient_id",
    episode: bool = True,
    unless: str = "",
) -> pgtrigger.Trigger:
    """Refuses a row whose screening is missing, somebody else's, too old, too short, or not clear.

    ``at``: the column that says when the row came to the door; ``owner``: the column it shares with the
    screening (``patient_id``, or ``clinic_id`` for a visitor); ``episode``: the row has one, and the
    screening must be of its condition; ``unless`` (SQL): rows that are not at the door, or not yet: they come
    to it when ``at`` is set. All of them are names in the code, never input.
    """
    conditions = {Opens.CLEARED: CLEARED, Opens.NO_EMERGENCY: "AND s.outcome <> 'emergency'", Opens.TOLD: ""}
    listed = ", ".join(f"'{scope}'" for scope in scopes)
    condition = "AND s.condition = (SELECT condition FROM patients_episode WHERE id = NEW.episode_id)"
    columns = ("screening_id", at) if unless else ("screening_id",)
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)
    return pgtrigger.Trigger(
        name="behind_the_screen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        func=f"""
IF TG_OP = 'UPDATE' THEN
    -- Every save names the column; only another screening comes to the door again.
    IF {same} THEN
        RETURN NEW;
    END IF;
END IF;
{f"IF {unless} THEN RETURN NEW; END IF;" if unless else ""}IF NOT EXISTS (
    SELECT 1 FROM patients_screening s
     WHERE s.id = NEW.screening_id AND s.{owner} = NEW.{owner} AND s.scope IN ({listed})
       AND s.given_at BETWEEN NEW.{at} - interval '{days} days' AND NEW.{at}
       {condition if episode else ""}
       {conditions[opens]}
) THEN {RAISE};
END IF;
RETURN NEW;
""",  # noqa: S608
    )


def still_while_stopped(*, column: str, value: str) -> pgtrigger.Trigger:
    """Refuses to set a patient's row going again (``column`` becomes ``value``) while a stop is open.

    The other half of the gate: what runs already is paused by the stop, and only lifting it ends that. Both
    names are names in the code, never input.
    """
    return pgtrigger.Trigger(
        name="still_while_stopped",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(column),
        func=f"""
IF NEW.{column} = '{value}' AND OLD.{column} <> '{value}' AND EXISTS (
    SELECT 1 FROM patients_stop t WHERE t.patient_id = NEW.patient_id AND t.lifted_at IS NULL
) THEN
    RAISE EXCEPTION 'stopped by a warning sign'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'still_while_stopped', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
""",  # noqa: S608
    )
