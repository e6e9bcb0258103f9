"""What is remembered of each kind of thing: one method a use case, one transaction a method."""
