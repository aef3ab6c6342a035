"""Ties a row's clinic, and its patient, to those of what it names: rows of two clinics can never mix.

An episode that changes hands, when two records of one person are merged, takes its visits along.
"""

from django.db import migrations

PRACTITIONER = ("(practitioner_id, clinic_id)", "scheduling_practitioner (id, clinic_id)")
PATIENT = ("(patient_id, clinic_id)", "patients_patient (id, clinic_id)")
KIND = ("(kind_id, clinic_id)", "scheduling_appointmentkind (id, clinic_id)")
TIES = [
    ("scheduling_appointment", "appointment_practitioner_is_clinics", *PRACTITIONER),
    ("scheduling_appointment", "appointment_patient_is_clinics", *PATIENT),
    ("scheduling_appointment", "appointment_kind_is_clinics", *KIND),
    (
        "scheduling_appointment",
        "appointment_location_is_clinics",
        "(location_id, clinic_id)",
        "scheduling_location (id, clinic_id)",
    ),
    (
        "scheduling_appointment",
        "appointment_patient_is_episodes",
        "(episode_id, patient_id)",
        "patients_episode (id, patient_id)",
    ),
    ("scheduling_series", "series_practitioner_is_clinics", *PRACTITIONER),
    ("scheduling_series", "series_patient_is_clinics", *PATIENT),
    ("scheduling_series", "series_kind_is_clinics", *KIND),
    ("scheduling_timeoff", "time_off_practitioner_is_clinics", *PRACTITIONER),
    ("scheduling_waitlistentry", "waitlist_practitioner_is_clinics", *PRACTITIONER),
    ("scheduling_waitlistentry", "waitlist_patient_is_clinics", *PATIENT),
    ("scheduling_waitlistentry", "waitlist_kind_is_clinics", *KIND),
    ("scheduling_package", "package_patient_is_clinics", *PATIENT),
    ("scheduling_package", "package_kind_is_clinics", *KIND),
]


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY {columns} REFERENCES {target}"
            " ON UPDATE CASCADE",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for table, name, columns, target in TIES
    ]
