# %% [markdown]
# # Tagging words
# %%
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import LSTM, Bidirectional, Dense, Embedding, Input, SpatialDropout1D, TimeDistributed
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.utils import plot_model, to_categorical

# %%
words = ["O-PAD"] + [f"w{i}" for i in range(500)]
tags = ["O", "B-geo", "B-per", "I-per", "B-org"]
word2idx = {w: i for i, w in enumerate(words)}
tag2idx = {t: i for i, t in enumerate(tags)}
sentences = [
    [(words[np.random.randint(1, 500)], tags[np.random.randint(5)]) for _ in range(np.random.randint(5, 20))] for _ in range(40)
]
max_len = 30
num_words, num_tags = len(words), len(tags)
# %%
X = [[word2idx[w] for w, _ in s] for s in sentences]
X = pad_sequences(maxlen=max_len, sequences=X, padding="post", value=0)
y = [[tag2idx[t] for _, t in s] for s in sentences]
y = pad_sequences(maxlen=max_len, sequences=y, padding="post", value=tag2idx["O"])
print(X.shape, y.shape)
# %%
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
# %%
input_word = Input(shape=(max_len,))
model = Embedding(input_dim=num_words, output_dim=max_len)(input_word)
model = SpatialDropout1D(0.1)(model)
model = Bidirectional(LSTM(units=50, return_sequences=True, recurrent_dropout=0.1))(model)
out = TimeDistributed(Dense(num_tags, activation="softmax"))(model)
model = Model(input_word, out)
model.summary()
# %%
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, validation_data=(x_test, y_test), batch_size=8, epochs=1)
# %%
i = np.random.randint(0, x_test.shape[0])
p = model.predict(np.array([x_test[i]]))
p = np.argmax(p, axis=-1)
for w, true, pred in zip(x_test[i], y_test[i], p[0]):
    print(words[w], tags[true], tags[pred])
