# expect: ran (2, 5)
# places: 5, 5 known
import keras
import numpy as np
from keras import layers


class Classifier(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.conv = layers.Conv2D(8, 3, activation="relu")
        self.pool = layers.MaxPooling2D()
        self.flatten = layers.Flatten()
        self.head = layers.Dense(classes)

    def call(self, images):
        x = self.pool(self.conv(images))
        x = self.flatten(x)
        return self.head(x)


model = Classifier(classes=5)
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
images = np.random.rand(32, 28, 28, 1).astype("float32")
labels = np.random.randint(0, 5, size=(32,))
model.fit(images, labels, epochs=2)
