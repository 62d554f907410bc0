# expect: ran (2, 4)
# places: 4, 4 known
import keras
import tensorflow as tf
from keras import layers


class Custom(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


inputs = keras.Input(shape=(32,))
model = Custom(inputs, layers.Dense(4)(layers.Dense(16, "relu")(inputs)))
model.compile(optimizer="adam", loss="mse")
model.fit(tf.random.normal((64, 32)), tf.random.normal((64, 4)))
