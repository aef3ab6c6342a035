"""manage.py demo_clinic: makes the demo clinic, once. Never run it where real patients are."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Clinic
from clinic.demo.build import build_demo_clinic, is_built
from clinic.demo.people import PASSWORD, PATIENTS, STAFF


class Command(BaseCommand):
    help = "Make the demo clinic with a few weeks of history; does nothing when it is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--print-signins", action="store_true", help="print who can sign in, and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if options["print_signins"]:
            self._print_signins()
        elif is_built():
            self.stdout.write("The demo clinic is there already.")
        elif Clinic.objects.exists():
            raise CommandError("There is a clinic in this database already; the demo wants one of its own.")
        else:
            self.stdout.write("Making the demo clinic; its patients live several weeks in about a minute.")
            self.stdout.write(f"Made {build_demo_clinic()}.")

    def _print_signins(self) -> None:
        self.stdout.write(f"  Staff sign in with their e-mail address and the password  {PASSWORD}")
        for colleague in STAFF:
            self.stdout.write(f"    {colleague.email:<28} {colleague.name}, {colleague.role.label.lower()}")
        self.stdout.write("  Patients sign in with their e-mail address; the code comes by mail")
        for person in PATIENTS:
            if person.signs_in:
                self.stdout.write(f"    {person.email:<28} {person.name}")
