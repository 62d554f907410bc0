# expect: loss-target-shape@93
# expect: not-broadcastable@96
"""A transformer over tubelets of small volumes."""
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

BATCH_SIZE = 16
INPUT_SHAPE = (28, 28, 28, 1)
NUM_CLASSES = 11
PATCH_SIZE = (8, 8, 8)
NUM_PATCHES = (INPUT_SHAPE[0] // PATCH_SIZE[0]) ** 2
PROJECTION_DIM = 64
NUM_HEADS = 4
NUM_LAYERS = 2

videos = np.random.rand(64, 28, 28, 28).astype("float32")
labels = np.random.randint(0, NUM_CLASSES, (64, 1))


def preprocess(frames: tf.Tensor, label: tf.Tensor):
    frames = tf.image.convert_image_dtype(frames[..., tf.newaxis], tf.float32)
    label = tf.cast(label, tf.float32)
    return frames, label


def prepare_dataloader(videos, labels, loader_type="train", batch_size=BATCH_SIZE):
    dataset = tf.data.Dataset.from_tensor_slices((videos, labels))
    if loader_type == "train":
        dataset = dataset.shuffle(BATCH_SIZE * 2)
    return dataset.map(preprocess, num_parallel_calls=tf.data.AUTOTUNE).batch(batch_size).prefetch(tf.data.AUTOTUNE)


trainloader = prepare_dataloader(videos[:48], labels[:48], "train")
validloader = prepare_dataloader(videos[48:], labels[48:], "valid")


class TubeletEmbedding(layers.Layer):
    def __init__(self, embed_dim, patch_size, **kwargs):
        super().__init__(**kwargs)
        self.projection = layers.Conv3D(filters=embed_dim, kernel_size=patch_size, strides=patch_size, padding="VALID")
        self.flatten = layers.Reshape(target_shape=(-1, embed_dim))

    def call(self, videos):
        projected_patches = self.projection(videos)
        return self.flatten(projected_patches)


class PositionalEncoder(layers.Layer):
    def __init__(self, embed_dim, **kwargs):
        super().__init__(**kwargs)
        self.embed_dim = embed_dim

    def build(self, input_shape):
        _, num_tokens, _ = input_shape
        self.position_embedding = layers.Embedding(input_dim=num_tokens, output_dim=self.embed_dim)
        self.positions = ops.arange(0, num_tokens, 1)

    def call(self, encoded_tokens):
        encoded_positions = self.position_embedding(self.positions)
        return encoded_tokens + encoded_positions


def create_vivit_classifier(tubelet_embedder, positional_encoder, input_shape=INPUT_SHAPE, transformer_layers=NUM_LAYERS, num_heads=NUM_HEADS, embed_dim=PROJECTION_DIM, layer_norm_eps=1e-6, num_classes=NUM_CLASSES):
    inputs = layers.Input(shape=input_shape)
    patches = tubelet_embedder(inputs)
    encoded_patches = positional_encoder(patches)
    for _ in range(transformer_layers):
        x1 = layers.LayerNormalization(epsilon=1e-6)(encoded_patches)
        attention_output = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim // num_heads, dropout=0.1)(x1, x1)
        x2 = layers.Add()([attention_output, encoded_patches])
        x3 = layers.LayerNormalization(epsilon=1e-6)(x2)
        x3 = keras.Sequential([
            layers.Dense(units=embed_dim * 4, activation=keras.activations.gelu),
            layers.Dense(units=embed_dim, activation=keras.activations.gelu),
        ])(x3)
        encoded_patches = layers.Add()([x3, x2])
    representation = layers.LayerNormalization(epsilon=layer_norm_eps)(encoded_patches)
    outputs = layers.Dense(units=num_classes, activation="softmax")(representation)
    return keras.Model(inputs=inputs, outputs=outputs)


model = create_vivit_classifier(
    tubelet_embedder=TubeletEmbedding(embed_dim=PROJECTION_DIM, patch_size=PATCH_SIZE),
    positional_encoder=PositionalEncoder(embed_dim=PROJECTION_DIM),
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=1e-4),
    loss="sparse_categorical_crossentropy",
    metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy"), keras.metrics.SparseTopKCategoricalAccuracy(5, name="top-5-accuracy")],
)
model.fit(trainloader, epochs=1, validation_data=validloader)
for frames, label in validloader.take(1):
    prediction = np.argmax(model(frames), axis=-1)
    wrong = (prediction != label.numpy().squeeze().astype(int)).sum()
