# expect: broke 
# places: 0, 0 known
# line: 8
import keras
from keras import layers

inputs = keras.Input(shape=(28, 28, 1))
x = layers.Reshape((28, 14))(inputs)
outputs = layers.Dense(10)(layers.Flatten()(x))
model = keras.Model(inputs, outputs)
