"""Mappings, code lists and samples as package data; read through `importlib.resources`."""
