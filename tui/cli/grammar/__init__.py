"""What each command takes. Nothing here loads what the commands do."""
