"""Date translation with Luong attention, subclassed encoder/decoder, teacher forcing in a custom train_step."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers

HUMAN, MACHINE = 30, 14
TX, TY = 20, 10
UNITS, EMB = 24, 16
START = 0


class Encoder(Model):
    def __init__(self, vocab, emb, units):
        super().__init__()
        self.embedding = layers.Embedding(vocab, emb)
        self.rnn = layers.Bidirectional(layers.LSTM(units, return_sequences=True, return_state=True))

    def call(self, x):
        x = self.embedding(x)
        seq, fh, fc, bh, bc = self.rnn(x)
        state_h = tf.concat([fh, bh], axis=-1)
        state_c = tf.concat([fc, bc], axis=-1)
        return seq, state_h, state_c


class LuongAttention(layers.Layer):
    def __init__(self, units, method="general", **kwargs):
        super().__init__(**kwargs)
        self.method = method
        if method == "general":
            self.wa = layers.Dense(units, use_bias=False)
        elif method == "concat":
            self.wa = layers.Dense(units, activation="tanh")
            self.va = layers.Dense(1)

    def call(self, query, values):
        # query (B, 1, U), values (B, T, U)
        if self.method == "dot":
            score = tf.matmul(query, values, transpose_b=True)
        elif self.method == "general":
            score = tf.matmul(query, self.wa(values), transpose_b=True)
        else:
            tiled = tf.tile(query, [1, values.shape[1], 1])
            score = self.va(self.wa(tf.concat([tiled, values], axis=-1)))
            score = tf.transpose(score, [0, 2, 1])
        alignment = tf.nn.softmax(score, axis=2)
        context = tf.matmul(alignment, values)
        return context, alignment


class Decoder(Model):
    def __init__(self, vocab, emb, units):
        super().__init__()
        self.embedding = layers.Embedding(vocab, emb)
        self.lstm = layers.LSTM(units, return_sequences=True, return_state=True)
        self.attention = LuongAttention(units)
        self.wc = layers.Dense(units, activation="tanh")
        self.ws = layers.Dense(vocab)

    def call(self, token, state, enc_seq):
        x = self.embedding(token)
        out, h, c = self.lstm(x, initial_state=state)
        context, alignment = self.attention(out, enc_seq)
        out = tf.concat([tf.squeeze(context, 1), tf.squeeze(out, 1)], axis=1)
        logits = self.ws(self.wc(out))
        return logits, [h, c], alignment


class Translator(Model):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder(HUMAN, EMB, UNITS)
        self.decoder = Decoder(MACHINE, EMB, UNITS * 2)
        self.loss_tracker = tf.keras.metrics.Mean(name="loss")
        self.acc = tf.keras.metrics.SparseCategoricalAccuracy(name="acc")

    @property
    def metrics(self):
        return [self.loss_tracker, self.acc]

    def call(self, inputs):
        source, target = inputs
        enc_seq, h, c = self.encoder(source)
        state = [h, c]
        all_logits = []
        for t in range(TY):
            logits, state, _ = self.decoder(target[:, t : t + 1], state, enc_seq)
            all_logits.append(logits)
        return tf.stack(all_logits, axis=1)

    def train_step(self, data):
        source, target = data
        start = tf.fill([tf.shape(source)[0], 1], tf.constant(START, target.dtype))
        dec_in = tf.concat([start, target[:, :-1]], axis=1)
        with tf.GradientTape() as tape:
            logits = self((source, dec_in), training=True)
            loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(target, logits, from_logits=True))
        grads = tape.gradient(loss, self.trainable_variables)
        grads, _ = tf.clip_by_global_norm(grads, 5.0)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        self.loss_tracker.update_state(loss)
        self.acc.update_state(target, logits)
        return {m.name: m.result() for m in self.metrics}


def translate(model, source):
    enc_seq, h, c = model.encoder(source[None])
    state = [h, c]
    token = tf.constant([[START]])
    result, plots = [], []
    for _ in range(TY):
        logits, state, alignment = model.decoder(token, state, enc_seq)
        idx = tf.argmax(logits, axis=-1, output_type=tf.int32)
        result.append(int(idx[0]))
        plots.append(tf.squeeze(alignment).numpy())
        token = tf.expand_dims(idx, 1)
    return result, np.stack(plots)


source = np.random.randint(1, HUMAN, (32, TX)).astype("int32")
target = np.random.randint(1, MACHINE, (32, TY)).astype("int32")
dataset = tf.data.Dataset.from_tensor_slices((source, target)).shuffle(32).batch(8, drop_remainder=True)
model = Translator()
model.compile(optimizer=tf.keras.optimizers.Adam(0.005))
model.fit(dataset, epochs=1)
words, heat = translate(model, source[0])
print(words, heat.shape)
