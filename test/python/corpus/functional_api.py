"""Keras in its three styles: sequential, functional and subclassed; with a custom layer, metric and training step."""
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, Model, Input
from tensorflow.keras.layers import (
    BatchNormalization, Conv2D, Dense, Dropout,
    Flatten, GlobalAveragePooling2D, MaxPooling2D,
)

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = np.expand_dims(x_train.astype("float32") / 255, -1)
y_train = keras.utils.to_categorical(y_train, num_classes := 10)

simple = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        Conv2D(32, kernel_size=(3, 3), activation="relu"),
        MaxPooling2D(pool_size=(2, 2)),
        Conv2D(64, kernel_size=(3, 3), activation="relu"),
        MaxPooling2D(pool_size=(2, 2)),
        Flatten(),
        Dropout(0.5),
        Dense(num_classes, activation="softmax"),
    ]
)
simple.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
simple.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)


def conv_block(x, filters, kernel_size=3, *, strides=1, name=None, **kwargs):
    x = Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False, name=name and f"{name}_conv", **kwargs)(x)
    x = BatchNormalization(axis=-1)(x)
    return layers.Activation("relu")(x)


def build_model(input_shape=(224, 224, 3), classes=1000):
    inputs = Input(shape=input_shape)
    x = conv_block(inputs, 32, strides=2, name="stem")
    for filters, repeats in [(64, 2), (128, 2), (256, 6)]:
        shortcut = Conv2D(filters, 1, strides=2, padding="same")(x)
        x = conv_block(x, filters, strides=2)
        for _ in range(repeats - 1):
            x = conv_block(x, filters)
        x = layers.add([x, shortcut])
    x = GlobalAveragePooling2D()(x)
    outputs = Dense(classes, activation=None)(x)
    return Model(inputs, outputs, name="small_net")


@keras.utils.register_keras_serializable(package="Custom")
class Scale(layers.Layer):
    def __init__(self, factor=1.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1],), initializer="ones", trainable=True)
        super().build(input_shape)

    def call(self, inputs, training=None):
        return tf.where(tf.cast(training or False, tf.bool), inputs * self.w, inputs * self.factor)

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch, dim = tf.shape(z_mean)[0], tf.shape(z_mean)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_tracker = keras.metrics.Mean(name="loss")

    @property
    def metrics(self): return [self.loss_tracker]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(
                tf.reduce_sum(
                    keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)
                )
            )
            kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            total_loss = reconstruction_loss + tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
        grads = tape.gradient(total_loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_tracker.update_state(total_loss)
        return {m.name: m.result() for m in self.metrics}


latent_dim = 2
encoder_inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, 3, activation="relu", strides=2, padding="same")(encoder_inputs)
x = layers.Flatten()(x)
z_mean = layers.Dense(latent_dim, name="z_mean")(x)
z_log_var = layers.Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = keras.Model(encoder_inputs, [z_mean, z_log_var, z], name="encoder")
latent_inputs = keras.Input(shape=(latent_dim,))
x = layers.Dense(7 * 7 * 64, activation="relu")(latent_inputs)
x = layers.Reshape((7, 7, 64))(x)
x = layers.Conv2DTranspose(64, 3, activation="relu", strides=2, padding="same")(x)
decoder = keras.Model(latent_inputs, layers.Conv2DTranspose(1, 3, strides=2, padding="same")(x), name="decoder")
VAE(encoder, decoder).compile(optimizer=keras.optimizers.Adam())
