# expect: ran (2, 1)
# places: 5, 4 known
import tensorflow as tf

VOCABULARY, LENGTH = 5000, 80

model = tf.keras.Sequential(
    [
        tf.keras.layers.Input(shape=(LENGTH,), dtype="int32"),
        tf.keras.layers.Embedding(VOCABULARY, 32),
        tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(16, return_sequences=True)),
        tf.keras.layers.LSTM(8),
        tf.keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(loss="binary_crossentropy", optimizer="adam")
