"""The index that finds the accounts which have a post on its way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX = "ix_social_posts_in_flight"
_ROWS = "state = 'publishing'"


def upgrade() -> None:
    op.create_index(
        _INDEX,
        "social_posts",
        ["integration_id"],
        sqlite_where=sa.text(_ROWS),
        postgresql_where=sa.text(_ROWS),
    )


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="social_posts")
