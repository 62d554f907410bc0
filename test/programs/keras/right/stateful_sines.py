import numpy as np
import tensorflow as tf
from tensorflow import keras

tsteps = 2
batch_size = 10
epochs = 1


def gen_cosine_amp(amp=100, period=1000, x0=0, xn=500, step=1, k=0.0001):
    cos = np.zeros(((xn - x0) * step, 1, 1))
    for i in range(len(cos)):
        idx = x0 + i * step
        cos[i, 0, 0] = amp * np.cos(2 * np.pi * idx / period)
        cos[i, 0, 0] = cos[i, 0, 0] * np.exp(-k * idx)
    return cos


cos = gen_cosine_amp()
print("Input shape:", cos.shape)
expected_output = np.zeros((len(cos), 1))
for i in range(len(cos) - 1):
    expected_output[i, 0] = np.mean(cos[i + 1 : i + 2])

model = keras.Sequential()
model.add(keras.Input(batch_shape=(batch_size, 1, 1)))
model.add(keras.layers.LSTM(20, return_sequences=True, stateful=True))
model.add(keras.layers.LSTM(20, return_sequences=False, stateful=True))
model.add(keras.layers.Dense(1))
model.compile(loss="mse", optimizer="rmsprop")
for i in range(epochs):
    model.fit(cos, expected_output, batch_size=batch_size, epochs=1, shuffle=False)
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()
predicted_output = model.predict(cos[:100], batch_size=batch_size)
errors = np.abs(predicted_output - expected_output[:100])
print(errors.mean(), predicted_output.shape)

frames = np.random.rand(6, 5, 24, 24, 1).astype("float32")
shifted = np.roll(frames, -1, axis=1)
inp = keras.layers.Input(shape=(None, *frames.shape[2:]))
x = keras.layers.ConvLSTM2D(filters=8, kernel_size=(5, 5), padding="same", return_sequences=True, activation="relu")(inp)
x = keras.layers.BatchNormalization()(x)
x = keras.layers.ConvLSTM2D(filters=8, kernel_size=(3, 3), padding="same", return_sequences=True, activation="relu")(x)
x = keras.layers.Conv3D(filters=1, kernel_size=(3, 3, 3), activation="sigmoid", padding="same")(x)
video = keras.models.Model(inp, x)
video.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam())
video.fit(frames, shifted, batch_size=2, epochs=1)
first = frames[0][:3]
for _ in range(2):
    new_prediction = video.predict(np.expand_dims(first, axis=0))
    new_prediction = np.squeeze(new_prediction, axis=0)
    predicted_frame = np.expand_dims(new_prediction[-1, ...], axis=0)
    first = np.concatenate((first, predicted_frame), axis=0)
print(first.shape)
