"""What is remembered: the only room that speaks SQL. Values go in, values come out."""
