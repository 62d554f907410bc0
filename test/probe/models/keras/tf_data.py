# expect: ran (2, 2)
# places: 3, 2 known
import tensorflow as tf

features = tf.random.normal((100, 10))
labels = tf.random.uniform((100,), maxval=2, dtype=tf.int32)
dataset = tf.data.Dataset.from_tensor_slices((features, labels)).shuffle(100).batch(16)

model = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(8, activation="relu"),
        tf.keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(dataset, epochs=3)
