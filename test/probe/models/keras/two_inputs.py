# expect: ran (2, 1)
# places: 8, 7 known
from keras import Input, Model
from keras.layers import Concatenate, Dense, Embedding, Flatten

user = Input(shape=(1,), name="user", dtype="int32")
item = Input(shape=(1,), name="item", dtype="int32")
price = Input(shape=(1,), name="price")
u = Flatten()(Embedding(50, 8)(user))
i = Flatten()(Embedding(70, 8)(item))
x = Concatenate()([u, i, price])
x = Dense(16, activation="relu")(x)
rating = Dense(1)(x)
recommender = Model(inputs=[user, item, price], outputs=rating)
recommender.compile("adam", "mse")
