# expect: size-mismatch@27
import argparse

import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import (
    Activation, BatchNormalization, Concatenate, Conv2D, Conv2DTranspose, Dropout, Input, MaxPool2D,
)
from tensorflow.keras.models import Model


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2.0 * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def dice_loss(y_true, y_pred):
    return 1 - dice_coef(y_true, y_pred)


class UNet:
    def __init__(self, config):
        self.config = config
        self.model = self.build()

    def conv_block(self, x, filters):
        for _ in range(2):
            x = Conv2D(filters, (3, 3), padding="same", kernel_initializer="he_normal")(x)
            x = BatchNormalization()(x)
            x = Activation("relu")(x)
        return x

    def build(self):
        size, channels = self.config["size"], self.config["channels"]
        inputs = Input((size, size, channels))
        x = inputs
        skips = []
        for depth in range(self.config["depth"]):
            x = self.conv_block(x, self.config["filters"] * 2**depth)
            skips.append(x)
            x = MaxPool2D((2, 2))(x)
            x = Dropout(0.1 * depth)(x)
        x = self.conv_block(x, self.config["filters"] * 2 ** self.config["depth"])
        for depth, skip in reversed(list(enumerate(skips))):
            x = Conv2DTranspose(self.config["filters"] * 2**depth, (2, 2), strides=(2, 2), padding="same")(x)
            x = Concatenate()([x, skip])
            x = self.conv_block(x, self.config["filters"] * 2**depth)
        outputs = Conv2D(1, (1, 1), activation="sigmoid")(x)
        return Model(inputs=[inputs], outputs=[outputs], name="unet")

    def train(self, images, masks):
        self.model.compile(optimizer="adam", loss=dice_loss, metrics=[dice_coef, "binary_accuracy"])
        return self.model.fit(images, masks, batch_size=self.config["batch_size"], epochs=self.config["epochs"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args([])
    config = {"size": 60, "channels": 3, "depth": 3, "filters": 8, "batch_size": 4, "epochs": args.epochs}
    net = UNet(config)
    images = np.random.rand(12, 64, 64, 3).astype("float32")
    masks = (np.random.rand(12, 64, 64, 1) > 0.5).astype("float32")
    net.train(images, masks)
    predicted = net.model.predict(images[:2])
    binary = (predicted > 0.5).astype(np.uint8)
    print(binary.shape, binary.squeeze().shape)


if __name__ == "__main__":
    main()
