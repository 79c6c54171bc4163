"""Mirrors bot/, with stories of conversations and journeys through the whole system beside it."""
