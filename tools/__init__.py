"""What keeps this repository in order; no part of digest."""
