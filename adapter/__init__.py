"""A sidecar beside a government document system; `ARCHITECTURE.md` shows the house."""
