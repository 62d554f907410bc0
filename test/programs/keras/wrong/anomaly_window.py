# expect: loss-shape-mismatch@32
# expect: not-broadcastable@34
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import LSTM, Dense, Dropout, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

TIME_STEPS = 30
series = np.sin(np.linspace(0, 60, 600)).reshape(-1, 1)
scaler = StandardScaler()
scaled = scaler.fit_transform(series)


def create_sequences(values, time_steps=TIME_STEPS):
    output = []
    for i in range(len(values) - time_steps + 1):
        output.append(values[i : (i + time_steps)])
    return np.stack(output)


x_train = create_sequences(scaled)
print("Training input shape: ", x_train.shape)

model = Sequential()
model.add(LSTM(32, input_shape=(x_train.shape[1], x_train.shape[2])))
model.add(Dropout(rate=0.2))
model.add(RepeatVector(TIME_STEPS // 2))
model.add(LSTM(32, return_sequences=True))
model.add(Dropout(rate=0.2))
model.add(TimeDistributed(Dense(x_train.shape[2])))
model.compile(optimizer="adam", loss="mae")
history = model.fit(x_train, x_train, epochs=1, batch_size=32, validation_split=0.1, shuffle=False)
x_train_pred = model.predict(x_train)
train_mae_loss = np.mean(np.abs(x_train_pred - x_train), axis=1)
threshold = np.max(train_mae_loss)
anomalies = train_mae_loss > threshold
print(np.sum(anomalies), threshold)
