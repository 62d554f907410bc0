import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import (
    LSTM, BatchNormalization, Conv2D, Dense, Dropout, Flatten, GlobalAveragePooling2D, MaxPooling2D, TimeDistributed,
)
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

SEQUENCE_LENGTH = 8
IMAGE_HEIGHT, IMAGE_WIDTH = 32, 32
CLASSES_LIST = ["wave", "swipe", "pinch", "zoom"]

features = np.random.rand(40, SEQUENCE_LENGTH, IMAGE_HEIGHT, IMAGE_WIDTH, 3).astype(np.float32)
labels = np.random.randint(0, len(CLASSES_LIST), 40)
one_hot_encoded_labels = to_categorical(labels, num_classes=len(CLASSES_LIST))
features_train, features_test, labels_train, labels_test = train_test_split(
    features, one_hot_encoded_labels, test_size=0.25, shuffle=True, random_state=27
)


def create_LRCN_model():
    model = Sequential()
    model.add(
        TimeDistributed(Conv2D(16, (3, 3), padding="same", activation="relu"), input_shape=(SEQUENCE_LENGTH, IMAGE_HEIGHT, IMAGE_WIDTH, 3))
    )
    model.add(TimeDistributed(MaxPooling2D((4, 4))))
    model.add(TimeDistributed(Dropout(0.25)))
    model.add(TimeDistributed(Conv2D(32, (3, 3), padding="same", activation="relu")))
    model.add(TimeDistributed(MaxPooling2D((4, 4))))
    model.add(TimeDistributed(BatchNormalization()))
    model.add(TimeDistributed(Conv2D(64, (3, 3), padding="same", activation="relu")))
    model.add(TimeDistributed(MaxPooling2D((2, 2))))
    model.add(TimeDistributed(Flatten()))
    model.add(LSTM(32))
    model.add(Dense(len(CLASSES_LIST), activation="softmax"))
    return model


LRCN_model = create_LRCN_model()
early_stopping_callback = EarlyStopping(monitor="val_loss", patience=15, mode="min", restore_best_weights=True)
LRCN_model.compile(loss="categorical_crossentropy", optimizer="Adam", metrics=["accuracy"])
history = LRCN_model.fit(
    x=features_train, y=labels_train, epochs=2, batch_size=4, shuffle=True, validation_split=0.2, callbacks=[early_stopping_callback]
)
loss, accuracy = LRCN_model.evaluate(features_test, labels_test)


def predict_single_action(frames):
    normalized = np.asarray(frames)
    probabilities = LRCN_model.predict(np.expand_dims(normalized, axis=0))[0]
    label = np.argmax(probabilities)
    return CLASSES_LIST[label], probabilities[label]


print(predict_single_action([features[0, i] for i in range(SEQUENCE_LENGTH)]))

pooled = Sequential(
    [
        TimeDistributed(Conv2D(8, 3, activation="relu"), input_shape=(None, IMAGE_HEIGHT, IMAGE_WIDTH, 3)),
        TimeDistributed(GlobalAveragePooling2D()),
        LSTM(16, return_sequences=True),
        LSTM(8),
        Dense(4, activation="softmax"),
    ]
)
print(pooled(features[:2]).shape, pooled.output_shape)
