"""einops as layers, one module a framework."""
