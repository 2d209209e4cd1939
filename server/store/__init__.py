"""Where things are kept: engine, the one writer, transactions, migrations, backup."""
