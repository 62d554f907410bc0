"""ResNet50 under its older name."""
from keras.applications.resnet import ResNet50, decode_predictions, preprocess_input
