"""What the sides of a debate are about: one declarative sentence."""
