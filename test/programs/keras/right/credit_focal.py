import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class F1Score(keras.metrics.Metric):
    def __init__(self, threshold=0.5, name="f1", **kwargs):
        super().__init__(name=name, **kwargs)
        self.threshold = threshold
        self.tp = self.add_weight(name="tp", initializer="zeros")
        self.fp = self.add_weight(name="fp", initializer="zeros")
        self.fn = self.add_weight(name="fn", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.float32)
        y_pred = tf.cast(tf.reshape(y_pred, [-1]) > self.threshold, tf.float32)
        self.tp.assign_add(tf.reduce_sum(y_true * y_pred))
        self.fp.assign_add(tf.reduce_sum((1 - y_true) * y_pred))
        self.fn.assign_add(tf.reduce_sum(y_true * (1 - y_pred)))

    def result(self):
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn + keras.backend.epsilon())

    def reset_state(self):
        for v in (self.tp, self.fp, self.fn):
            v.assign(0.0)


def focal_loss(gamma=2.0, alpha=0.25):
    def loss_fn(y_true, y_pred):
        y_true = tf.cast(y_true, tf.float32)
        epsilon = keras.backend.epsilon()
        y_pred = tf.clip_by_value(y_pred, epsilon, 1.0 - epsilon)
        p_t = y_true * y_pred + (1 - y_true) * (1 - y_pred)
        alpha_factor = y_true * alpha + (1 - y_true) * (1 - alpha)
        modulating_factor = tf.pow(1.0 - p_t, gamma)
        return tf.reduce_mean(-alpha_factor * modulating_factor * tf.math.log(p_t), axis=-1)

    return loss_fn


class LogEpoch(keras.callbacks.Callback):
    def __init__(self, validation):
        super().__init__()
        self.x, self.y = validation

    def on_epoch_end(self, epoch, logs=None):
        scores = self.model.predict(self.x, verbose=0)
        hits = np.mean((scores[:, 0] > 0.5) == self.y)
        print(epoch, hits)


rows = 500
features = np.random.randn(rows, 29).astype("float32")
targets = (np.random.rand(rows) < 0.05).astype("uint8")
num_val = int(rows * 0.2)
train_features, train_targets = features[:-num_val], targets[:-num_val]
val_features, val_targets = features[-num_val:], targets[-num_val:]
counts = np.bincount(train_targets)
weight_for_0 = 1.0 / counts[0]
weight_for_1 = 1.0 / max(counts[1], 1)
mean = np.mean(train_features, axis=0)
train_features -= mean
val_features -= mean
std = np.std(train_features, axis=0)
train_features /= std
val_features /= std

model = keras.Sequential(
    [
        keras.Input(shape=train_features.shape[1:]),
        layers.Dense(64, activation="relu"),
        layers.BatchNormalization(),
        layers.Dropout(0.3),
        layers.Dense(64, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(1e-2), loss=focal_loss(gamma=2.0), metrics=[F1Score(), keras.metrics.AUC(name="auc")])
model.fit(
    train_features,
    train_targets[:, None],
    batch_size=64,
    epochs=2,
    callbacks=[LogEpoch((val_features, val_targets))],
    validation_data=(val_features, val_targets[:, None]),
    class_weight={0: weight_for_0, 1: weight_for_1},
)
probs = model.predict(val_features).ravel()
best = max(np.linspace(0.1, 0.9, 9), key=lambda t: np.mean((probs > t) == val_targets))
print(best, probs.shape)
