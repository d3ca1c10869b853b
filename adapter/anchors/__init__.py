"""Where the log is held outside the administrator's reach: one module for each kind of place."""
