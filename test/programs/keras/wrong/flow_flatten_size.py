# expect: size-mismatch@42
import os
import tempfile

import numpy as np
from PIL import Image
from tensorflow.keras import layers, models, optimizers
from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras.applications.mobilenet_v2 import preprocess_input
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from tensorflow.keras.preprocessing.image import ImageDataGenerator

root = tempfile.mkdtemp()
for split in ("train", "val"):
    for name in ("cat", "dog", "fox"):
        os.makedirs(os.path.join(root, split, name))
        for i in range(6):
            picture = np.random.randint(0, 255, (40, 50, 3), dtype=np.uint8)
            Image.fromarray(picture).save(os.path.join(root, split, name, f"{i}.png"))

IMG = 96
train_datagen = ImageDataGenerator(
    preprocessing_function=preprocess_input, rotation_range=20, width_shift_range=0.2, zoom_range=0.2, horizontal_flip=True
)
val_datagen = ImageDataGenerator(preprocessing_function=preprocess_input)
train_generator = train_datagen.flow_from_directory(
    os.path.join(root, "train"), target_size=(IMG, IMG), batch_size=4, class_mode="categorical"
)
val_generator = val_datagen.flow_from_directory(
    os.path.join(root, "val"), target_size=(IMG, IMG), batch_size=4, class_mode="categorical"
)

conv_base = MobileNetV2(weights="imagenet", include_top=False, input_shape=(224, 224, 3))
conv_base.trainable = False
model = models.Sequential()
model.add(conv_base)
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(64, activation="relu"))
model.add(layers.Dropout(0.3))
model.add(layers.Dense(3, activation="softmax"))
model.compile(optimizer=optimizers.RMSprop(learning_rate=2e-5), loss="categorical_crossentropy", metrics=["acc"])
history = model.fit(
    train_generator,
    steps_per_epoch=2,
    epochs=1,
    validation_data=val_generator,
    validation_steps=1,
    callbacks=[EarlyStopping(patience=3), ModelCheckpoint("m.keras"), ReduceLROnPlateau()],
)
x_batch, y_batch = next(val_generator)
print(x_batch.shape, y_batch.shape, model.predict(x_batch).argmax(axis=1))
