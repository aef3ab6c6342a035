"""A run belongs to the patient of its episode, and goes with it when two records of one person are merged."""

from django.db import migrations

RUN = "programs_runlog ADD CONSTRAINT run_patient_is_episodes FOREIGN KEY (episode_id, patient_id)"
ASKED = "programs_followup ADD CONSTRAINT follow_up_patient_is_programs FOREIGN KEY (program_id, patient_id)"


class Migration(migrations.Migration):
    dependencies = [("programs", "0008_runs_and_follow_ups")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {RUN} REFERENCES patients_episode (id, patient_id) ON UPDATE CASCADE",
            "ALTER TABLE programs_runlog DROP CONSTRAINT run_patient_is_episodes",
        ),
        migrations.RunSQL(
            f"ALTER TABLE {ASKED} REFERENCES programs_program (id, patient_id) ON UPDATE CASCADE",
            "ALTER TABLE programs_followup DROP CONSTRAINT follow_up_patient_is_programs",
        ),
    ]
