# expect: rank-mismatch@45
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense, Input, Layer
from tensorflow.keras.models import Model

original_dim = 784
intermediate_dim = 64
latent_dim = 8


class KLDivergenceLayer(Layer):
    def call(self, inputs):
        mu, log_var = inputs
        kl_batch = -0.5 * tf.reduce_sum(1 + log_var - tf.square(mu) - tf.exp(log_var), axis=-1)
        self.add_loss(tf.reduce_mean(kl_batch))
        eps = tf.random.normal(tf.shape(mu))
        return mu + tf.exp(log_var / 2) * eps


def nll(y_true, y_pred):
    return tf.reduce_sum(tf.keras.losses.binary_crossentropy(y_true, y_pred), axis=-1)


x = Input(shape=(original_dim,))
h = Dense(intermediate_dim, activation="relu")(x)
z_mu = Dense(latent_dim)(h)
z_log_var = Dense(latent_dim)(h)
z = KLDivergenceLayer()([z_mu, z_log_var])
decoder_h = Dense(intermediate_dim, activation="relu")
decoder_mean = Dense(original_dim, activation="sigmoid")
x_decoded = decoder_mean(decoder_h(z))

vae = Model(x, x_decoded)
encoder = Model(x, z_mu)
decoder_input = Input(shape=(latent_dim,))
generator = Model(decoder_input, decoder_mean(decoder_h(decoder_input)))
vae.compile(optimizer="rmsprop", loss="binary_crossentropy")

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, original_dim).astype("float32") / 255.0
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:]))).astype("float32") / 255.0
vae.fit(x_train, x_train, shuffle=True, epochs=1, batch_size=100, validation_data=(x_test, x_test))
x_test_encoded = encoder.predict(x_test[:100], batch_size=100)
digit = generator.predict(np.random.normal(size=(latent_dim,)))[0].reshape(28, 28)
print(x_test_encoded.shape, digit.shape)
