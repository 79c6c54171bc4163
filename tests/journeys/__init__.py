"""The whole system on the sandbox: real library, real database, time moved and not waited for."""
