# expect: ran (2, 11)
# places: 6, 5 known
import keras
from keras import layers

frames = keras.Input(shape=(8, 32, 32, 3))
cnn = keras.Sequential([layers.Conv2D(4, 3, activation="relu"), layers.GlobalAveragePooling2D()])
x = layers.TimeDistributed(cnn)(frames)
x = layers.LSTM(12)(x)
video = keras.Model(frames, layers.Dense(11, activation="softmax")(x))
