# expect: ran (2, 64, 64, 3)
# places: 6, 5 known
import keras
from keras import layers


def conv_block(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x


def get_model(size=(64, 64), classes=3):
    inputs = keras.Input(shape=size + (3,))
    skips = []
    x = inputs
    for filters in (8, 16):
        x = conv_block(x, filters)
        skips.append(x)
        x = layers.MaxPooling2D(2)(x)
    x = conv_block(x, 32)
    for filters, skip in zip((16, 8), reversed(skips)):
        x = layers.UpSampling2D(2)(x)
        x = layers.concatenate([x, skip])
        x = conv_block(x, filters)
    outputs = layers.Conv2D(classes, 1, activation="softmax")(x)
    return keras.Model(inputs, outputs)


if __name__ == "__main__":
    model = get_model()
    model.summary()
