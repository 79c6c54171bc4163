"""Secrets: plain words in, sealed bytes out, and back. Nothing else."""
