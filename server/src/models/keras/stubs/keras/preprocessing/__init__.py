"""Older names of what `keras.utils` has, and generators of images."""
from keras.utils import image_dataset_from_directory, text_dataset_from_directory, timeseries_dataset_from_array
