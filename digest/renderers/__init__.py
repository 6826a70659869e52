"""What turns the pages into HTML. Each renderer is a module; all read the same mkdocs.yml and folder of pages."""
