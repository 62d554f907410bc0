# expect: size-mismatch@42
import keras
import numpy as np
from keras import layers, ops

num_users, num_movies = 300, 500
EMBEDDING_SIZE = 50
user = np.random.randint(0, num_users, size=1000)
movie = np.random.randint(0, num_movies, size=1000)
rating = np.random.uniform(0.5, 5.0, size=1000)
x = np.stack([user, movie], axis=1)
y = (rating - 0.5) / 4.5
train_indices = int(0.9 * x.shape[0])
x_train, x_val, y_train, y_val = (x[:train_indices], x[train_indices:], y[: train_indices + 50], y[train_indices:])


class RecommenderNet(keras.Model):
    def __init__(self, num_users, num_movies, embedding_size, **kwargs):
        super().__init__(**kwargs)
        self.num_users = num_users
        self.num_movies = num_movies
        self.embedding_size = embedding_size
        self.user_embedding = layers.Embedding(
            num_users, embedding_size, embeddings_initializer="he_normal", embeddings_regularizer=keras.regularizers.l2(1e-6)
        )
        self.user_bias = layers.Embedding(num_users, 1)
        self.movie_embedding = layers.Embedding(num_movies, embedding_size)
        self.movie_bias = layers.Embedding(num_movies, 1)

    def call(self, inputs):
        user_vector = self.user_embedding(inputs[:, 0])
        user_bias = self.user_bias(inputs[:, 0])
        movie_vector = self.movie_embedding(inputs[:, 1])
        movie_bias = self.movie_bias(inputs[:, 1])
        dot_user_movie = ops.sum(user_vector * movie_vector, axis=1, keepdims=True)
        x = dot_user_movie + user_bias + movie_bias
        return ops.nn.sigmoid(x)


model = RecommenderNet(num_users, num_movies, EMBEDDING_SIZE)
model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(learning_rate=0.001))
history = model.fit(x=x_train, y=y_train, batch_size=64, epochs=1, verbose=1, validation_data=(x_val, y_val))
movies_not_watched = [[m] for m in range(100)]
user_movie_array = np.hstack(([[7]] * len(movies_not_watched), movies_not_watched))
ratings = model.predict(user_movie_array).flatten()
top_ratings_indices = ratings.argsort()[-10:][::-1]
print(top_ratings_indices.shape)
