from keras.constraints import *
