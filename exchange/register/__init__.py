"""Other people's registers of contracts: each kind of file read into one `Reading`."""
