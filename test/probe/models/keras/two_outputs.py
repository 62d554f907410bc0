# expect: ran (2, 4), (2, 7)
# places: 4, 4 known
import keras
from keras import layers

image = keras.Input((64, 64, 3), name="image")
x = image
for filters in (16, 32):
    x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
x = layers.GlobalMaxPooling2D()(x)
box = layers.Dense(4, name="box")(x)
label = layers.Dense(7, activation="softmax", name="label")(x)
detector = keras.Model(image, [box, label])
detector.compile("adam", loss={"box": "mse", "label": "sparse_categorical_crossentropy"})
