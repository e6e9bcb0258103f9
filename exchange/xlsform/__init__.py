"""XLSForm: forms from other tools read into ours with a report of every cell, and ours written for them."""
