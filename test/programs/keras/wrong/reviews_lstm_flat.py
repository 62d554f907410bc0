# expect: rank-mismatch@54
import re
import string

import tensorflow as tf
from tensorflow.keras import layers, losses

batch_size = 4
seed = 42
raw_train_ds = tf.keras.utils.text_dataset_from_directory(
    "data/reviews/train", batch_size=batch_size, validation_split=0.2, subset="training", seed=seed
)
raw_val_ds = tf.keras.utils.text_dataset_from_directory(
    "data/reviews/train", batch_size=batch_size, validation_split=0.2, subset="validation", seed=seed
)


def custom_standardization(input_data):
    lowercase = tf.strings.lower(input_data)
    stripped_html = tf.strings.regex_replace(lowercase, "<br />", " ")
    return tf.strings.regex_replace(stripped_html, "[%s]" % re.escape(string.punctuation), "")


max_features = 10000
sequence_length = 250
vectorize_layer = layers.TextVectorization(
    standardize=custom_standardization,
    max_tokens=max_features,
    output_mode="int",
    output_sequence_length=sequence_length,
)
train_text = raw_train_ds.map(lambda x, y: x)
vectorize_layer.adapt(train_text)


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


text_batch, label_batch = next(iter(raw_train_ds))
first_review, first_label = text_batch[0], label_batch[0]
print("Vectorized review", vectorize_text(first_review, first_label))

train_ds = raw_train_ds.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)
val_ds = raw_val_ds.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)

embedding_dim = 16
model = tf.keras.Sequential(
    [
        layers.Embedding(max_features, embedding_dim),
        layers.Dropout(0.2),
        layers.LSTM(32),
        layers.GlobalAveragePooling1D(),
        layers.Dropout(0.2),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    loss=losses.BinaryCrossentropy(), optimizer="adam", metrics=[tf.metrics.BinaryAccuracy(threshold=0.5)]
)
history = model.fit(train_ds, validation_data=val_ds, epochs=1)
export_model = tf.keras.Sequential([vectorize_layer, model])
export_model.compile(loss=losses.BinaryCrossentropy(from_logits=False), optimizer="adam", metrics=["accuracy"])
examples = tf.constant(["The movie was great!", "The movie was okay.", "The movie was terrible..."])
print(export_model.predict(examples).shape)
