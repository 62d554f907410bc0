import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, layers

NODES, FEATURES, CLASSES = 200, 50, 7
adjacency = (np.random.rand(NODES, NODES) > 0.95).astype("float32")
adjacency = np.maximum(adjacency, adjacency.T) + np.eye(NODES, dtype="float32")
degree = adjacency.sum(axis=1)
d_inv_sqrt = np.diag(1.0 / np.sqrt(degree)).astype("float32")
a_hat = d_inv_sqrt @ adjacency @ d_inv_sqrt
features = np.random.rand(NODES, FEATURES).astype("float32")
labels = np.random.randint(0, CLASSES, NODES)
train_mask = np.zeros(NODES, dtype=bool)
train_mask[:60] = True


class GraphConvolution(layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = tf.keras.activations.get(activation)

    def build(self, input_shape):
        feature_shape = input_shape[0]
        self.kernel = self.add_weight(shape=(feature_shape[-1], self.units), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        x, a = inputs
        support = tf.matmul(x, self.kernel)
        return self.activation(tf.matmul(a, support) + self.bias)


class GCN(Model):
    def __init__(self):
        super().__init__()
        self.conv1 = GraphConvolution(32, activation="relu")
        self.drop = layers.Dropout(0.5)
        self.conv2 = GraphConvolution(CLASSES)

    def call(self, inputs, training=False):
        x, a = inputs
        h = self.conv1([x, a])
        h = self.drop(h, training=training)
        return self.conv2([h, a])


model = GCN()
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam(0.01)
x, a, y = tf.constant(features), tf.constant(a_hat), tf.constant(labels)
for epoch in range(2):
    with tf.GradientTape() as tape:
        logits = model([x, a], training=True)
        loss = loss_fn(tf.boolean_mask(y, train_mask), tf.boolean_mask(logits, train_mask))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    predictions = tf.argmax(logits, axis=-1)
    accuracy = tf.reduce_mean(tf.cast(predictions == y, tf.float32))
    print(epoch, float(loss), float(accuracy))
