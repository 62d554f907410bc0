# expect: rank-mismatch@43
import keras
import numpy as np
import tensorflow as tf
from keras import layers

characters = sorted(list("0123456789abcdef"))
img_width, img_height, max_length, batch_size = 200, 50, 5, 4
images = np.random.rand(16, img_width, img_height, 1).astype("float32")
labels = np.random.randint(0, len(characters), (16, max_length))
train_dataset = tf.data.Dataset.from_tensor_slices((images, labels))
train_dataset = train_dataset.map(lambda x, y: {"image": x, "label": y}).batch(batch_size)


class CTCLayer(layers.Layer):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.loss_fn = keras.ops.ctc_loss

    def call(self, y_true, y_pred):
        batch_len = keras.ops.cast(keras.ops.shape(y_true)[0], dtype="int64")
        input_length = keras.ops.cast(keras.ops.shape(y_pred)[1], dtype="int64")
        label_length = keras.ops.cast(keras.ops.shape(y_true)[1], dtype="int64")
        input_length = input_length * keras.ops.ones(shape=(batch_len,), dtype="int64")
        label_length = label_length * keras.ops.ones(shape=(batch_len,), dtype="int64")
        loss = self.loss_fn(keras.ops.cast(y_true, "int32"), y_pred, label_length, input_length)
        self.add_loss(keras.ops.mean(loss))
        return y_pred


def build_model():
    input_img = layers.Input(shape=(img_width, img_height, 1), name="image", dtype="float32")
    labels = layers.Input(name="label", shape=(None,), dtype="float32")
    x = layers.Conv2D(32, (3, 3), activation="relu", kernel_initializer="he_normal", padding="same", name="Conv1")(input_img)
    x = layers.MaxPooling2D((2, 2), name="pool1")(x)
    x = layers.Conv2D(64, (3, 3), activation="relu", padding="same", name="Conv2")(x)
    x = layers.MaxPooling2D((2, 2), name="pool2")(x)
    new_shape = ((img_width // 4), (img_height // 4) * 64)
    x = layers.Reshape(target_shape=new_shape, name="reshape")(x)
    x = layers.Dense(64, activation="relu", name="dense1")(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Bidirectional(layers.LSTM(128, dropout=0.25))(x)
    x = layers.Bidirectional(layers.LSTM(64, return_sequences=True, dropout=0.25))(x)
    x = layers.Dense(len(characters) + 1, activation="softmax", name="dense2")(x)
    output = CTCLayer(name="ctc_loss")(labels, x)
    model = keras.models.Model(inputs=[input_img, labels], outputs=output, name="ocr_model_v1")
    model.compile(optimizer=keras.optimizers.Adam())
    return model


model = build_model()
model.fit(train_dataset, epochs=1)
prediction_model = keras.models.Model(model.input[0], model.get_layer(name="dense2").output)
preds = prediction_model.predict(images[:4])
print(preds.shape)
