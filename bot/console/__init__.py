"""The web pages: for now, what a monitor asks."""
