"""manage.py load_pack DIRECTORY: loads a protocol pack, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.packs.lint import open_pack
from programs.packs.problems import PackError
from programs.services.packs import load_pack


class Command(BaseCommand):
    help = "Load a protocol pack. Loading the same content again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            loaded = load_pack(open_pack(options["directory"]))
        except PackError as error:
            raise CommandError(str(error)) from error
        pack = loaded.pack
        counts = f"{pack.exercises.count()} exercises, {pack.templates.count()} program templates"
        self.stdout.write(f"{pack}: {'loaded' if loaded.created else 'unchanged'}, {counts}")
