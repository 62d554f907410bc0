# expect: ran (16, 28, 28, 1)
# places: 13, 13 known
# model: generator
import keras
import tensorflow as tf
from keras import layers

generator = keras.Sequential(
    [
        keras.Input(shape=(100,)),
        layers.Dense(7 * 7 * 32, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(16, 5, strides=2, padding="same"),
        layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"),
    ],
    name="generator",
)
discriminator = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(16, 5, strides=2, padding="same"),
        layers.LeakyReLU(),
        layers.Flatten(),
        layers.Dense(1),
    ],
    name="discriminator",
)
noise = tf.random.normal([16, 100])
images = generator(noise, training=False)
decision = discriminator(images)
