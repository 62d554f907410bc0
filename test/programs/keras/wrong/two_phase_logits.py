# trains: raw scores where the loss takes probabilities
# expect: missing-sigmoid@55
# expect: missing-sigmoid@68
"""Transfer learning in two phases: first the head alone, then the top of the base too."""
import os

import tensorflow as tf

IMG_SIZE = (160, 160)
BATCH_SIZE = 4
base_learning_rate = 0.0001

train_dataset = tf.keras.utils.image_dataset_from_directory(
    os.path.join("data", "train"), shuffle=True, batch_size=BATCH_SIZE, image_size=IMG_SIZE, label_mode="binary",
    class_names=["cat", "dog"],
)
validation_dataset = tf.keras.utils.image_dataset_from_directory(
    os.path.join("data", "val"), shuffle=True, batch_size=BATCH_SIZE, image_size=IMG_SIZE, label_mode="binary",
    class_names=["cat", "dog"],
)
val_batches = tf.data.experimental.cardinality(validation_dataset)
test_dataset = validation_dataset.take(val_batches // 2)
validation_dataset = validation_dataset.skip(val_batches // 2)

data_augmentation = tf.keras.Sequential(
    [tf.keras.layers.RandomFlip("horizontal"), tf.keras.layers.RandomRotation(0.2)]
)
preprocess_input = tf.keras.applications.mobilenet_v2.preprocess_input

IMG_SHAPE = IMG_SIZE + (3,)
base_model = tf.keras.applications.MobileNetV2(input_shape=IMG_SHAPE, include_top=False, weights="imagenet")
image_batch, label_batch = next(iter(train_dataset))
feature_batch = base_model(image_batch)
base_model.trainable = False
global_average_layer = tf.keras.layers.GlobalAveragePooling2D()
feature_batch_average = global_average_layer(feature_batch)
prediction_layer = tf.keras.layers.Dense(1)
prediction_batch = prediction_layer(feature_batch_average)

inputs = tf.keras.Input(shape=(160, 160, 3))
x = data_augmentation(inputs)
x = preprocess_input(x)
x = base_model(x, training=False)
x = global_average_layer(x)
x = tf.keras.layers.Dropout(0.2)(x)
outputs = prediction_layer(x)
model = tf.keras.Model(inputs, outputs)

model.compile(
    optimizer=tf.keras.optimizers.Adam(learning_rate=base_learning_rate),
    loss=tf.keras.losses.BinaryCrossentropy(),
    metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.5, name="accuracy")],
)
initial_epochs = 2
loss0, accuracy0 = model.evaluate(validation_dataset)
history = model.fit(train_dataset, epochs=initial_epochs, validation_data=validation_dataset)

base_model.trainable = True
print("Number of layers in the base model: ", len(base_model.layers))
fine_tune_at = 100
for layer in base_model.layers[:fine_tune_at]:
    layer.trainable = False
model.compile(
    loss=tf.keras.losses.BinaryCrossentropy(),
    optimizer=tf.keras.optimizers.RMSprop(learning_rate=base_learning_rate / 10),
    metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.5, name="accuracy")],
)
history_fine = model.fit(
    train_dataset, epochs=initial_epochs + 2, initial_epoch=len(history.epoch), validation_data=validation_dataset
)

image_batch, label_batch = next(test_dataset.as_numpy_iterator())
predictions = model.predict_on_batch(image_batch).flatten()
predictions = tf.where(predictions < 0.5, 0, 1)
print("Predictions:\n", predictions.numpy(), label_batch)
