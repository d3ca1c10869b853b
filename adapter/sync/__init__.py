"""The trip of a document: the shell that carries out what `adapter.core` decides."""
