"""Bags of images with one label a bag: attention says which instance decided."""
import keras
import numpy as np
from keras import layers, ops

bag_size, bag_count = 3, 30


def create_bags(count):
    bags = [np.random.rand(count, 28, 28).astype("float32") for _ in range(bag_size)]
    labels = np.random.randint(0, 2, (count, 1)).astype("float32")
    return bags, labels


class MILAttentionLayer(layers.Layer):
    def __init__(self, weight_params_dim, use_gated=False, **kwargs):
        super().__init__(**kwargs)
        self.weight_params_dim = weight_params_dim
        self.use_gated = use_gated

    def build(self, input_shape):
        input_dim = input_shape[0][1]
        self.v_weight_params = self.add_weight(shape=(input_dim, self.weight_params_dim), initializer="glorot_uniform", name="v")
        self.w_weight_params = self.add_weight(shape=(self.weight_params_dim, 1), initializer="glorot_uniform", name="w")
        if self.use_gated:
            self.u_weight_params = self.add_weight(shape=(input_dim, self.weight_params_dim), initializer="glorot_uniform", name="u")
        else:
            self.u_weight_params = None

    def call(self, inputs):
        instances = [self.compute_attention_scores(instance) for instance in inputs]
        instances = ops.stack(instances)
        alpha = ops.softmax(instances, axis=0)
        return [alpha[i] for i in range(alpha.shape[0])]

    def compute_attention_scores(self, instance):
        original_instance = instance
        instance = ops.tanh(ops.tensordot(instance, self.v_weight_params, axes=1))
        if self.use_gated:
            instance = instance * ops.sigmoid(ops.tensordot(original_instance, self.u_weight_params, axes=1))
        return ops.tensordot(instance, self.w_weight_params, axes=1)


def create_model(instance_shape):
    inputs, embeddings = [], []
    shared_dense_layer_1 = layers.Dense(32, activation="relu")
    shared_dense_layer_2 = layers.Dense(16, activation="relu")
    for _ in range(bag_size):
        inp = layers.Input(instance_shape)
        flatten = layers.Flatten()(inp)
        embeddings.append(shared_dense_layer_2(shared_dense_layer_1(flatten)))
        inputs.append(inp)
    alpha = MILAttentionLayer(weight_params_dim=24, use_gated=True, name="alpha")(embeddings)
    multiply_layers = [layers.multiply([alpha[i], embeddings[i]]) for i in range(len(alpha))]
    concat = layers.concatenate(multiply_layers, axis=1)
    output = layers.Dense(2, activation="softmax")(concat)
    return keras.Model(inputs, output)


def compute_class_weights(labels):
    negative_count = len(np.where(labels == 0)[0])
    positive_count = len(np.where(labels == 1)[0])
    total_count = negative_count + positive_count
    return {0: (1 / max(negative_count, 1)) * (total_count / 2), 1: (1 / max(positive_count, 1)) * (total_count / 2)}


train_data, train_labels = create_bags(bag_count)
val_data, val_labels = create_bags(10)
model = create_model(train_data[0][0].shape)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_data, train_labels, validation_data=(val_data, val_labels), epochs=1, class_weight=compute_class_weights(train_labels), batch_size=1)
intermediate_model = keras.Model(model.inputs, model.get_layer("alpha").output)
weights = np.squeeze(np.swapaxes(intermediate_model.predict(val_data, verbose=0), 1, 0))
predictions = model.predict(val_data, verbose=0)
loss, accuracy = model.evaluate(val_data, val_labels, verbose=0)
