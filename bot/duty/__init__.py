"""The officers' rules. Pure."""
