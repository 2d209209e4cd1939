"""A program that writes rows with the driver alone, marking each after its commit: the power-cut test's control."""

import os
import sys

import pysqlite3


def main(folder: str, synchronous: str) -> None:
    connection = pysqlite3.connect(f"{folder}/raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("CREATE TABLE said (number INTEGER PRIMARY KEY)")
    marks = os.open(f"{folder}/marks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in range(60):
        connection.execute("INSERT INTO said VALUES (?)", (number,))
        os.write(marks, b"%d\n" % number)


if __name__ == "__main__":
    main(*sys.argv[1:])
