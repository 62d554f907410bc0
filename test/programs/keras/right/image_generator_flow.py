import numpy as np
from tensorflow.keras.callbacks import LearningRateScheduler
from tensorflow.keras.datasets import cifar10
from tensorflow.keras.layers import Activation, BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.regularizers import l2
from tensorflow.keras.utils import to_categorical


def lr_schedule(epoch):
    return 0.001 if epoch < 75 else 0.0005


(x_train, y_train), (x_test, y_test) = cifar10.load_data()
x_train, x_test = x_train.astype("float32"), x_test.astype("float32")
mean, std = np.mean(x_train, axis=(0, 1, 2, 3)), np.std(x_train, axis=(0, 1, 2, 3))
x_train = (x_train - mean) / (std + 1e-7)
x_test = (x_test - mean) / (std + 1e-7)
num_classes = 10
y_train, y_test = to_categorical(y_train, num_classes), to_categorical(y_test, num_classes)

weight_decay = 1e-4
model = Sequential()
model.add(Conv2D(32, (3, 3), padding="same", kernel_regularizer=l2(weight_decay), input_shape=x_train.shape[1:]))
for filters, rate in ((32, 0.2), (64, 0.3), (128, 0.4)):
    model.add(Activation("elu"))
    model.add(BatchNormalization())
    model.add(Conv2D(filters, (3, 3), padding="same", kernel_regularizer=l2(weight_decay)))
    model.add(Activation("elu"))
    model.add(BatchNormalization())
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Dropout(rate))
model.add(Flatten())
model.add(Dense(num_classes, activation="softmax"))

datagen = ImageDataGenerator(rotation_range=15, width_shift_range=0.1, height_shift_range=0.1, horizontal_flip=True)
datagen.fit(x_train[:100])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(
    datagen.flow(x_train, y_train, batch_size=64),
    steps_per_epoch=x_train.shape[0] // 64,
    epochs=1,
    validation_data=(x_test, y_test),
    callbacks=[LearningRateScheduler(lr_schedule)],
)
scores = model.evaluate(x_test, y_test, batch_size=128, verbose=1)
