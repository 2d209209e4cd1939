"""totes know whose goods they hold."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the books to this shape."""
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_use_for", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
