# expect: not-broadcastable@44
"""Node classification of a citation graph: messages gathered along edges and summed for each node."""
import keras
import numpy as np
import tensorflow as tf
from keras import layers

num_papers, num_words, num_classes, num_edges = 2708, 1433, 7, 5429
rng = np.random.default_rng(1)
paper_words = rng.integers(0, 2, (num_papers, num_words)).astype("float32")
subjects = rng.integers(0, num_classes, num_papers)
edges = rng.integers(0, num_papers, (2, num_edges))
edge_weights = tf.ones(shape=edges.shape[0])
node_features = tf.cast(paper_words, dtype=tf.float32)
graph_info = (node_features, edges, edge_weights)

order = rng.permutation(num_papers)
train_index, test_index = order[:1354], order[1354:]
x_train, y_train = train_index, subjects[train_index]
x_test, y_test = test_index, subjects[test_index]


def create_ffn(hidden_units, dropout_rate, name=None):
    fnn_layers = []
    for units in hidden_units:
        fnn_layers.append(layers.BatchNormalization())
        fnn_layers.append(layers.Dropout(dropout_rate))
        fnn_layers.append(layers.Dense(units, activation="gelu"))
    return keras.Sequential(fnn_layers, name=name)


class GraphConvLayer(layers.Layer):
    def __init__(self, hidden_units, dropout_rate=0.2, aggregation_type="mean", combination_type="concat", normalize=False, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.aggregation_type = aggregation_type
        self.combination_type = combination_type
        self.normalize = normalize
        self.ffn_prepare = create_ffn(hidden_units, dropout_rate)
        self.update_fn = create_ffn(hidden_units, dropout_rate)

    def prepare(self, node_repesentations, weights=None):
        messages = self.ffn_prepare(node_repesentations)
        if weights is not None:
            messages = messages * tf.expand_dims(weights, -1)
        return messages

    def aggregate(self, node_indices, neighbour_messages, node_repesentations):
        num_nodes = node_repesentations.shape[0]
        if self.aggregation_type == "sum":
            return tf.math.unsorted_segment_sum(neighbour_messages, node_indices, num_segments=num_nodes)
        elif self.aggregation_type == "mean":
            return tf.math.unsorted_segment_mean(neighbour_messages, node_indices, num_segments=num_nodes)
        raise ValueError(f"Invalid aggregation type: {self.aggregation_type}.")

    def update(self, node_repesentations, aggregated_messages):
        if self.combination_type == "concat":
            h = tf.concat([node_repesentations, aggregated_messages], axis=1)
        elif self.combination_type == "add":
            h = node_repesentations + aggregated_messages
        else:
            raise ValueError(f"Invalid combination type: {self.combination_type}.")
        node_embeddings = self.update_fn(h)
        if self.normalize:
            node_embeddings = tf.nn.l2_normalize(node_embeddings, axis=-1)
        return node_embeddings

    def call(self, inputs):
        node_repesentations, edges, edge_weights = inputs
        node_indices, neighbour_indices = edges[0], edges[1]
        neighbour_repesentations = tf.gather(node_repesentations, neighbour_indices)
        neighbour_messages = self.prepare(neighbour_repesentations, edge_weights)
        aggregated_messages = self.aggregate(node_indices, neighbour_messages, node_repesentations)
        return self.update(node_repesentations, aggregated_messages)


class GNNNodeClassifier(keras.Model):
    def __init__(self, graph_info, num_classes, hidden_units, aggregation_type="sum", combination_type="concat", dropout_rate=0.2, normalize=True, *args, **kwargs):
        super().__init__(*args, **kwargs)
        node_features, edges, edge_weights = graph_info
        self.node_features = node_features
        self.edges = edges
        self.edge_weights = edge_weights
        if self.edge_weights is None:
            self.edge_weights = tf.ones(shape=edges.shape[1])
        self.edge_weights = self.edge_weights / tf.math.reduce_sum(self.edge_weights)
        self.preprocess = create_ffn(hidden_units, dropout_rate, name="preprocess")
        self.conv1 = GraphConvLayer(hidden_units, dropout_rate, aggregation_type, combination_type, normalize, name="graph_conv1")
        self.conv2 = GraphConvLayer(hidden_units, dropout_rate, aggregation_type, combination_type, normalize, name="graph_conv2")
        self.postprocess = create_ffn(hidden_units, dropout_rate, name="postprocess")
        self.compute_logits = layers.Dense(units=num_classes, name="logits")

    def call(self, input_node_indices):
        x = self.preprocess(self.node_features)
        x1 = self.conv1((x, self.edges, self.edge_weights))
        x = x1 + x
        x2 = self.conv2((x, self.edges, self.edge_weights))
        x = x2 + x
        x = self.postprocess(x)
        node_embeddings = tf.gather(x, input_node_indices)
        return self.compute_logits(node_embeddings)


gnn_model = GNNNodeClassifier(graph_info=graph_info, num_classes=num_classes, hidden_units=[32, 32], name="gnn_model")
print("GNN output shape:", gnn_model(tf.constant([1, 10, 100])))
gnn_model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy(name="acc")],
)
history = gnn_model.fit(x=x_train, y=y_train, epochs=2, batch_size=256, validation_split=0.15)
_, test_accuracy = gnn_model.evaluate(x=x_test, y=y_test)
logits = gnn_model.predict(tf.convert_to_tensor(test_index[:5]))
probabilities = keras.activations.softmax(tf.convert_to_tensor(logits)).numpy()
best = probabilities.argmax(axis=1)
