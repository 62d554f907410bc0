from dataclasses import dataclass

import keras
import numpy as np
from keras import layers


@dataclass
class Config:
    size: int = 64
    channels: int = 3
    width: int = 24
    depth: int = 4
    noise: float = 0.1
    batch: int = 4


class ChannelAttention(layers.Layer):
    def __init__(self, ratio=4, **kwargs):
        super().__init__(**kwargs)
        self.ratio = ratio

    def build(self, input_shape):
        channels = input_shape[-1]
        self.pool = layers.GlobalAveragePooling2D(keepdims=True)
        self.down = layers.Conv2D(channels // self.ratio, 1, activation="relu")
        self.up = layers.Conv2D(channels, 1, activation="sigmoid")
        super().build(input_shape)

    def call(self, x):
        return x * self.up(self.down(self.pool(x)))

    def get_config(self):
        return {**super().get_config(), "ratio": self.ratio}


def residual_block(x, width):
    y = layers.Conv2D(width, 3, padding="same")(x)
    y = layers.Activation("relu")(y)
    y = layers.Conv2D(width, 3, padding="same")(y)
    y = ChannelAttention()(y)
    return layers.add([x, y])


def build(config: Config) -> keras.Model:
    inputs = layers.Input((None, None, config.channels))
    x = layers.Conv2D(config.width, 3, padding="same")(inputs)
    first = x
    for _ in range(config.depth):
        x = residual_block(x, config.width)
    x = layers.Conv2D(config.width, 3, padding="same")(x) + first
    noise = layers.Conv2D(config.channels, 3, padding="same")(x)
    return keras.Model(inputs, inputs - noise, name="denoiser")


def psnr(y_true, y_pred):
    mse = keras.ops.mean(keras.ops.square(y_true - y_pred), axis=(1, 2, 3))
    return -10.0 * keras.ops.log10(mse)


config = Config()
clean = np.random.rand(16, config.size, config.size, config.channels).astype("float32")
noisy = np.clip(clean + config.noise * np.random.randn(*clean.shape), 0, 1).astype("float32")
model = build(config)
model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(1e-3, 100)), loss="mae", metrics=[psnr])
model.fit(noisy, clean, batch_size=config.batch, epochs=1)
large = np.random.rand(1, 96, 128, 3).astype("float32")
print(model.predict(large).shape)
