"""The command line `aktsom`: a file a group of commands. It never imports the screens' library."""
