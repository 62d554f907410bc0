"""What of scikit-learn makes and divides the arrays that networks are trained on. The rest is unknown."""
__version__ = "1"
