"""Finds the Alembic histories of an unpacked package."""

import ast
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

OURS = {"alembic", "sqlalchemy"}
ENV = '''from alembic import context

config = context.config
target_metadata = None


def configured(**options):
    context.configure(target_metadata=target_metadata, **options)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    configured(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
else:
    from sqlalchemy import create_engine

    engine = create_engine(config.get_main_option("sqlalchemy.url"))
    with engine.connect() as connection:
        configured(connection=connection)
'''


@dataclass
class Revision:
    """One revision file."""

    path: Path
    id: str
    parents: tuple
    tree: ast.Module

    def is_plain(self):
        """Whether its code needs nothing but Python, Alembic and SQLAlchemy."""
        foreign = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                if node.level or not is_known(node.module):
                    foreign |= {alias.asname or alias.name for alias in node.names}
            elif isinstance(node, ast.Import):
                names = [alias for alias in node.names if not is_known(alias.name)]
                foreign |= {alias.asname or alias.name.split(".")[0] for alias in names}
        used = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        return "*" not in foreign and not foreign & used


    def imports(self):
        """The modules that it imports, those of its own package by relative name apart."""
        nodes = list(ast.walk(self.tree))
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}


def is_known(module):
    top = module.split(".")[0]
    return top in OURS or top in sys.stdlib_module_names


@dataclass
class History:
    """The revisions that belong together, and where they stand."""

    name: str
    root: Path
    script_location: Path
    revisions: list

    @property
    def ini(self):
        return self.root / f"{self.name.replace('/', '-')}.alembic.ini"

    def folders(self):
        return sorted({revision.path.parent for revision in self.revisions})

    def write_ini(self):
        """An alembic.ini of our own: the packages' own ones name no database,
        or hold only what their applications complete in code."""
        folders = "\n    ".join(str(folder) for folder in self.folders())
        self.ini.write_text(
            f"[alembic]\nscript_location = {self.script_location}\nprepend_sys_path = {self.root}\n"
            f"version_path_separator = newline\nversion_locations =\n    {folders}\n",
            encoding="utf-8",
        )

    def generic(self, root):
        """A copy of the package under an env.py that says nothing."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        location = root / self.script_location.relative_to(self.root)
        copy = History(self.name, root, location, [])
        (location / "env.py").write_text(ENV, encoding="utf-8")
        for revision in self.revisions:
            path = root / revision.path.relative_to(self.root)
            copy.revisions.append(Revision(path, revision.id, revision.parents, revision.tree))
        copy.write_ini()
        return copy


def constants(tree):
    """The assignments of literals at the top of a file."""
    found = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and len(targets) == 1 and isinstance(targets[0], ast.Name):
            try:
                found[targets[0].id] = ast.literal_eval(node.value)
            except (ValueError, TypeError):
                # Computed: the history's own tool has to find it out.
                found[targets[0].id] = None
    return found


def read(path):
    """A file as a revision; ``None`` where it is none."""
    text = path.read_bytes()
    if b"down_revision" not in text or path.name in ("env.py", "__init__.py"):
        return None
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    values = constants(tree)
    if "revision" not in values or "down_revision" not in values:
        return None
    parents = values["down_revision"] or ()
    parents = (parents,) if isinstance(parents, str) else tuple(parents)
    return Revision(path, values["revision"] or path.stem, parents, tree)


def location_of(folder, root):
    """The folder of the env.py that a folder of revisions belongs to."""
    for parent in [folder, *folder.parents]:
        if (parent / "env.py").is_file():
            return parent
        if parent == root:
            break
    return folder.parent


def find(name, root):
    """Folders under one env.py whose revisions have parents in each other are
    one history; others are histories of their own."""
    places = {}
    for path in sorted(root.rglob("*.py")):
        is_fixture = {"test", "tests"} & set(path.relative_to(root).parts)
        revision = None if is_fixture else read(path)
        if revision:
            places.setdefault(path.parent, []).append(revision)
    groups = []
    for folder, revisions in places.items():
        location = location_of(folder, root)
        ids = {revision.id for revision in revisions}
        parents = {parent for revision in revisions for parent in revision.parents}
        joined = [(location, revisions, ids, parents)]
        for group in list(groups):
            if group[0] == location and (group[2] & parents or group[3] & ids):
                groups.remove(group)
                joined.append(group)
                ids, parents = ids | group[2], parents | group[3]
        groups.append((location, [one for part in joined for one in part[1]], ids, parents))
    histories = []
    for location, revisions, _, _ in groups:
        label = name if len(groups) == 1 else f"{name}/{revisions[0].path.parent.relative_to(root).as_posix()}"
        revisions.sort(key=lambda revision: revision.path)
        histories.append(History(label, root, location, revisions))
    return histories
