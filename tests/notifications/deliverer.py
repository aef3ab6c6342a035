"""A process that delivers, for tests: says when it is ready, waits for a line, says how many it tried."""

import sys

import django


def main() -> None:
    django.setup()
    from notifications.registry import register
    from notifications.services.delivery import deliver_due
    from tests.notifications.conftest import plain

    register("test", plain)
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    print(sum(deliver_due().values()), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
