# expect: size-mismatch@66
"""Toxic comments: Tokenizer + pad_sequences, GloVe matrix, multi-channel Kim CNN, multi-label, threshold metrics."""
import re
import numpy as np
import pandas as pd
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.layers import (
    Dense, Input, Embedding, Dropout, Conv1D, GlobalMaxPool1D, GlobalAveragePooling1D, concatenate, SpatialDropout1D, Bidirectional, GRU,
)
from tensorflow.keras.models import Model
from tensorflow.keras.initializers import Constant
from tensorflow.keras.metrics import AUC, BinaryAccuracy, Precision
from tensorflow.keras.callbacks import Callback
from sklearn.metrics import roc_auc_score, f1_score

embed_size, max_features, maxlen = 20, 300, 25
list_classes = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
words = "you are the worst best movie ever seen in my life and i hate love it so much".split()
rng = np.random.RandomState(0)
train = pd.DataFrame({"comment_text": [" ".join(rng.choice(words, 8)) for _ in range(80)]})
for c in list_classes:
    train[c] = rng.randint(0, 2, 80)


def clean(text):
    text = text.lower()
    return re.sub(r"[^a-z ]", "", text)


list_sentences_train = train["comment_text"].fillna("_na_").apply(clean).values
y = train[list_classes].values
tokenizer = Tokenizer(num_words=max_features)
tokenizer.fit_on_texts(list(list_sentences_train))
list_tokenized_train = tokenizer.texts_to_sequences(list_sentences_train)
X_t = pad_sequences(list_tokenized_train, maxlen=maxlen)

embeddings_index = {w: rng.normal(size=embed_size).astype("float32") for w in words}
all_embs = np.stack(list(embeddings_index.values()))
emb_mean, emb_std = all_embs.mean(), all_embs.std()
word_index = tokenizer.word_index
nb_words = min(max_features, len(word_index) + 1)
embedding_matrix = np.random.normal(emb_mean, emb_std, (nb_words, embed_size))
for word, i in word_index.items():
    if i >= max_features:
        continue
    embedding_vector = embeddings_index.get(word)
    if embedding_vector is not None:
        embedding_matrix[i] = embedding_vector


class RocAucEvaluation(Callback):
    def __init__(self, validation_data=(), interval=1):
        super().__init__()
        self.interval = interval
        self.X_val, self.y_val = validation_data

    def on_epoch_end(self, epoch, logs={}):
        if epoch % self.interval == 0:
            y_pred = self.model.predict(self.X_val, verbose=0)
            score = roc_auc_score(self.y_val, y_pred)
            print("\n ROC-AUC - epoch: %d - score: %.6f \n" % (epoch + 1, score))


inp = Input(shape=(maxlen,))
x = Embedding(nb_words, 100, embeddings_initializer=Constant(embedding_matrix), trainable=False)(inp)
x = SpatialDropout1D(0.2)(x)
convs = []
for k in [2, 3, 4, 5]:
    c = Conv1D(8, k, activation="relu", padding="valid")(x)
    convs.append(GlobalMaxPool1D()(c))
r = Bidirectional(GRU(8, return_sequences=True))(x)
avg_pool = GlobalAveragePooling1D()(r)
max_pool = GlobalMaxPool1D()(r)
conc = concatenate(convs + [avg_pool, max_pool])
conc = Dropout(0.3)(conc)
outp = Dense(len(list_classes), activation="sigmoid")(conc)
model = Model(inputs=inp, outputs=outp)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=[AUC(multi_label=True), BinaryAccuracy(threshold=0.4), Precision()])
X_tra, X_val = X_t[:64], X_t[64:]
y_tra, y_val = y[:64], y[64:]
RocAuc = RocAucEvaluation(validation_data=(X_val, y_val), interval=1)
model.fit(X_tra, y_tra, batch_size=16, epochs=1, validation_data=(X_val, y_val), callbacks=[RocAuc], verbose=0)
y_pred = model.predict([X_val], batch_size=1024, verbose=0)
for i, name in enumerate(list_classes):
    print(name, f1_score(y_val[:, i], (y_pred[:, i] > 0.5).astype(int)))
best = max(np.arange(0.1, 0.6, 0.1), key=lambda t: f1_score(y_val.ravel(), (y_pred > t).ravel().astype(int)))
hits = np.all((y_pred > best) == y_val, axis=1).mean()
print(best, hits)
