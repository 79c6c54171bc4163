"""How fast it is. Not tests: run by `make bench`, each against something else in the same run."""
