# expect: size-mismatch@35
"""Captions and pictures meet in one space: two encoders, projections, a loss over all pairs of a batch."""
import keras
import numpy as np
import tensorflow as tf
from keras import layers

vocab, length, batch = 1000, 20, 16
captions = ["a dog on a beach", "two cats asleep", "a red bus in the rain", "children at play"] * 16
pictures = np.random.rand(64, 64, 64, 3).astype("float32") * 255

vectorizer = layers.TextVectorization(max_tokens=vocab, output_sequence_length=length)
vectorizer.adapt(captions)
dataset = tf.data.Dataset.from_tensor_slices({"caption": captions, "image": pictures}).shuffle(64).batch(batch)


def project_embeddings(embeddings, num_projection_layers, projection_dims, dropout_rate):
    projected_embeddings = layers.Dense(units=projection_dims)(embeddings)
    for _ in range(num_projection_layers):
        x = keras.activations.gelu(projected_embeddings)
        x = layers.Dense(projection_dims)(x)
        x = layers.Dropout(dropout_rate)(x)
        x = layers.Add()([projected_embeddings, x])
        projected_embeddings = layers.LayerNormalization()(x)
    return projected_embeddings


def create_vision_encoder(num_projection_layers, projection_dims, dropout_rate, trainable=False):
    base = keras.applications.MobileNetV2(include_top=False, weights=None, pooling="avg", input_shape=(96, 96, 3))
    for layer in base.layers:
        layer.trainable = trainable
    inputs = layers.Input(shape=(64, 64, 3), name="image_input")
    resized = layers.Resizing(64, 64)(inputs)
    x = keras.applications.mobilenet_v2.preprocess_input(resized)
    embeddings = base(x)
    outputs = project_embeddings(embeddings, num_projection_layers, projection_dims, dropout_rate)
    return keras.Model(inputs, outputs, name="vision_encoder")


def create_text_encoder(num_projection_layers, projection_dims, dropout_rate):
    inputs = layers.Input(shape=(length,), dtype="int64", name="text_input")
    x = layers.Embedding(vocab, 64, mask_zero=True)(inputs)
    x = layers.Bidirectional(layers.GRU(32))(x)
    outputs = project_embeddings(x, num_projection_layers, projection_dims, dropout_rate)
    return keras.Model(inputs, outputs, name="text_encoder")


class DualEncoder(keras.Model):
    def __init__(self, text_encoder, image_encoder, temperature=1.0, **kwargs):
        super().__init__(**kwargs)
        self.text_encoder = text_encoder
        self.image_encoder = image_encoder
        self.temperature = temperature
        self.loss_tracker = keras.metrics.Mean(name="loss")

    @property
    def metrics(self):
        return [self.loss_tracker]

    def call(self, features, training=False):
        caption_embeddings = self.text_encoder(vectorizer(features["caption"]), training=training)
        image_embeddings = self.image_encoder(features["image"], training=training)
        return caption_embeddings, image_embeddings

    def compute_pairs_loss(self, caption_embeddings, image_embeddings):
        logits = tf.matmul(caption_embeddings, image_embeddings, transpose_b=True) / self.temperature
        images_similarity = tf.matmul(image_embeddings, image_embeddings, transpose_b=True)
        captions_similarity = tf.matmul(caption_embeddings, caption_embeddings, transpose_b=True)
        targets = keras.activations.softmax((captions_similarity + images_similarity) / (2 * self.temperature))
        captions_loss = keras.losses.categorical_crossentropy(y_true=targets, y_pred=logits, from_logits=True)
        images_loss = keras.losses.categorical_crossentropy(y_true=tf.transpose(targets), y_pred=tf.transpose(logits), from_logits=True)
        return (captions_loss + images_loss) / 2

    def train_step(self, features):
        with tf.GradientTape() as tape:
            caption_embeddings, image_embeddings = self(features, training=True)
            loss = self.compute_pairs_loss(caption_embeddings, image_embeddings)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        self.loss_tracker.update_state(loss)
        return {"loss": self.loss_tracker.result()}


vision_encoder = create_vision_encoder(num_projection_layers=1, projection_dims=32, dropout_rate=0.1)
text_encoder = create_text_encoder(num_projection_layers=1, projection_dims=32, dropout_rate=0.1)
dual_encoder = DualEncoder(text_encoder, vision_encoder, temperature=0.05)
dual_encoder.compile(optimizer=keras.optimizers.AdamW(learning_rate=0.001, weight_decay=0.001))
dual_encoder.fit(dataset, epochs=1)

image_embeddings = vision_encoder.predict(pictures, batch_size=batch)
query = tf.math.l2_normalize(text_encoder(vectorizer(tf.constant(["a dog", "a bus"]))), axis=1)
image_embeddings = tf.math.l2_normalize(image_embeddings, axis=1)
similarity = tf.matmul(query, image_embeddings, transpose_b=True)
results = tf.math.top_k(similarity, 5).indices.numpy()
