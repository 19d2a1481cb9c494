"""What exactly was approved is kept with each post, to be compared before it is sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("social_posts", sa.Column("approved_hash", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("social_posts", "approved_hash")
