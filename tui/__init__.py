"""What a person meets in a terminal: the app and the command line."""
