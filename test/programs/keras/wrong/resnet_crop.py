# expect: invalid-argument@78
import argparse
import time

import numpy as np
import tensorflow as tf


class ResidualUnit(tf.keras.Model):
    def __init__(self, filters, strides=1):
        super().__init__()
        self.conv1 = tf.keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)
        self.bn1 = tf.keras.layers.BatchNormalization()
        self.conv2 = tf.keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn2 = tf.keras.layers.BatchNormalization()
        if strides != 1:
            self.shortcut = tf.keras.layers.Conv2D(filters, 1, strides=strides)
        else:
            self.shortcut = lambda x: x

    def call(self, x, training=False):
        y = tf.nn.relu(self.bn1(self.conv1(x), training=training))
        y = self.bn2(self.conv2(y), training=training)
        return tf.nn.relu(y + self.shortcut(x))


class SmallResNet(tf.keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.stem = tf.keras.layers.Conv2D(16, 3, padding="same")
        self.stages = [ResidualUnit(16), ResidualUnit(32, 2), ResidualUnit(64, 2)]
        self.pool = tf.keras.layers.GlobalAveragePooling2D()
        self.fc = tf.keras.layers.Dense(num_classes)

    def call(self, x, training=False):
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x, training=training)
        return self.fc(self.pool(x))


class Trainer:
    def __init__(self, model, lr):
        self.model = model
        self.loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.optimizer = tf.keras.optimizers.SGD(lr, momentum=0.9)
        self.train_loss = tf.keras.metrics.Mean()
        self.train_acc = tf.keras.metrics.SparseCategoricalAccuracy()

    @tf.function
    def step(self, images, labels):
        with tf.GradientTape() as tape:
            logits = self.model(images, training=True)
            loss = self.loss_fn(labels, logits)
            loss += sum(self.model.losses)
        variables = self.model.trainable_variables
        gradients = tape.gradient(loss, variables)
        self.optimizer.apply_gradients(zip(gradients, variables))
        self.train_loss.update_state(loss)
        self.train_acc.update_state(labels, logits)
        return loss

    def run(self, dataset, epochs):
        for epoch in range(epochs):
            start = time.time()
            self.train_loss.reset_state()
            for images, labels in dataset:
                self.step(images, labels)
            print(f"epoch {epoch}: {self.train_loss.result():.3f} {self.train_acc.result():.3f} {time.time() - start:.1f}s")


def make_dataset(batch_size):
    (x, y), _ = tf.keras.datasets.cifar10.load_data()
    x = (x[:64] / 255.0).astype(np.float32)
    y = y[:64].squeeze().astype(np.int64)
    ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(64)
    ds = ds.map(lambda image, label: (tf.image.random_flip_left_right(image), label))
    ds = ds.map(lambda image, label: (tf.image.random_crop(tf.pad(image, [[4, 4], [4, 4], [0, 0]]), [40, 44, 3]), label))
    return ds.batch(batch_size).prefetch(2)


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--lr", type=float, default=0.1)
    return parser.parse_args([])


if __name__ == "__main__":
    args = parse_args()
    trainer = Trainer(SmallResNet(num_classes=10), args.lr)
    trainer.run(make_dataset(args.batch_size), args.epochs)
    logits = trainer.model(tf.zeros((1, 32, 32, 3)))
    print(tf.argmax(logits, axis=1).numpy())
