"""What a follow-up is: forms, contracts, deviations, section 4.A. Pure values and rules, no clock."""
