"""What leaves the house: a module an output."""
