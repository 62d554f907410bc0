import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

rng = np.random.default_rng(0)
titanic = pd.DataFrame({
    "sex": rng.choice(["male", "female"], 200),
    "age": rng.uniform(1, 80, 200),
    "fare": rng.uniform(5, 300, 200),
    "class": rng.choice(["First", "Second", "Third"], 200),
    "survived": rng.integers(0, 2, 200),
})
titanic_features = titanic.copy()
titanic_labels = titanic_features.pop("survived")

inputs = {}
for name, column in titanic_features.items():
    dtype = column.dtype
    if dtype == object or str(dtype).startswith("str"):
        dtype = tf.string
    else:
        dtype = tf.float32
    inputs[name] = tf.keras.Input(shape=(1,), name=name, dtype=dtype)

numeric_inputs = {name: input for name, input in inputs.items() if input.dtype == "float32"}
x = layers.Concatenate()(list(numeric_inputs.values()))
norm = layers.Normalization()
norm.adapt(np.array(titanic[list(numeric_inputs.keys())]))
all_numeric_inputs = norm(x)
preprocessed_inputs = [all_numeric_inputs]
for name, input in inputs.items():
    if input.dtype == "float32":
        continue
    lookup = layers.StringLookup(vocabulary=np.unique(titanic_features[name]))
    one_hot = layers.CategoryEncoding(num_tokens=lookup.vocabulary_size())
    x = lookup(input)
    x = one_hot(x)
    preprocessed_inputs.append(x)

preprocessed_inputs_cat = layers.Concatenate()(preprocessed_inputs)
titanic_preprocessing = tf.keras.Model(inputs, preprocessed_inputs_cat)


def titanic_model(preprocessing_head, inputs):
    body = tf.keras.Sequential([layers.Dense(64), layers.Dense(1)])
    preprocessed_inputs = preprocessing_head(inputs)
    result = body(preprocessed_inputs)
    model = tf.keras.Model(inputs, result)
    model.compile(loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), optimizer=tf.keras.optimizers.Adam())
    return model


titanic_model = titanic_model(titanic_preprocessing, inputs)
titanic_features_dict = {name: np.array(value) for name, value in titanic_features.items()}
titanic_features_dict = {k: (v.astype("float32") if k in numeric_inputs else tf.constant([str(each) for each in v])) for k, v in titanic_features_dict.items()}
titanic_model.fit(x=titanic_features_dict, y=titanic_labels, epochs=2)
