# expect: loss-shape-mismatch@40
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import TextVectorization

max_features = 2000
sequence_length = 50
embedding_dim = 32

texts = ["a fine film", "a dull film", "what a waste of time", "loved every minute"] * 16
labels = [1, 0, 0, 1] * 16

raw_train_ds = tf.data.Dataset.from_tensor_slices((texts, labels)).batch(8)
raw_val_ds = tf.data.Dataset.from_tensor_slices((texts[:16], labels[:16])).batch(8)

vectorize_layer = TextVectorization(max_tokens=max_features, output_mode="int", output_sequence_length=sequence_length)
text_ds = raw_train_ds.map(lambda x, y: x)
vectorize_layer.adapt(text_ds)


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


train_ds = raw_train_ds.map(vectorize_text).cache().prefetch(buffer_size=tf.data.AUTOTUNE)
val_ds = raw_val_ds.map(vectorize_text).cache().prefetch(buffer_size=tf.data.AUTOTUNE)

inputs = keras.Input(shape=(None,), dtype="int64")
x = layers.Embedding(max_features, embedding_dim, mask_zero=True)(inputs)
x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(x)
x = layers.Bidirectional(layers.LSTM(16))(x)
x = layers.Dense(32, activation="relu")(x)
x = layers.Dropout(0.5)(x)
predictions = layers.Dense(2, activation="sigmoid", name="predictions")(x)

model = keras.Model(inputs, predictions)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(train_ds, validation_data=val_ds, epochs=1)

raw_inputs = keras.Input(shape=(1,), dtype="string")
indices = vectorize_layer(raw_inputs)
outputs = model(indices)
end_to_end_model = keras.Model(raw_inputs, outputs)
end_to_end_model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
probs = end_to_end_model.predict(tf.constant([["what a film"]]))
print(float(probs[0][0]))
