# expect: size-mismatch@66
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

crop_size = 120
upscale_factor = 3
input_size = crop_size // upscale_factor
batch_size = 2

train_ds = tf.keras.utils.image_dataset_from_directory(
    "data/train", batch_size=batch_size, image_size=(crop_size, crop_size), label_mode=None, seed=1
)


def scaling(input_image):
    return input_image / 255.0


train_ds = train_ds.map(scaling)


def process_input(input, input_size, upscale_factor):
    input = tf.image.rgb_to_yuv(input)
    last_dimension_axis = len(input.shape) - 1
    y, u, v = tf.split(input, 3, axis=last_dimension_axis)
    return tf.image.resize(y, [input_size, input_size], method="area")


def process_target(input):
    input = tf.image.rgb_to_yuv(input)
    last_dimension_axis = len(input.shape) - 1
    y, u, v = tf.split(input, 3, axis=last_dimension_axis)
    return y


train_ds = train_ds.map(lambda x: (process_input(x, input_size, upscale_factor), process_target(x)))
train_ds = train_ds.prefetch(buffer_size=8)


class DepthToSpace(layers.Layer):
    def __init__(self, block_size):
        super().__init__()
        self.block_size = block_size

    def call(self, inputs):
        return tf.nn.depth_to_space(inputs, self.block_size)


def get_model(upscale_factor=3, channels=1):
    conv_args = {"activation": "relu", "kernel_initializer": "orthogonal", "padding": "same"}
    inputs = keras.Input(shape=(None, None, channels))
    x = layers.Conv2D(64, 5, **conv_args)(inputs)
    x = layers.Conv2D(64, 3, **conv_args)(x)
    x = layers.Conv2D(32, 3, **conv_args)(x)
    x = layers.Conv2D(channels * (upscale_factor**2), 3, **conv_args)(x)
    outputs = DepthToSpace(upscale_factor)(x)
    return keras.Model(inputs, outputs)


model = get_model(upscale_factor=upscale_factor, channels=1)
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss=keras.losses.MeanSquaredError())
model.fit(train_ds, epochs=1)
low = np.random.rand(1, 50, 60, 3).astype("float32")
out = model.predict(low)
out_img_y = out[0]
out_img_y *= 255.0
out_img_y = out_img_y.clip(0, 255).reshape((out_img_y.shape[0], out_img_y.shape[1]))
print(out_img_y.shape)
