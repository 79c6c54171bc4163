"""The whole station as people see it: the sandbox's page in a real browser."""
