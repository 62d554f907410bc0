# expect: not-broadcastable@73
"""Census rows: words looked up and attended to, numbers normalised, all from a table of text."""
import keras
import numpy as np
import tensorflow as tf
from keras import layers

NUMERIC = ["age", "gain", "hours"]
VOCABULARY = {"work": ["private", "state", "none"], "school": ["bachelor", "master", "high", "phd"], "sex": ["f", "m"]}
EMBEDDING_DIMS, NUM_HEADS, BATCH = 16, 4, 32
rows = 200
rng = np.random.default_rng(0)
columns = {name: rng.normal(size=rows).astype("float32") for name in NUMERIC}
for name, words in VOCABULARY.items():
    columns[name] = rng.choice(words, rows)
target = rng.integers(0, 2, rows)


def get_dataset(columns, target, shuffle=False, batch_size=BATCH):
    dataset = tf.data.Dataset.from_tensor_slices((dict(columns), target))
    if shuffle:
        dataset = dataset.shuffle(rows)
    return dataset.batch(batch_size).map(prepare_example).cache()


lookups = {name: layers.StringLookup(vocabulary=words, num_oov_indices=1) for name, words in VOCABULARY.items()}


def prepare_example(features, target):
    for name in VOCABULARY:
        features[name] = lookups[name](features[name])
    return features, tf.expand_dims(tf.cast(target, tf.float32), -1)


def create_model_inputs():
    inputs = {}
    for name in NUMERIC:
        inputs[name] = layers.Input(name=name, shape=(), dtype="float32")
    for name in VOCABULARY:
        inputs[name] = layers.Input(name=name, shape=(), dtype="int64")
    return inputs


def encode_inputs(inputs, embedding_dims):
    encoded_categorical_feature_list = []
    numerical_feature_list = []
    for feature_name in inputs:
        if feature_name in VOCABULARY:
            embedding = layers.Embedding(input_dim=len(VOCABULARY[feature_name]) + 1, output_dim=embedding_dims)
            encoded_categorical_feature_list.append(embedding(inputs[feature_name]))
        else:
            numerical_feature_list.append(keras.ops.expand_dims(inputs[feature_name], -1))
    return encoded_categorical_feature_list, numerical_feature_list


def create_mlp(hidden_units, dropout_rate, activation, normalization_layer, name=None):
    mlp_layers = []
    for units in hidden_units:
        mlp_layers.append(normalization_layer())
        mlp_layers.append(layers.Dense(units, activation=activation))
        mlp_layers.append(layers.Dropout(dropout_rate))
    return keras.Sequential(mlp_layers, name=name)


def create_tabtransformer_classifier(num_transformer_blocks, num_heads, embedding_dims, mlp_hidden_units_factors, dropout_rate):
    inputs = create_model_inputs()
    encoded, numerical = encode_inputs(inputs, embedding_dims)
    encoded_categorical_features = layers.concatenate(encoded)
    numerical_features = layers.concatenate(numerical)
    num_columns = encoded_categorical_features.shape[1]
    column_embedding = layers.Embedding(input_dim=num_columns, output_dim=embedding_dims)
    column_indices = keras.ops.arange(start=0, stop=num_columns, step=1)
    encoded_categorical_features = encoded_categorical_features + column_embedding(column_indices)
    for block_idx in range(num_transformer_blocks):
        attention_output = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embedding_dims, dropout=dropout_rate)(
            encoded_categorical_features, encoded_categorical_features
        )
        x = layers.Add(name=f"skip_connection1_{block_idx}")([attention_output, encoded_categorical_features])
        x = layers.LayerNormalization(epsilon=1e-6)(x)
        feedforward_output = create_mlp(
            hidden_units=[embedding_dims], dropout_rate=dropout_rate, activation=keras.activations.gelu,
            normalization_layer=lambda: layers.LayerNormalization(epsilon=1e-6), name=f"feedforward_{block_idx}",
        )(x)
        x = layers.Add(name=f"skip_connection2_{block_idx}")([feedforward_output, x])
        encoded_categorical_features = layers.LayerNormalization(epsilon=1e-6)(x)
    categorical_features = layers.Flatten()(encoded_categorical_features)
    numerical_features = layers.LayerNormalization(epsilon=1e-6)(numerical_features)
    features = layers.concatenate([categorical_features, numerical_features])
    mlp_hidden_units = [factor * features.shape[-1] for factor in mlp_hidden_units_factors]
    features = create_mlp(
        hidden_units=mlp_hidden_units, dropout_rate=dropout_rate, activation="selu", normalization_layer=layers.BatchNormalization, name="MLP"
    )(features)
    outputs = layers.Dense(units=1, activation="sigmoid", name="sigmoid")(features)
    return keras.Model(inputs=inputs, outputs=outputs)


model = create_tabtransformer_classifier(2, NUM_HEADS, EMBEDDING_DIMS, [2, 1], 0.2)
model.compile(
    optimizer=keras.optimizers.AdamW(learning_rate=0.001, weight_decay=0.0001),
    loss=keras.losses.BinaryCrossentropy(), metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
)
train = get_dataset(columns, target, shuffle=True)
validation = get_dataset(columns, target)
model.fit(train, epochs=1, validation_data=validation)
_, accuracy = model.evaluate(validation, verbose=0)
