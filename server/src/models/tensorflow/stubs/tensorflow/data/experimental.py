"""`tf.data.experimental`: older names of what data sets do by methods now."""
from shapeline import ops

__public__ = "tf.data.experimental"

AUTOTUNE = -1
INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2


def cardinality(dataset):
    return dataset.cardinality()


def assert_cardinality(expected_cardinality):
    return lambda dataset: dataset


def prefetch_to_device(device, buffer_size=None):
    return lambda dataset: dataset


def get_structure(dataset_or_iterator):
    return dataset_or_iterator.element_spec


def sample_from_datasets(datasets, *args, **kwargs):
    return datasets[0].sample_from_datasets(datasets)


def make_csv_dataset(*args, **kwargs):
    return ops.unknown()


CsvDataset = SqlDataset = TFRecordWriter = make_batched_features_dataset = make_csv_dataset
