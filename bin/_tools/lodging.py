"""Directories and the user for servers that refuse root, and for sockets whose path must be short."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from _tools.places import Problem


@dataclass(frozen=True)
class Tenant:
    """Who a server runs as. PostgreSQL refuses root, so root lends it to the user `nobody`."""

    uid: int
    gid: int

    @classmethod
    def current(cls) -> "Tenant":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run as the tenant, output kept; from `/`, because the caller's directory may be closed to it."""
        lent = {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **lent,
        )  # fmt: skip

    def can_enter(self, path: Path) -> bool:
        return self.run("test", "-x", str(path)).returncode == 0

    def own_directory(self, path: Path) -> Path:
        """A directory that is the tenant's alone."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)
        if path.stat().st_uid != self.uid:
            raise Problem(f"{path} belongs to another user. Run this as that user, or delete the directory.")
        return path


def room_for(tenant: Tenant, home: Path) -> Path:
    """Where the tenant keeps its data: under `home`, or, when the way there is closed to it (a project
    under /root), in /var/lib with a link from `home`. Nobody's permissions are changed for it."""
    home.mkdir(parents=True, exist_ok=True)
    room = home / "postgres"
    if not room.is_symlink() and not tenant.can_enter(home):
        room.symlink_to(outside(home) / "postgres")
    return tenant.own_directory(room.resolve())


def outside(home: Path) -> Path:
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    return Path("/var/lib") / f"physio-clinic-{digest}"


def readable_copy(tenant: Tenant, package: Path, home: Path) -> Path:
    """The server's programs where the tenant can run them: as installed, or copied out of a closed place."""
    if tenant.can_enter(package / "bin" / "postgres"):
        return package
    shelf = outside(home) / "programs"
    copy = shelf / package.parent.name / package.name
    if not tenant.can_enter(copy / "bin" / "postgres"):
        libraries = package.parent.with_suffix(".libs")
        shutil.copytree(libraries, shelf / libraries.name, dirs_exist_ok=True)
        shutil.copytree(package, copy, dirs_exist_ok=True)
        _open_up(shelf)
    return copy


def _open_up(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def socket_directory(tenant: Tenant, home: Path) -> Path:
    """A private directory with a short name, for a socket's path may have about 100 bytes only."""
    link = home / "sockets"
    if not _is_private(link, tenant):
        home.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="clinic-", dir="/tmp"))
        link.symlink_to(tenant.own_directory(fresh))
    return link.resolve()


def leave(home: Path) -> None:
    """Delete all that was kept for `home`, here and elsewhere. Nothing may run from it any more."""
    link = home / "sockets"
    for place in (outside(home), *([link.readlink()] if link.is_symlink() else []), home):
        try:
            if place.exists():
                shutil.rmtree(place)
        except PermissionError as error:
            raise Problem(
                f"{error.filename} belongs to another user; delete {place} as that user."
            ) from error


def _is_private(link: Path, tenant: Tenant) -> bool:
    """After a restart of the machine the directory is gone, or somebody else made one of that name."""
    try:
        found = link.readlink().lstat()
    except OSError:
        return False
    return found.st_uid == tenant.uid and found.st_mode & 0o170077 == 0o040000
