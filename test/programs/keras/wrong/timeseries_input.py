# expect: feature-mismatch@16
import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Dropout, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

X = np.random.rand(500, 30, 5)
y = np.random.rand(500, 7, 1)
model = Sequential()
model.add(LSTM(64, activation="tanh", input_shape=(X.shape[1], X.shape[2])))
model.add(RepeatVector(y.shape[1]))
model.add(LSTM(64, return_sequences=True))
model.add(Dropout(0.2))
model.add(TimeDistributed(Dense(1)))
model.compile(optimizer="adam", loss="mse")
history = model.fit(X, y, epochs=3, batch_size=16, validation_split=0.2, verbose=0)
yhat = model.predict(X[:1, :, :4], verbose=0)
print(yhat[0, :, 0])
