# expect: ran (2, 10)
# places: 3, 3 known
# note: not downloaded
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)

model = keras.Sequential([layers.Input(shape=(x_train.shape[1],)), layers.Dense(32, "relu"), layers.Dense(10, "softmax")])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=1)
