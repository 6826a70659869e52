"""Training of the weights that digest ships: run by a person, never by a build."""
