# expect: broke Concatenate
# places: 0, 0 known
# line: 10
import keras
from keras import layers

a = keras.Input(shape=(16, 16, 3))
left = layers.Conv2D(4, 3)(a)
right = layers.MaxPooling2D()(a)
both = layers.Concatenate()([left, right])
model = keras.Model(a, both)
