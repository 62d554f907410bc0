import os

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

IMG = 96
BATCH = 4
data_dir = "data/train"

train_ds, val_ds = keras.utils.image_dataset_from_directory(
    data_dir, validation_split=0.25, subset="both", seed=123, image_size=(IMG, IMG), batch_size=BATCH, label_mode="categorical"
)
class_names = train_ds.class_names
num_classes = len(class_names)

augment = keras.Sequential(
    [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.RandomZoom(0.2)], name="augment"
)

AUTOTUNE = tf.data.AUTOTUNE
train_ds = train_ds.map(lambda x, y: (augment(x, training=True), y), num_parallel_calls=AUTOTUNE).prefetch(AUTOTUNE)
val_ds = val_ds.cache().prefetch(AUTOTUNE)

base = keras.applications.MobileNetV2(input_shape=(IMG, IMG, 3), include_top=False, weights="imagenet")
base.trainable = False

inputs = keras.Input(shape=(IMG, IMG, 3))
x = keras.applications.mobilenet_v2.preprocess_input(inputs)
x = base(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dropout(0.3)(x)
x = layers.Dense(64, activation="relu")(x)
outputs = layers.Dense(num_classes, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(1e-3),
    loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
    metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=2, name="top2")],
)
callbacks = [
    keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
    keras.callbacks.ReduceLROnPlateau(factor=0.2, patience=2),
]
history = model.fit(train_ds, validation_data=val_ds, epochs=10, callbacks=callbacks)

base.trainable = True
for layer in base.layers[:100]:
    layer.trainable = False
model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, validation_data=val_ds, epochs=3)

y_true, y_pred = [], []
for images, labels in val_ds:
    preds = model.predict(images, verbose=0)
    y_pred.extend(np.argmax(preds, axis=1))
    y_true.extend(np.argmax(labels.numpy(), axis=1))
cm = tf.math.confusion_matrix(y_true, y_pred)
print(cm)

path = os.path.join(data_dir, "cat", "0.png")
img = keras.utils.load_img(path, target_size=(IMG, IMG))
arr = keras.utils.img_to_array(img)
arr = np.expand_dims(arr, 0)
pred = model.predict(arr)[0]
print(class_names[int(np.argmax(pred))], 100 * np.max(pred))
