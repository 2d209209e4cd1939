"""counts keep their start and their overrule."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the books to this shape."""
    with op.batch_alter_table("count_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("started_at", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("overrule", sa.Text(), server_default=sa.text("''"), nullable=False))
