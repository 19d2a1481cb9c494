"""``python -m bot`` is ``callboard``."""

from __future__ import annotations

from bot.cli import main

raise SystemExit(main())
