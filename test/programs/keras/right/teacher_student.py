import keras
import numpy as np
import tensorflow as tf
from keras import layers


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.teacher = teacher
        self.student = student

    def compile(self, optimizer, metrics, student_loss_fn, distillation_loss_fn, alpha=0.1, temperature=3):
        super().compile(optimizer=optimizer, metrics=metrics)
        self.student_loss_fn = student_loss_fn
        self.distillation_loss_fn = distillation_loss_fn
        self.alpha = alpha
        self.temperature = temperature
        self.tracker = keras.metrics.Mean(name="student_loss")

    def train_step(self, data):
        x, y = data
        teacher_predictions = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            student_predictions = self.student(x, training=True)
            student_loss = self.student_loss_fn(y, student_predictions)
            distillation_loss = (
                self.distillation_loss_fn(
                    tf.nn.softmax(teacher_predictions / self.temperature, axis=1),
                    tf.nn.softmax(student_predictions / self.temperature, axis=1),
                )
                * self.temperature**2
            )
            loss = self.alpha * student_loss + (1 - self.alpha) * distillation_loss
        trainable_vars = self.student.trainable_variables
        gradients = tape.gradient(loss, trainable_vars)
        self.optimizer.apply_gradients(zip(gradients, trainable_vars))
        self.tracker.update_state(student_loss)
        return {"student_loss": self.tracker.result(), "distillation_loss": distillation_loss}

    def call(self, x):
        return self.student(x)


def conv_net(widths, name):
    model = keras.Sequential(name=name)
    model.add(keras.Input(shape=(32, 32, 3)))
    for width in widths:
        model.add(layers.Conv2D(width, (3, 3), strides=(2, 2), padding="same"))
        model.add(layers.LeakyReLU(negative_slope=0.2))
        model.add(layers.MaxPooling2D(pool_size=(2, 2), strides=(1, 1), padding="same"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    return model


teacher = conv_net([64, 128], "teacher")
student = conv_net([8, 16], "student")

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train[:128].astype("float32") / 255.0
x_test = x_test[:64].astype("float32") / 255.0
y_train, y_test = y_train[:128], y_test[:64]

teacher.compile(
    optimizer=keras.optimizers.Adam(),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
teacher.fit(x_train, y_train, epochs=1)
teacher.evaluate(x_test, y_test)

distiller = Distiller(student=student, teacher=teacher)
distiller.compile(
    optimizer=keras.optimizers.Adam(),
    metrics=None,
    student_loss_fn=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    distillation_loss_fn=keras.losses.KLDivergence(),
    alpha=0.1,
    temperature=10,
)
distiller.fit(x_train, y_train, epochs=1, batch_size=32)
logits = distiller(x_test[:5])
labels = tf.argmax(logits, axis=-1)
print(labels.shape)
