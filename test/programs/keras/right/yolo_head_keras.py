import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

GRID, BOXES, CLASSES = 7, 2, 4
SIZE = 224


def conv(x, filters, size, strides=1):
    x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.LeakyReLU(0.1)(x)


def detector():
    backbone = tf.keras.applications.MobileNetV2(input_shape=(SIZE, SIZE, 3), include_top=False, weights="imagenet")
    inputs = layers.Input((SIZE, SIZE, 3))
    x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
    x = backbone(x, training=False)
    x = conv(x, 128, 3)
    x = layers.Conv2D(BOXES * 5 + CLASSES, 1)(x)
    x = layers.Reshape((GRID, GRID, BOXES * 5 + CLASSES))(x)
    return tf.keras.Model(inputs, x)


def yolo_loss(y_true, y_pred):
    obj = y_true[..., 4:5]
    boxes_true = tf.reshape(y_true[..., : BOXES * 5], (-1, GRID, GRID, BOXES, 5))
    boxes_pred = tf.reshape(y_pred[..., : BOXES * 5], (-1, GRID, GRID, BOXES, 5))
    xy = tf.reduce_sum(tf.square(boxes_true[..., :2] - boxes_pred[..., :2]), axis=-1)
    wh = tf.reduce_sum(tf.square(tf.sqrt(tf.abs(boxes_true[..., 2:4])) - tf.sqrt(tf.abs(boxes_pred[..., 2:4]) + 1e-6)), axis=-1)
    box = tf.reduce_sum(obj * (xy + wh), axis=[1, 2, 3])
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., BOXES * 5 :], logits=y_pred[..., BOXES * 5 :])
    classes = tf.reduce_sum(tf.squeeze(obj, -1) * classes, axis=[1, 2])
    return tf.reduce_mean(5.0 * box + classes)


model = detector()
model.compile(optimizer="adam", loss=yolo_loss)
images = np.random.rand(4, SIZE, SIZE, 3).astype("float32") * 255
targets = np.random.rand(4, GRID, GRID, BOXES * 5 + CLASSES).astype("float32")
model.fit(images, targets, batch_size=2, epochs=1)
raw = model(images[:1])
boxes = tf.reshape(raw[..., : BOXES * 5], (-1, 5))
scores = tf.sigmoid(boxes[:, 4])
keep = tf.image.non_max_suppression(boxes[:, :4], scores, max_output_size=10)
print(tf.gather(boxes, keep).shape)
