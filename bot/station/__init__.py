"""The work: receive, answer, deliver, fetch. Each job loads, decides and records in one transaction."""
