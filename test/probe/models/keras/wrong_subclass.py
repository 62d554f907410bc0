# expect: broke Matrix size-incompatible
# places: 1, 1 known
# line: 17
import keras
import tensorflow as tf
from keras import layers


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(8)
        self.matrix = self.add_weight(shape=(6, 3))

    def call(self, x):
        x = self.hidden(x)
        return tf.matmul(x, self.matrix)


net = Net()
result = net(tf.random.normal((4, 5)))
