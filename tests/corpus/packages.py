"""Downloads the pinned packages and unpacks their text, without running any of it."""

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache"
MEASURED = CACHE / "measured"
# What a migration can read; a package's pictures and scripts are of no use here.
KINDS = {".py", ".ini", ".cfg", ".toml", ".sql", ".json", ".yaml", ".yml", ".txt"}


@dataclass(frozen=True)
class Package:
    """One line of packages.txt."""

    requirement: str
    dialects: tuple
    # Variables without which its modules cannot be imported.
    environment: tuple = ()

    @property
    def name(self):
        return self.requirement.split("==")[0]

    @property
    def folder(self):
        return CACHE / "unpacked" / self.requirement


def listed():
    """The packages of packages.txt, in its order."""
    found = []
    for line in (HERE / "packages.txt").read_text(encoding="utf-8").splitlines():
        requirement, *dialects = line.split("#")[0].split() or [""]
        if requirement:
            environment = tuple(word for word in dialects if "=" in word)
            found.append(Package(requirement, tuple(word for word in dialects if "=" not in word), environment))
    return found


def fetch(package):
    """Downloads and unpacks a package, once. A wheel where there is one; pip
    reads the metadata of a source archive, but nothing is built or installed."""
    if package.folder.is_dir():
        return
    downloads = CACHE / "downloads" / package.requirement
    downloads.mkdir(parents=True, exist_ok=True)
    if not any(downloads.iterdir()):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--prefer-binary", "--ignore-requires-python", "--dest", str(downloads), package.requirement]
        subprocess.run(command, check=True)
    archive = next(downloads.iterdir())
    partial = package.folder.with_name(package.folder.name + ".partial")
    for name, read in members(archive):
        path = PurePosixPath(name)
        if path.suffix in KINDS and ".." not in path.parts and not path.is_absolute():
            target = partial / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read())
    partial.rename(package.folder)


def members(archive):
    """Names in an archive, and how to read each."""
    if archive.suffix == ".whl" or archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as file:
            for name in file.namelist():
                if not name.endswith("/"):
                    yield name, lambda name=name: file.read(name)
        return
    with tarfile.open(archive) as file:
        for member in file:
            if member.isfile():
                # The first folder is the package's name and version.
                yield member.name.partition("/")[2], lambda member=member: file.extractfile(member).read()
