"""Ties the patient of a row to what it hangs on: rows of two patients can never mix.

An episode that changes hands, when two records of one person are merged, takes its rows along.
"""

from django.db import migrations

EPISODE = ("(episode_id, patient_id)", "patients_episode (id, patient_id)")
TIES = [
    ("patients_assessment", "assessment_patient_is_episodes", *EPISODE),
    ("patients_visitnote", "note_patient_is_episodes", *EPISODE),
    ("patients_attachment", "attachment_patient_is_episodes", *EPISODE),
    ("patients_measureresponse", "response_patient_is_episodes", *EPISODE),
    ("patients_measurement", "measurement_patient_is_episodes", *EPISODE),
    ("patients_question", "question_patient_is_episodes", *EPISODE),
    (
        "patients_stop",
        "stop_patient_is_screenings",
        "(screening_id, patient_id)",
        "patients_screening (id, patient_id)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("patients", "0002_clinical_record")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY {columns} REFERENCES {target}"
            " ON UPDATE CASCADE",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for table, name, columns, target in TIES
    ]
