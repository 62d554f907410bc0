import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from keras import layers

img_size = (64, 64)
num_classes = 3
batch_size = 4


class PetSequence(keras.utils.PyDataset):
    def __init__(self, batch_size, count, **kwargs):
        super().__init__(**kwargs)
        self.batch_size = batch_size
        self.count = count

    def __len__(self):
        return self.count // self.batch_size

    def __getitem__(self, idx):
        x = np.zeros((self.batch_size,) + img_size + (3,), dtype="float32")
        y = np.zeros((self.batch_size,) + img_size + (1,), dtype="uint8")
        for j in range(self.batch_size):
            x[j] = np.random.rand(*img_size, 3)
            y[j] = np.random.randint(0, num_classes, img_size + (1,))
        return x, y


def get_model(img_size, num_classes):
    inputs = keras.Input(shape=img_size + (3,))
    x = layers.Conv2D(32, 3, strides=2, padding="same")(inputs)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    previous_block_activation = x
    for filters in [64, 128]:
        x = layers.Activation("relu")(x)
        x = layers.SeparableConv2D(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
        x = layers.SeparableConv2D(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        residual = layers.Conv2D(filters, 1, strides=2, padding="same")(previous_block_activation)
        x = layers.add([x, residual])
        previous_block_activation = x
    for filters in [128, 64, 32]:
        x = layers.Activation("relu")(x)
        x = layers.Conv2DTranspose(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.UpSampling2D(2)(x)
        residual = layers.UpSampling2D(2)(previous_block_activation)
        residual = layers.Conv2D(filters, 1, padding="same")(residual)
        x = layers.add([x, residual])
        previous_block_activation = x
    outputs = layers.Conv2D(num_classes, 3, activation="softmax", padding="same")(x)
    return keras.Model(inputs, outputs)


model = get_model(img_size, num_classes)
model.summary()
model.compile(optimizer=keras.optimizers.Adam(1e-4), loss="sparse_categorical_crossentropy")
callbacks = [keras.callbacks.ModelCheckpoint("oxford_segmentation.keras", save_best_only=True)]
train_gen = PetSequence(batch_size, 16)
val_gen = PetSequence(batch_size, 8)
model.fit(train_gen, epochs=1, validation_data=val_gen, callbacks=callbacks, verbose=2)
val_preds = model.predict(val_gen)
mask = np.argmax(val_preds[0], axis=-1)
mask = np.expand_dims(mask, axis=-1)
print(mask.shape)
