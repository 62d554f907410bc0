# expect: loss-shape-mismatch@44
import math

import numpy as np
import tensorflow as tf
from tensorflow.keras.applications.densenet import DenseNet121, preprocess_input
from tensorflow.keras.layers import Dense, Dropout, GlobalAveragePooling2D
from tensorflow.keras.metrics import AUC
from tensorflow.keras.models import Model
from tensorflow.keras.utils import Sequence

FINDINGS = ["Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia"]


class XRays(Sequence):
    def __init__(self, count, batch_size=8, size=96, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.batch_size = batch_size
        self.size = size

    def __len__(self):
        return math.ceil(self.count / self.batch_size)

    def __getitem__(self, index):
        images = np.zeros((self.batch_size, self.size, self.size, 3), dtype="float32")
        targets = np.zeros((self.batch_size, len(FINDINGS)), dtype="float32")
        for i in range(self.batch_size):
            grey = np.random.rand(self.size, self.size) * 255
            images[i] = preprocess_input(np.stack([grey] * 3, axis=-1))
            targets[i, np.random.randint(len(FINDINGS))] = 1.0
        return images, targets


base = DenseNet121(weights="imagenet", include_top=False, input_shape=(96, 96, 3))
for layer in base.layers[:-20]:
    layer.trainable = False
x = base.output
x = Dropout(0.3)(x)
predictions = Dense(len(FINDINGS), activation="sigmoid")(x)
model = Model(inputs=base.input, outputs=predictions)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[AUC(multi_label=True), "binary_accuracy"])
train, val = XRays(16), XRays(8)
model.fit(train, validation_data=val, epochs=1)
images, targets = val[0]
out = model.predict(images)
best = np.argsort(out, axis=1)[:, ::-1][:, :3]
print(out.shape, best.shape, (out > 0.5).sum(axis=0))
