"""A switch that code sets before it opens broken files."""
LOAD_TRUNCATED_IMAGES = False
