# expect: not-broadcastable@30
"""Mixture density network, Monte Carlo dropout, quantile loss, custom metric classes with add_weight, custom regulariser and constraint."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, losses, metrics, regularizers, constraints, callbacks, optimizers, Sequential, Model, Input

K_MIX, D_IN, D_OUT = 5, 3, 2


class MDN(layers.Layer):
    def __init__(self, output_dimension, num_mixtures, **kwargs):
        self.output_dim = output_dimension
        self.num_mix = num_mixtures
        super().__init__(**kwargs)
        self.mdn_mus = layers.Dense(self.num_mix * self.output_dim, name="mdn_mus")
        self.mdn_sigmas = layers.Dense(self.num_mix * self.output_dim, activation=lambda x: tf.nn.elu(x) + 1 + 1e-6, name="mdn_sigmas")
        self.mdn_pi = layers.Dense(self.num_mix, name="mdn_pi")

    def call(self, x, mask=None):
        return layers.concatenate([self.mdn_mus(x), self.mdn_sigmas(x), self.mdn_pi(x)])


def get_mixture_loss_func(output_dim, num_mixes):
    def mdn_loss_func(y_true, y_pred):
        y_pred = tf.reshape(y_pred, [-1, (2 * num_mixes * output_dim) + num_mixes])
        y_true = tf.reshape(y_true, [-1, output_dim])
        out_mu, out_sigma, out_pi = tf.split(y_pred, num_or_size_splits=[num_mixes * output_dim, num_mixes * output_dim, num_mixes], axis=-1)
        mus = tf.reshape(out_mu, [-1, num_mixes, output_dim])
        sigmas = tf.reshape(out_sigma, [-1, num_mixes, output_dim])
        z = (y_true - mus) / sigmas
        log_prob = -0.5 * tf.reduce_sum(z**2 + tf.math.log(2 * np.pi * sigmas**2), axis=-1)
        return -tf.reduce_logsumexp(tf.nn.log_softmax(out_pi) + log_prob, axis=-1)

    return mdn_loss_func


class PinballLoss(losses.Loss):
    def __init__(self, quantiles=(0.1, 0.5, 0.9), name="pinball"):
        super().__init__(name=name)
        self.quantiles = tf.constant(quantiles, dtype=tf.float32)

    def call(self, y_true, y_pred):
        err = y_true - y_pred
        return tf.reduce_mean(tf.maximum(self.quantiles * err, (self.quantiles - 1) * err), axis=-1)


class R2(metrics.Metric):
    def __init__(self, name="r2", **kwargs):
        super().__init__(name=name, **kwargs)
        self.ss_res = self.add_weight(name="ss_res", initializer="zeros")
        self.total = self.add_weight(name="total", initializer="zeros")
        self.total_sq = self.add_weight(name="total_sq", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.float32)
        y_pred = tf.reshape(y_pred, [-1])
        self.ss_res.assign_add(tf.reduce_sum(tf.square(y_true - y_pred)))
        self.total.assign_add(tf.reduce_sum(y_true))
        self.total_sq.assign_add(tf.reduce_sum(y_true**2))
        self.count.assign_add(tf.cast(tf.size(y_true), tf.float32))

    def result(self):
        mean = self.total / self.count
        return 1 - self.ss_res / (self.total_sq - self.count * mean**2)

    def reset_state(self):
        for v in (self.ss_res, self.total, self.total_sq, self.count):
            v.assign(0.0)


class ClassRecall(metrics.Metric):
    def __init__(self, n, **kw):
        super().__init__(name="class_recall", **kw)
        self.matrix = self.add_weight(name="cm", shape=(n, n), initializer="zeros")
        self.n = n

    def update_state(self, y_true, y_pred, sample_weight=None):
        labels = tf.reshape(tf.cast(y_true, tf.int32), [-1])
        predictions = tf.argmax(y_pred, axis=-1, output_type=tf.int32)
        self.matrix.assign_add(tf.math.confusion_matrix(labels, predictions, num_classes=self.n, dtype=tf.float32))

    def result(self):
        return tf.reduce_mean(tf.linalg.diag_part(self.matrix) / (tf.reduce_sum(self.matrix, axis=1) + 1e-6))

    def reset_state(self):
        self.matrix.assign(tf.zeros((self.n, self.n)))


x = np.random.randn(64, D_IN).astype("float32")
y = np.stack([np.sin(x[:, 0]), x[:, 1] * x[:, 2]], axis=-1)
mdn = Sequential([Input((D_IN,)), layers.Dense(16, activation="tanh"), MDN(D_OUT, K_MIX)])
mdn.compile(loss=get_mixture_loss_func(D_OUT, K_MIX), optimizer=optimizers.Adam())
mdn.fit(x, y, epochs=1, batch_size=16, callbacks=[callbacks.EarlyStopping(monitor="loss", patience=2)])
params = mdn.predict(x[:4])
mus, sigs, pis = np.split(params, [K_MIX * D_OUT, 2 * K_MIX * D_OUT], axis=1)
best = pis.argmax(axis=1)
centers = mus.reshape(-1, K_MIX, D_OUT)[np.arange(4), best]
print(centers.shape, sigs.shape)

q = Sequential([Input((D_IN,)), layers.Dense(8, "relu", kernel_regularizer=regularizers.L1L2(1e-5, 1e-4), kernel_constraint=constraints.UnitNorm()), layers.Dense(3)])
q.compile("adam", PinballLoss(), metrics=[R2()])
target = y[:, :1].repeat(3, axis=1)
q.fit(x, target, epochs=1, validation_split=0.25)
lower, median, upper = q.predict(x[:10]).T
coverage = np.mean((y[:10, 0] >= lower) & (y[:10, 0] <= upper))


class MCDropout(layers.Dropout):
    def call(self, inputs):
        return super().call(inputs, training=True)


inp = Input((D_IN,))
h = layers.Dense(32, activation="selu", kernel_initializer="lecun_normal")(inp)
h = MCDropout(0.2)(h)
out = layers.Dense(4, activation="softmax")(h)
clf = Model(inp, out)
clf.compile("sgd", "sparse_categorical_crossentropy", metrics=[ClassRecall(4), metrics.SparseTopKCategoricalAccuracy(2)])
labels = np.random.randint(0, 4, 64)
clf.fit(x, labels, sample_weight=np.random.rand(64), epochs=1)
samples = np.stack([clf(x[:8], training=True) for _ in range(10)])
mean_p, std_p = samples.mean(axis=0), samples.std(axis=0)
entropy = -np.sum(mean_p * np.log(mean_p + 1e-9), axis=-1)
mutual = entropy - np.mean(-np.sum(samples * np.log(samples + 1e-9), axis=-1), axis=0)
print(coverage, mean_p.shape, std_p.max(), entropy.argsort()[::-1][:3], mutual.shape)
