# expect: broke 
# places: 4, 4 known
# line: 14
import keras
import numpy as np
from keras import layers

model = keras.Sequential(
    [keras.Input((10,), dtype="int32"), layers.Embedding(20, 8), layers.LSTM(4, return_sequences=True), layers.Dense(3)]
)
model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
x = np.random.randint(0, 20, (16, 10))
y = np.eye(3)[np.random.randint(0, 3, 16)]
model.fit(x, y)
