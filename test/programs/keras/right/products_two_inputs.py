import numpy as np
import tensorflow as tf
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
from tensorflow.keras import mixed_precision
from tensorflow.keras.layers import Concatenate, Conv2D, Dense, Dropout, Embedding, Flatten, GlobalMaxPooling2D, Input, MaxPool2D
from tensorflow.keras.models import Model

mixed_precision.set_global_policy("mixed_float16")

n = 64
images = np.random.randint(0, 255, (n, 48, 48, 3)).astype("uint8")
weight = np.random.rand(n, 1)
price = np.random.rand(n, 1)
brand = np.random.choice(["a", "b", "c", "d", "e"], n)
category = np.random.choice(["hat", "coat", "shoe"], n)

label_encoder = LabelEncoder()
y = label_encoder.fit_transform(category)
brand_ids = LabelEncoder().fit_transform(brand)
scaler = StandardScaler()
tabular = scaler.fit_transform(np.hstack([weight, price]))
one_hot = OneHotEncoder(sparse_output=False).fit_transform(brand.reshape(-1, 1))
tabular = np.concatenate([tabular, one_hot], axis=1).astype("float32")


def image_branch(inp):
    x = tf.keras.layers.Rescaling(1.0 / 255)(inp)
    for f in (16, 32):
        x = Conv2D(f, 3, padding="same", activation="relu")(x)
        x = MaxPool2D()(x)
    return GlobalMaxPooling2D()(x)


img_in = Input(shape=(48, 48, 3), name="image")
tab_in = Input(shape=(tabular.shape[1],), name="tabular")
brand_in = Input(shape=(1,), name="brand", dtype="int32")
emb = Flatten()(Embedding(input_dim=5, output_dim=4)(brand_in))
merged = Concatenate()([image_branch(img_in), Dense(16, activation="relu")(tab_in), emb])
merged = Dropout(0.4)(Dense(32, activation="relu")(merged))
category_out = Dense(3, activation="softmax", dtype="float32", name="category")(merged)
price_out = Dense(1, dtype="float32", name="price")(merged)
model = Model([img_in, tab_in, brand_in], [category_out, price_out])
model.compile(
    optimizer="adam",
    loss={"category": "sparse_categorical_crossentropy", "price": "mse"},
    loss_weights={"category": 1.0, "price": 0.5},
    metrics={"category": ["accuracy"], "price": ["mae"]},
)
model.fit(
    {"image": images, "tabular": tabular, "brand": brand_ids},
    {"category": y, "price": price},
    epochs=1,
    batch_size=16,
    validation_split=0.25,
)
cat_probs, price_hat = model.predict([images[:3], tabular[:3], brand_ids[:3]])
print(cat_probs.shape, price_hat.shape, label_encoder.inverse_transform(cat_probs.argmax(axis=1)))
