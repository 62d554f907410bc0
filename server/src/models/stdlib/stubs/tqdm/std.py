"""The same bar for another screen."""
from tqdm import tqdm, trange
