"""A complaint station for people who are hurt at home, reached through a chat."""
