# expect: rank-mismatch@75
import numpy as np
import tensorflow as tf

NUM_CLASSES = 4
FRAMES, HEIGHT, WIDTH = 8, 32, 32


def clips():
    for i in range(12):
        yield np.random.rand(FRAMES, HEIGHT, WIDTH, 3).astype("float32"), i % NUM_CLASSES


signature = (
    tf.TensorSpec(shape=(FRAMES, HEIGHT, WIDTH, 3), dtype=tf.float32),
    tf.TensorSpec(shape=(), dtype=tf.int16),
)
train_ds = tf.data.Dataset.from_generator(clips, output_signature=signature)
train_ds = train_ds.cache().shuffle(10).prefetch(tf.data.AUTOTUNE).batch(4)


class Conv2Plus1D(tf.keras.layers.Layer):
    def __init__(self, filters, kernel_size, padding):
        super().__init__()
        self.seq = tf.keras.Sequential(
            [
                tf.keras.layers.Conv3D(filters, kernel_size=(1, kernel_size[1], kernel_size[2]), padding=padding),
                tf.keras.layers.Conv3D(filters, kernel_size=(kernel_size[0], 1, 1), padding=padding),
            ]
        )

    def call(self, x):
        return self.seq(x)


class Project(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.seq = tf.keras.Sequential([tf.keras.layers.Dense(units), tf.keras.layers.LayerNormalization()])

    def call(self, x):
        return self.seq(x)


class ResizeVideo(tf.keras.layers.Layer):
    def __init__(self, height, width):
        super().__init__()
        self.height, self.width = height, width
        self.resizing_layer = tf.keras.layers.Resizing(height, width)

    def call(self, video):
        batch, frames, height, width, channels = video.shape
        images = tf.reshape(video, (-1, height, width, channels))
        images = self.resizing_layer(images)
        return tf.reshape(images, (-1, frames, self.height, self.width, channels))


def add_residual_block(input, filters, kernel_size):
    out = Conv2Plus1D(filters, kernel_size, padding="same")(input)
    out = tf.keras.layers.ReLU()(out)
    out = Conv2Plus1D(filters, kernel_size, padding="same")(out)
    res = input
    if out.shape[-1] != input.shape[-1]:
        res = Project(out.shape[-1])(res)
    return tf.keras.layers.add([res, out])


inputs = tf.keras.layers.Input(shape=(FRAMES, HEIGHT, WIDTH, 3))
x = Conv2Plus1D(filters=8, kernel_size=(3, 7, 7), padding="same")(inputs)
x = tf.keras.layers.BatchNormalization()(x)
x = ResizeVideo(HEIGHT // 2, WIDTH // 2)(x)
x = add_residual_block(x, 8, (3, 3, 3))
x = ResizeVideo(HEIGHT // 4, WIDTH // 4)(x)
x = add_residual_block(x, 16, (3, 3, 3))
x = tf.keras.layers.GlobalAveragePooling2D()(x)
x = tf.keras.layers.Flatten()(x)
x = tf.keras.layers.Dense(NUM_CLASSES)(x)
model = tf.keras.Model(inputs, x)
frames, label = next(iter(train_ds))
model.build(frames.shape)
model.compile(
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    optimizer=tf.keras.optimizers.Adam(learning_rate=0.0001),
    metrics=["accuracy"],
)
model.fit(train_ds, epochs=1)
actual = tf.concat([labels for _, labels in train_ds], axis=0)
predicted = tf.argmax(model.predict(train_ds), axis=1)
print(actual.shape, predicted.shape)
