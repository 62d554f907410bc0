# expect: ran (2, 1)
# places: 5, 5 known
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models

WINDOW = 30
series = np.sin(np.arange(500) / 10).astype("float32")
x = np.stack([series[i : i + WINDOW] for i in range(len(series) - WINDOW)])[..., None]
y = series[WINDOW:]

model = models.Sequential()
model.add(layers.Conv1D(16, 5, activation="relu", input_shape=(WINDOW, 1)))
model.add(layers.MaxPooling1D(2))
model.add(layers.GRU(8))
model.add(layers.Dense(1))
model.compile(loss="mse", optimizer=tf.keras.optimizers.Adam(1e-3))
history = model.fit(x, y, batch_size=32, epochs=5, validation_split=0.2)
print(history.history["loss"])
