"""bin/env PLACE: start the embedded servers, leave them running, and print their addresses for a shell."""

import argparse
import shlex
import sys

from _tools import settings
from _tools.cli import command
from _tools.servers import Servers


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    servers = Servers(options.place)
    if options.stop:
        print(
            "stopped" if servers.stop() else "still in use; they stop when the last user is done",
            file=sys.stderr,
        )
        return 0
    servers.keep_running()
    for name, value in _environment(servers).items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def _environment(servers: Servers) -> dict[str, str]:
    # Number 0 is for the shell; bin/test takes numbers from 1.
    return (
        settings.for_tests(servers, 0) if servers.place == "test" else settings.for_demo(servers, 8000, 8025)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/env", description='Use: eval "$(bin/env test)"')
    parser.add_argument("place", choices=["test", "demo"], help="whose servers")
    parser.add_argument("--stop", action="store_true", help="stop them instead")
    return parser


if __name__ == "__main__":
    command(main)
