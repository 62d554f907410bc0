# expect: size-mismatch@50
import numpy as np
import tensorflow as tf
from tensorflow.keras.applications.xception import Xception
from tensorflow.keras.layers import LSTM, Dense, Dropout, Embedding, Input, add
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import to_categorical

captions = ["startseq a dog runs endseq", "startseq a cat sleeps on a mat endseq", "startseq two foxes play in snow endseq"]
tokenizer = Tokenizer()
tokenizer.fit_on_texts(captions)
vocab_size = len(tokenizer.word_index) + 1
max_length = max(len(c.split()) for c in captions)

extractor = Xception(include_top=False, pooling="avg", weights="imagenet")
features = extractor.predict(np.random.rand(3, 128, 128, 3) * 2 - 1)
print(features.shape)


def define_model(vocab_size, max_length):
    inputs1 = Input(shape=(4096,))
    fe1 = Dropout(0.5)(inputs1)
    fe2 = Dense(256, activation="relu")(fe1)
    inputs2 = Input(shape=(max_length,))
    se1 = Embedding(vocab_size, 256, mask_zero=True)(inputs2)
    se2 = Dropout(0.5)(se1)
    se3 = LSTM(256)(se2)
    decoder1 = add([fe2, se3])
    decoder2 = Dense(256, activation="relu")(decoder1)
    outputs = Dense(vocab_size, activation="softmax")(decoder2)
    model = Model(inputs=[inputs1, inputs2], outputs=outputs)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


X1, X2, y = [], [], []
for feature, caption in zip(features, captions):
    seq = tokenizer.texts_to_sequences([caption])[0]
    for i in range(1, len(seq)):
        in_seq, out_seq = seq[:i], seq[i]
        in_seq = pad_sequences([in_seq], maxlen=max_length)[0]
        out_seq = to_categorical([out_seq], num_classes=vocab_size)[0]
        X1.append(feature)
        X2.append(in_seq)
        y.append(out_seq)
X1, X2, y = np.array(X1), np.array(X2), np.array(y)
model = define_model(vocab_size, max_length)
model.fit([X1, X2], y, epochs=1, batch_size=4)
yhat = model.predict([X1[:1], X2[:1]])
print(np.argmax(yhat))
