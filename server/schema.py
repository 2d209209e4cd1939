"""The whole schema in one place: importing this names every table that there is."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import Script
from sqlalchemy import make_url

from server.catalog import tables as catalog
from server.commands import tables as commands
from server.counting import tables as counting
from server.importing import tables as importing
from server.ledger import tables as ledger
from server.people import tables as people
from server.selling import tables as selling
from server.store.base import metadata
from server.store.schema import HERE, config, engine_for, migrate
from server.tasks import tables as tasks

# What autogenerate writes from SQLite's point of view → what both databases understand.
PORTABLE = {
    "sa.Boolean(), server_default=sa.text('1')": "sa.Boolean(), server_default=sa.true()",
    "sa.Boolean(), server_default=sa.text('0')": "sa.Boolean(), server_default=sa.false()",
    """sa.text("('')")""": """sa.text("''")""",
}
TABLES = (catalog, commands, counting, importing, ledger, people, selling, tasks)

__all__ = ["TABLES", "metadata"]


def write_revision(what: str) -> Path:
    """Write the migration that leads from the newest revision to the tables as they are now; answers its file.

    what: short words for its file name and docstring, for example `lots know their maker`.
    """
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        migrate(url)
        settings = config()
        number = len(list((HERE / "versions").glob("[0-9]*.py"))) + 1
        with engine_for(make_url(url)).begin() as connection:
            settings.attributes["connection"] = connection
            settings.attributes["metadata"] = metadata
            made = command.revision(settings, message=what, autogenerate=True, rev_id=f"{number:04d}")
    assert isinstance(made, Script)
    path = Path(made.path)
    words = path.read_text("utf-8")
    for sqlite_only, everywhere in PORTABLE.items():
        words = words.replace(sqlite_only, everywhere)
    path.write_text(words, "utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{write_revision(' '.join(sys.argv[1:]))}\n")
