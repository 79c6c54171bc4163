"""The program as its operator has it: a process, its environment, its exit code, its output."""
