"""Finds inputs that break the readers: discussions in every shape, damaged at random, and what must hold all the same.

    python -m fuzz --seconds 600

`shapes` writes one made-up discussion in each form that is read, `mutate` damages it, `invariants` says what must hold.
With atheris (libFuzzer) installed the search is guided by the lines that an input reaches; without it, it is blind and
seeded. What was found and mended stays as a case in tests/fuzz/cases.
"""
