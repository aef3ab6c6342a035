"""bin/demo: the whole clinic on this machine, with a demo clinic in it, until Ctrl-C."""

import argparse
import asyncio
import sys
from dataclasses import dataclass

from _tools import demo_lock, ports, settings, supervisor
from _tools.cli import command
from _tools.places import DATA, ROOT
from _tools.processes import environment, run
from _tools.servers import Servers
from _tools.supervisor import Program
from _tools.welcome import Welcome

HOME = DATA / "demo"
SIGN_INS = HOME / "signins.txt"
# What our own modules need to be found beside the project's.
WORKSHOP = {"PYTHONPATH": f"{ROOT / 'bin'}:{ROOT}"}

WEB = "--no-ws --blocking-threads 4"
# Celery's, on every start as root; a demo may.
ROOT_WARNING = "ignore:You're running the worker with superuser"


@dataclass(frozen=True)
class Ports:
    web: int
    mail: int
    smtp: int

    @classmethod
    def choose(cls, web: int) -> "Ports":
        mail = ports.next_free(ports.require(web) + 1)
        return cls(web, mail, ports.next_free(mail + 1))


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.reset:
        demo_lock.stop_other()
    servers = Servers("demo")
    with demo_lock.only_one(f"http://127.0.0.1:{options.port}"):
        chosen = Ports.choose(options.port)
        if options.reset:
            demo_lock.erase(servers)
        with servers.in_use():
            extra = settings.for_demo(servers, chosen.web, chosen.smtp)
            return _prepare(extra) or _supervise(extra, chosen, open_browser=options.open)


def _prepare(extra: dict[str, str]) -> int:
    print("Preparing (the first time this takes a minute)", flush=True)
    return run([sys.executable, "-m", "_tools.prepare", str(SIGN_INS)], extra | WORKSHOP)


def _supervise(extra: dict[str, str], chosen: Ports, *, open_browser: bool) -> int:
    here = "http://127.0.0.1:"
    welcome = Welcome(f"{here}{chosen.web}", f"{here}{chosen.mail}", SIGN_INS, open_browser)
    asyncio.run(supervisor.run(_programs(chosen), environment(extra | WORKSHOP), welcome))
    return 0


def _programs(chosen: Ports) -> list[Program]:
    mail = ["--directory", str(HOME / "mail"), "--port", str(chosen.mail), "--smtp-port", str(chosen.smtp)]
    celery = "celery --quiet -A clinic"
    return [
        _python("web", f"granian --interface wsgi --port {chosen.web} {WEB} clinic.wsgi:application"),
        _python("worker", f"{celery} worker --loglevel INFO --concurrency 1 --without-mingle"),
        _python("beat", f"{celery} beat --loglevel WARNING --scheduler celery.beat:Scheduler"),
        _python("mail", "_tools.mailcatcher", *mail),
    ]


def _python(name: str, module: str, *arguments: str) -> Program:
    return Program(name, (sys.executable, "-W", ROOT_WARNING, "-m", *module.split(), *arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Try the whole clinic on this machine.")
    parser.add_argument(
        "--port", type=int, default=8000, help="of the site; the mail page takes the next (default: 8000)"
    )
    parser.add_argument("--reset", action="store_true", help="delete the demo's data and begin again")
    parser.add_argument("--no-open", dest="open", action="store_false", help="do not open a browser")
    return parser


if __name__ == "__main__":
    command(main)
