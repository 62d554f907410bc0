# expect: ran (2, 24, 100)
# places: 13, 12 known
import keras
from keras import layers, ops


class Block(layers.Layer):
    def __init__(self, width, heads, hidden, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.attention = layers.MultiHeadAttention(num_heads=heads, key_dim=width // heads)
        self.mlp = keras.Sequential([layers.Dense(hidden, activation="gelu"), layers.Dense(width)])
        self.norm1 = layers.LayerNormalization(epsilon=1e-6)
        self.norm2 = layers.LayerNormalization(epsilon=1e-6)
        self.drop = layers.Dropout(rate)

    def call(self, x, training=None):
        y = self.norm1(x)
        x = x + self.drop(self.attention(y, y, use_causal_mask=True), training=training)
        return x + self.mlp(self.norm2(x))


class Positions(layers.Layer):
    def __init__(self, length, vocabulary, width, **kwargs):
        super().__init__(**kwargs)
        self.tokens = layers.Embedding(vocabulary, width)
        self.positions = layers.Embedding(length, width)

    def call(self, x):
        length = ops.shape(x)[-1]
        return self.tokens(x) + self.positions(ops.arange(0, length, 1))


inputs = keras.Input(shape=(24,), dtype="int32")
x = Positions(24, 100, 32)(inputs)
for _ in range(2):
    x = Block(32, 4, 64)(x)
model = keras.Model(inputs, layers.Dense(100)(x))
