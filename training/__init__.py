"""Training of the models that digest ships, see `training.__main__`."""
