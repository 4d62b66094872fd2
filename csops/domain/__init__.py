"""What the business is: values and rules, without input, output, clock, Qt or SQL."""
