# expect: ran (2, 6)
# places: 5, 4 known
from tensorflow import keras


def build_model(hidden=32, classes=6):
    model = keras.models.Sequential(name="mlp")
    model.add(keras.layers.InputLayer(shape=(12,)))
    for _ in range(3):
        model.add(keras.layers.Dense(hidden))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(classes, activation="softmax"))
    return model


def main():
    model = build_model()
    model.compile(optimizer="adam", loss="categorical_crossentropy")


if __name__ == "__main__":
    main()
