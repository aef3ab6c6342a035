"""bin/manage: manage.py on the demo's database, starting its servers for the time it takes."""

import sys

from _tools import settings
from _tools.cli import command
from _tools.places import ROOT
from _tools.processes import run
from _tools.servers import Servers


def main(arguments: list[str]) -> int:
    servers = Servers("demo")
    with servers.in_use():
        return run(
            [sys.executable, str(ROOT / "manage.py"), *arguments], settings.for_demo(servers, 8000, 8025)
        )


if __name__ == "__main__":
    command(main)
