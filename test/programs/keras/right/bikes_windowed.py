import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from tensorflow.keras.layers import LSTM, Conv1D, Dense, Dropout, MaxPooling1D
from tensorflow.keras.models import Sequential

df = pd.DataFrame(
    {
        "cnt": np.random.rand(400),
        "t1": np.random.rand(400),
        "hum": np.random.rand(400),
        "wind_speed": np.random.rand(400),
    }
)
train_size = int(len(df) * 0.9)
test_size = len(df) - train_size
train, test = df.iloc[0:train_size], df.iloc[train_size : len(df)]
print(len(train), len(test))

scaler = MinMaxScaler()
values = scaler.fit_transform(df.values)


def create_dataset(X, y, time_steps=1):
    Xs, ys = [], []
    for i in range(len(X) - time_steps):
        v = X[i : (i + time_steps)]
        Xs.append(v)
        ys.append(y[i + time_steps])
    return np.array(Xs), np.array(ys)


time_steps = 10
X_train, y_train = create_dataset(values[:train_size], values[:train_size, 0], time_steps)
X_test, y_test = create_dataset(values[train_size:], values[train_size:, 0], time_steps)
print(X_train.shape, y_train.shape)

model = Sequential()
model.add(Conv1D(filters=32, kernel_size=3, activation="relu", input_shape=(X_train.shape[1], X_train.shape[2])))
model.add(MaxPooling1D(2))
model.add(LSTM(64, return_sequences=True))
model.add(Dropout(0.2))
model.add(LSTM(32))
model.add(Dense(units=1))
model.compile(loss="mean_squared_error", optimizer="adam")
history = model.fit(X_train, y_train, epochs=2, batch_size=32, validation_split=0.1, shuffle=False)

y_pred = model.predict(X_test)
dummy = np.zeros((len(y_pred), values.shape[1]))
dummy[:, 0] = y_pred.flatten()
y_pred_inv = scaler.inverse_transform(dummy)[:, 0]
rmse = np.sqrt(np.mean((y_test - y_pred.flatten()) ** 2))
print(rmse, y_pred_inv.shape)

series = tf.data.Dataset.from_tensor_slices(values[:, 0].astype("float32"))
series = series.window(11, shift=1, drop_remainder=True)
series = series.flat_map(lambda w: w.batch(11))
series = series.map(lambda w: (tf.expand_dims(w[:-1], -1), w[-1:]))
series = series.shuffle(100).batch(16, drop_remainder=True).prefetch(1)
small = tf.keras.models.Sequential(
    [
        tf.keras.layers.Conv1D(16, 3, strides=1, padding="causal", activation="relu", input_shape=[None, 1]),
        tf.keras.layers.LSTM(16),
        tf.keras.layers.Dense(8, activation="relu"),
        tf.keras.layers.Dense(1),
        tf.keras.layers.Lambda(lambda x: x * 100),
    ]
)
small.compile(loss=tf.keras.losses.Huber(), optimizer=tf.keras.optimizers.SGD(learning_rate=1e-5, momentum=0.9), metrics=["mae"])
small.fit(series, epochs=1)

forecast = []
for t in range(5):
    window = values[t : t + 10, 0][np.newaxis, :, np.newaxis]
    forecast.append(small.predict(window, verbose=0))
forecast = np.array(forecast)[:, 0, 0]
print(forecast.shape)
