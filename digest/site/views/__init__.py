"""One kind of page a module: what it shows, worked out in full, so that its template only has to print it."""
