"""Pure functions that draw Block Kit; each view owns its action ids."""
