# expect: size-mismatch@47
# (the predictions and the next fold are not reached:
# Keras raises in the first)
import numpy as np
import tensorflow as tf
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import KFold
from tensorflow.keras import Input, Model, layers

SAMPLES, LEADS, CLASSES = 250, 12, 5
signals = np.random.randn(60, LEADS, SAMPLES)
labels = np.random.randint(0, CLASSES, 60)
signals = signals.astype("float32")
signals = (signals - signals.mean(axis=(0, 1), keepdims=True)) / signals.std(axis=(0, 1), keepdims=True)


def residual(x, filters, stride=1):
    shortcut = x
    x = layers.Conv1D(filters, 7, strides=stride, padding="same")(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv1D(filters, 7, padding="same")(x)
    x = layers.BatchNormalization()(x)
    if stride > 1 or shortcut.shape[-1] != filters:
        shortcut = layers.Conv1D(filters, 1, strides=stride, padding="same")(shortcut)
    return layers.ReLU()(layers.Add()([x, shortcut]))


def build():
    inp = Input((SAMPLES, LEADS))
    x = layers.Conv1D(32, 15, padding="same")(inp)
    for filters, stride in [(32, 1), (64, 2), (64, 1), (128, 2)]:
        x = residual(x, filters, stride)
    se = layers.GlobalAveragePooling1D()(x)
    se = layers.Dense(128 // 8, activation="relu")(se)
    se = layers.Dense(128, activation="sigmoid")(se)
    x = layers.Multiply()([x, layers.Reshape((1, 128))(se)])
    x = layers.Attention()([x, x])
    x = layers.GlobalMaxPooling1D()(x)
    return Model(inp, layers.Dense(CLASSES, activation="softmax")(x))


scores = []
for fold, (train_idx, val_idx) in enumerate(KFold(n_splits=3, shuffle=True).split(signals)):
    model = build()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(signals[train_idx], labels[train_idx], epochs=1, batch_size=10, verbose=0)
    probabilities = model.predict(signals[val_idx], verbose=0)
    scores.append(np.mean(probabilities.argmax(1) == labels[val_idx]))
    print(fold, confusion_matrix(labels[val_idx], probabilities.argmax(1)))
print("mean accuracy", np.mean(scores))
