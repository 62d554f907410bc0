# expect: channel-mismatch@27
import numpy as np
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype(np.float32) / 255.0
x_test = x_test[..., np.newaxis].astype(np.float32) / 255.0
y_train = y_train.astype(np.int32)
train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(1000).batch(64)


class ConvNet(tf.Module):
    def __init__(self):
        super().__init__()
        init = tf.random_normal_initializer(stddev=0.1)
        self.w1 = tf.Variable(init([5, 5, 1, 16]))
        self.b1 = tf.Variable(tf.zeros([16]))
        self.w2 = tf.Variable(init([5, 5, 32, 32]))
        self.b2 = tf.Variable(tf.zeros([32]))
        self.w3 = tf.Variable(init([7 * 7 * 32, 10]))
        self.b3 = tf.Variable(tf.zeros([10]))

    def __call__(self, x):
        x = tf.nn.conv2d(x, self.w1, strides=1, padding="SAME")
        x = tf.nn.relu(tf.nn.bias_add(x, self.b1))
        x = tf.nn.max_pool2d(x, ksize=2, strides=2, padding="SAME")
        x = tf.nn.conv2d(x, self.w2, strides=1, padding="SAME") + self.b2
        x = tf.nn.relu(x)
        x = tf.nn.max_pool2d(x, ksize=2, strides=2, padding="SAME")
        x = tf.reshape(x, [-1, 7 * 7 * 32])
        return tf.matmul(x, self.w3) + self.b3


net = ConvNet()
optimizer = tf.keras.optimizers.SGD(0.01)


@tf.function
def step(images, labels):
    with tf.GradientTape() as tape:
        logits = net(images)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        loss = tf.reduce_mean(losses)
    variables = [net.w1, net.b1, net.w2, net.b2, net.w3, net.b3]
    grads = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(grads, variables))
    correct = tf.equal(tf.argmax(logits, axis=1, output_type=tf.int32), labels)
    return loss, tf.reduce_mean(tf.cast(correct, tf.float32))


for i, (images, labels) in enumerate(train_ds):
    loss, accuracy = step(images, labels)
    if i == 2:
        break
    print(i, float(loss), float(accuracy))
pred = tf.nn.softmax(net(x_test[:8]))
print(tf.argmax(pred, 1).numpy())
