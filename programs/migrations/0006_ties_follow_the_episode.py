"""An episode that changes hands, when two records of one person are merged, takes its rows along."""

from django.db import migrations

FOLLOWING = [
    (
        "programs_program",
        "program_patient_is_episodes",
        "(episode_id, patient_id)",
        "patients_episode (id, patient_id)",
    ),
    (
        "programs_sessionlog",
        "log_program_is_patients",
        "(program_id, patient_id)",
        "programs_program (id, patient_id)",
    ),
]
CHECK = (
    "programs_dailycheck",
    "check_patient_is_episodes",
    "(episode_id, patient_id)",
    "patients_episode (id, patient_id)",
)


def tie(table: str, name: str, columns: str, target: str, rule: str) -> str:
    return f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY {columns} REFERENCES {target} {rule}"


def untie(table: str, name: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_screened"), ("patients", "0003_ties")]

    operations = [
        *(
            migrations.RunSQL(
                [untie(*row[:2]), tie(*row, rule="ON UPDATE CASCADE")],
                [untie(*row[:2]), tie(*row, rule="")],
            )
            for row in FOLLOWING
        ),
        migrations.RunSQL(tie(*CHECK, rule="ON UPDATE CASCADE"), untie(*CHECK[:2])),
    ]
