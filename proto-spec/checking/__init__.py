"""Judges `openrpc.json`: by itself, beside the other files of the specification, and beside those
of earlier releases."""
