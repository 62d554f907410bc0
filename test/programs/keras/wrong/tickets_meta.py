# expect: size-mismatch@50
import numpy as np
import keras
from keras import layers

VOCAB = 5000
MAX_LEN = 120


def make_model(num_meta, num_categories):
    text_in = layers.Input(shape=(MAX_LEN,), dtype="int32", name="text")
    meta_in = layers.Input(shape=(num_meta,), name="meta")
    image_in = layers.Input(shape=(48, 48, 1), name="screenshot")

    t = layers.Embedding(VOCAB, 32, mask_zero=True)(text_in)
    t = layers.Bidirectional(layers.GRU(24))(t)

    m = layers.BatchNormalization()(meta_in)
    m = layers.Dense(16, activation="relu")(m)

    i = image_in
    for filters in (8, 16, 32):
        i = layers.Conv2D(filters, 3, padding="same", activation="relu")(i)
        i = layers.MaxPooling2D()(i)
    i = layers.Flatten()(i)
    i = layers.Dense(32, activation="relu")(i)

    merged = layers.concatenate([t, m, i])
    shared = layers.Dense(64, activation="relu")(merged)
    urgency = layers.Dense(1, activation="sigmoid", name="urgency")(shared)
    category = layers.Dense(num_categories, activation="softmax", name="category")(shared)
    minutes = layers.Dense(1, name="minutes")(shared)
    return keras.Model([text_in, meta_in, image_in], [urgency, category, minutes])


model = make_model(num_meta=7, num_categories=6)
model.compile(
    optimizer=keras.optimizers.Adam(1e-3),
    loss={"urgency": "binary_crossentropy", "category": "sparse_categorical_crossentropy", "minutes": "mse"},
    loss_weights={"urgency": 1.0, "category": 0.5, "minutes": 0.01},
    metrics={"urgency": ["accuracy"], "category": ["accuracy"], "minutes": ["mae"]},
)
n = 64
texts = np.random.randint(0, VOCAB, size=(n, MAX_LEN))
meta = np.random.rand(n, 9).astype("float32")
shots = np.random.rand(n, 48, 48, 1).astype("float32")
y_urgent = np.random.randint(0, 2, size=(n, 1))
y_category = np.random.randint(0, 6, size=(n,))
y_minutes = np.random.rand(n, 1) * 60
model.fit(
    x={"text": texts, "meta": meta, "screenshot": shots},
    y={"urgency": y_urgent, "category": y_category, "minutes": y_minutes},
    validation_split=0.25,
    batch_size=16,
    epochs=2,
)
urgent, cat, minutes = model.predict([texts, meta, shots])
print(urgent.shape, cat.shape, minutes.shape, cat.argmax(-1)[:5])
