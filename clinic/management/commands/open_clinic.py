"""manage.py open_clinic: the first thing to do on a new installation. Asks for the owner's password."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Clinic
from accounts.services.opening import open_clinic
from common.errors import InvalidInput
from patients.services.default_texts import publish_default_texts

QUESTIONS = {
    "name": "the clinic's name",
    "time_zone": "where it is, as an IANA zone such as Europe/Berlin",
    "emergency_number": "the number its patients call in an emergency",
    "owner_name": "the owner's name",
    "owner_email": "the owner's e-mail address, with which they sign in",
}


class Command(BaseCommand):
    help = "Open a clinic and its owner's account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for option, meaning in QUESTIONS.items():
            parser.add_argument(f"--{option.replace('_', '-')}", required=True, help=meaning)
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the owner's password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else _ask_twice()
        try:
            clinic = _open({name: options[name] for name in QUESTIONS}, password)
        except InvalidInput as error:
            lines = [f"{name}: {' '.join(map(str, said))}" for name, said in error.fields.items()]
            raise CommandError("\n".join([str(error), *lines])) from error
        self.stdout.write(f"{clinic} is open. {options['owner_email']} signs in at /admin/.")


@transaction.atomic
def _open(answers: dict[str, str], password: str) -> Clinic:
    """The clinic, its owner, and the text its patients are asked to agree to; all of it or nothing."""
    clinic = open_clinic(**answers, password=password)
    publish_default_texts(clinic=clinic, by=clinic.memberships.get().user)
    return clinic


def _ask_twice() -> str:
    password = getpass("Password for the owner: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two passwords differ. Nothing was stored; start again.")
    return password
