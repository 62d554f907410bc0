# expect: ran (2, 28, 28, 1)
# places: 8, 7 known
import keras
from keras import layers

encoder = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(16, 3, activation="relu", padding="same", strides=2),
        layers.Conv2D(8, 3, activation="relu", padding="same", strides=2),
    ],
    name="encoder",
)
decoder = keras.Sequential(
    [
        keras.Input(shape=(7, 7, 8)),
        layers.Conv2DTranspose(8, 3, strides=2, activation="relu", padding="same"),
        layers.Conv2DTranspose(16, 3, strides=2, activation="relu", padding="same"),
        layers.Conv2D(1, 3, activation="sigmoid", padding="same"),
    ],
    name="decoder",
)
image = keras.Input(shape=(28, 28, 1))
autoencoder = keras.Model(image, decoder(encoder(image)))
autoencoder.compile(optimizer="adam", loss="mae")
