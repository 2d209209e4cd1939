"""Which errors are the world's (disk, network, database) and which are mistakes of our own."""

import psycopg
from pysqlite3 import dbapi2 as sqlite3

# A broken rule of the schema or a value that does not fit is our mistake, so IntegrityError and DataError are not here.
OF_THE_WORLD = (
    OSError,
    MemoryError,
    sqlite3.OperationalError,
    sqlite3.InternalError,
    psycopg.OperationalError,
    psycopg.InternalError,
    psycopg.InterfaceError,
)


def is_of_the_world(error: BaseException) -> bool:
    """Whether the same may go well a moment later without anybody changing the program: then it is worth sending again.

    Whatever is not known to be of the world is a mistake, which the same input brings about again and again.
    """
    return isinstance(error, OF_THE_WORLD)
