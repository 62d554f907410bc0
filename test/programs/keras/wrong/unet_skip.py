# expect: not-broadcastable@28
import keras
import numpy as np
from keras import layers


def double_conv(x, n):
    x = layers.Conv2D(n, 3, padding="same", activation="relu")(x)
    return layers.Conv2D(n, 3, padding="same", activation="relu")(x)


def down(x, n):
    f = double_conv(x, n)
    return f, layers.Dropout(0.3)(layers.MaxPool2D(3)(f))


def up(x, skip, n):
    x = layers.Conv2DTranspose(n, 3, 2, padding="same")(x)
    x = layers.add([x, skip])
    return double_conv(layers.Dropout(0.3)(x), n)


inputs = layers.Input(shape=(128, 128, 3))
f1, p1 = down(inputs, 16)
f2, p2 = down(p1, 32)
f3, p3 = down(p2, 64)
bottleneck = double_conv(p3, 128)
u3 = up(bottleneck, f3, 64)
u2 = up(u3, f2, 32)
u1 = up(u2, f1, 16)
outputs = layers.Conv2D(3, 1, padding="same", activation="softmax")(u1)
unet = keras.Model(inputs, outputs, name="U-Net")
unet.compile(optimizer=keras.optimizers.Adam(), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
images = np.random.rand(16, 128, 128, 3)
masks = np.random.randint(0, 3, size=(16, 128, 128, 1))
unet.fit(images, masks, batch_size=8, epochs=1)
