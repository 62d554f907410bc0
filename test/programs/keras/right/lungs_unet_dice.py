import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.callbacks import ModelCheckpoint
from tensorflow.keras.layers import BatchNormalization, Concatenate, Conv2D, Conv2DTranspose, Input, MaxPooling2D, Activation
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam

H, W = 128, 128
smooth = 1e-15


def dice_coef(y_true, y_pred):
    y_true = tf.keras.layers.Flatten()(y_true)
    y_pred = tf.keras.layers.Flatten()(y_pred)
    intersection = tf.reduce_sum(y_true * y_pred)
    return (2.0 * intersection + smooth) / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + smooth)


def dice_loss(y_true, y_pred):
    return 1.0 - dice_coef(y_true, y_pred)


def iou(y_true, y_pred):
    intersection = K.sum(K.abs(y_true * y_pred), axis=[1, 2, 3])
    union = K.sum(y_true, axis=[1, 2, 3]) + K.sum(y_pred, axis=[1, 2, 3]) - intersection
    return K.mean((intersection + smooth) / (union + smooth), axis=0)


def conv_block(inputs, num_filters):
    x = Conv2D(num_filters, 3, padding="same")(inputs)
    x = BatchNormalization()(x)
    x = Activation("relu")(x)
    x = Conv2D(num_filters, 3, padding="same")(x)
    x = BatchNormalization()(x)
    x = Activation("relu")(x)
    return x


def encoder_block(inputs, num_filters):
    x = conv_block(inputs, num_filters)
    p = MaxPooling2D((2, 2))(x)
    return x, p


def decoder_block(inputs, skip_features, num_filters):
    x = Conv2DTranspose(num_filters, (2, 2), strides=2, padding="same")(inputs)
    x = Concatenate()([x, skip_features])
    x = conv_block(x, num_filters)
    return x


def build_unet(input_shape):
    inputs = Input(input_shape)
    s1, p1 = encoder_block(inputs, 8)
    s2, p2 = encoder_block(p1, 16)
    s3, p3 = encoder_block(p2, 32)
    b1 = conv_block(p3, 64)
    d1 = decoder_block(b1, s3, 32)
    d2 = decoder_block(d1, s2, 16)
    d3 = decoder_block(d2, s1, 8)
    outputs = Conv2D(1, 1, padding="same", activation="sigmoid")(d3)
    return Model(inputs, outputs, name="U-Net")


def tf_parse(x, y):
    x = tf.cast(x, tf.float32) / 255.0
    y = tf.cast(y > 127, tf.float32)
    x.set_shape([H, W, 3])
    y.set_shape([H, W, 1])
    return x, y


def tf_dataset(X, Y, batch=2):
    ds = tf.data.Dataset.from_tensor_slices((X, Y))
    ds = ds.map(tf_parse)
    ds = ds.batch(batch)
    ds = ds.repeat()
    return ds


if __name__ == "__main__":
    np.random.seed(42)
    train_x = np.random.randint(0, 255, (8, H, W, 3), dtype=np.uint8)
    train_y = np.random.randint(0, 255, (8, H, W, 1), dtype=np.uint8)
    train_dataset = tf_dataset(train_x, train_y, batch=2)
    valid_dataset = tf_dataset(train_x[:4], train_y[:4], batch=2)
    model = build_unet((H, W, 3))
    metrics = [dice_coef, iou, tf.keras.metrics.Recall(), tf.keras.metrics.Precision()]
    model.compile(loss=dice_loss, optimizer=Adam(1e-4), metrics=metrics)
    train_steps = len(train_x) // 2
    model.fit(train_dataset, epochs=1, steps_per_epoch=train_steps, validation_data=valid_dataset, validation_steps=2)
    x = np.expand_dims(train_x[0] / 255.0, axis=0)
    pred = model.predict(x)[0]
    mask = (pred > 0.5).astype(np.int32)
    mask = np.concatenate([mask, mask, mask], axis=2)
    line = np.ones((H, 10, 3)) * 255
    final = np.concatenate([train_x[0], line, mask * 255], axis=1)
    print(final.shape)
