"""Dilated causal convolutions over windows of a series, cut by `tf.data`."""
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

series = np.sin(np.arange(400, dtype="float32") / 10) + np.random.rand(400).astype("float32")
window_size, batch_size, split_time = 20, 16, 300


def windowed_dataset(series, window_size, batch_size, shuffle_buffer):
    series = tf.expand_dims(series, axis=-1)
    ds = tf.data.Dataset.from_tensor_slices(series)
    ds = ds.window(window_size + 1, shift=1, drop_remainder=True)
    ds = ds.flat_map(lambda w: w.batch(window_size + 1))
    ds = ds.shuffle(shuffle_buffer)
    ds = ds.map(lambda w: (w[:-1], w[1:]))
    return ds.batch(batch_size).prefetch(1)


def model_forecast(model, series, window_size):
    ds = tf.data.Dataset.from_tensor_slices(series)
    ds = ds.window(window_size, shift=1, drop_remainder=True)
    ds = ds.flat_map(lambda w: w.batch(window_size))
    return model.predict(ds.batch(32).prefetch(1))


def block(x, filters, dilation):
    gate = layers.Conv1D(filters, 2, dilation_rate=dilation, padding="causal", activation="sigmoid")(x)
    value = layers.Conv1D(filters, 2, dilation_rate=dilation, padding="causal", activation="tanh")(x)
    z = layers.Conv1D(filters, 1)(layers.Multiply()([gate, value]))
    return layers.Add()([x, z]), z


inputs = keras.Input(shape=[None, 1])
x = layers.Conv1D(8, 2, padding="causal")(inputs)
skips = []
for rate in (1, 2, 4, 8):
    x, skip = block(x, 8, rate)
    skips.append(skip)
x = keras.activations.relu(layers.Add()(skips))
x = layers.Conv1D(8, 1, activation="relu")(x)
outputs = layers.Conv1D(1, 1)(x)
model = keras.Model(inputs, outputs)

train_set = windowed_dataset(series[:split_time], window_size, batch_size, 100)
valid_set = windowed_dataset(series[split_time:], window_size, batch_size, 100)
model.compile(loss=keras.losses.Huber(), optimizer=keras.optimizers.Adam(learning_rate=3e-4), metrics=["mae"])
early = keras.callbacks.EarlyStopping(patience=10)
model.fit(train_set, epochs=2, validation_data=valid_set, callbacks=[early])
forecast = model_forecast(model, series[..., np.newaxis], window_size)
forecast = forecast[split_time - window_size : -1, -1, 0]
print(np.mean(np.abs(series[split_time:] - forecast)))
