"""The program's version, as pyproject.toml has it (a test holds them equal); reading it loads nothing."""

VERSION = "0.1.0"
