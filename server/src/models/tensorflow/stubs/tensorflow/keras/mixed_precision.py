from keras.mixed_precision import *
