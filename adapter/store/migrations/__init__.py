"""Migrations of the schema, run by `adapter.store.migrate` and shipped with the package."""
