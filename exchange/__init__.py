"""Files in and files out: registers read into values, values written as files. Never a query, never a screen."""
