import re
import string

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, losses

texts = np.array(["win a prize now", "see you at lunch", "cheap pills here", "meeting moved to noon"] * 16)
labels = np.array([1, 0, 1, 0] * 16)
max_features = 200
sequence_length = 20
embedding_dim = 16


def custom_standardization(input_data):
    lowercase = tf.strings.lower(input_data)
    stripped_html = tf.strings.regex_replace(lowercase, "<br />", " ")
    return tf.strings.regex_replace(stripped_html, "[%s]" % re.escape(string.punctuation), "")


raw = tf.data.Dataset.from_tensor_slices((texts, labels)).shuffle(64, seed=1).batch(8)
train_raw, val_raw = raw.skip(2), raw.take(2)
vectorize_layer = layers.TextVectorization(
    standardize=custom_standardization, max_tokens=max_features, output_mode="int", output_sequence_length=sequence_length
)
train_text = train_raw.map(lambda x, y: x)
vectorize_layer.adapt(train_text)


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


text_batch, label_batch = next(iter(train_raw))
print(vectorize_text(text_batch[0], label_batch[0]))
train_ds = train_raw.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)
val_ds = val_raw.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)


class Attention(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.W1 = layers.Dense(units)
        self.W2 = layers.Dense(units)
        self.V = layers.Dense(1)

    def call(self, features, hidden):
        hidden_with_time_axis = tf.expand_dims(hidden, 1)
        score = tf.nn.tanh(self.W1(features) + self.W2(hidden_with_time_axis))
        attention_weights = tf.nn.softmax(self.V(score), axis=1)
        context_vector = attention_weights * features
        context_vector = tf.reduce_sum(context_vector, axis=1)
        return context_vector, attention_weights


inputs = layers.Input(shape=(sequence_length,), dtype="int32")
embedded = layers.Embedding(max_features + 1, embedding_dim)(inputs)
gru, forward_h, backward_h = layers.Bidirectional(layers.GRU(24, return_sequences=True, return_state=True))(embedded)
state_h = layers.Concatenate()([forward_h, backward_h])
context, weights = Attention(10)(gru, state_h)
dense = layers.Dense(20, activation="relu")(context)
output = layers.Dense(1)(layers.Dropout(0.05)(dense))
model = tf.keras.Model(inputs=inputs, outputs=output)
model.compile(
    loss=losses.BinaryCrossentropy(from_logits=True), optimizer="adam", metrics=[tf.metrics.BinaryAccuracy(threshold=0.0)]
)
model.fit(train_ds, validation_data=val_ds, epochs=1)
loss, accuracy = model.evaluate(val_ds)

export_model = tf.keras.Sequential([vectorize_layer, model, layers.Activation("sigmoid")])
export_model.compile(loss=losses.BinaryCrossentropy(from_logits=False), optimizer="adam", metrics=["accuracy"])
examples = tf.constant(["free prize today", "lunch at noon?"])
print(export_model.predict(examples))
