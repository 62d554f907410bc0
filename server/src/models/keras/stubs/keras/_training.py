"""Compiling, training and asking a model. Training is one forward pass and one loss here: it changes no shape."""
from keras import losses, metrics as _metrics
from keras.callbacks import Callback
from keras._data import batches_of, element_of, from_tables, rows_of, unique_rows, with_rows
from keras._structure import fits_outputs, refuse
from keras._values import as_loss_operand, to_tensor
from shapeline import ops

__public__ = "keras"


class History:
    def __init__(self):
        self.history = ops.unknown()
        self.epoch = ops.unknown()
        self.params = ops.unknown()
        self.model = ops.unknown()


def _are_metrics(weights):
    """What stood third in Keras 2 is fourth in Keras 3."""
    if not ops.surely_third_keras() or not isinstance(weights, (list, tuple)):
        return False
    return any([isinstance(each, (str, _metrics.Metric)) for each in weights])


class Trainer:
    stop_training = False
    _losses_by_output = None
    _loss_is_refused = False
    _metrics_by_output = ()
    _loss_weights = None
    _generation = 3
    # How many rows the batches have that are being trained on, where that is known: the first, and those that have fewer.
    _rows = []
    optimizer = None
    loss = None

    def compile(
        self, optimizer="rmsprop", loss=None, loss_weights=None, metrics=None, weighted_metrics=None, run_eagerly=False,
        steps_per_execution=1, jit_compile="auto", auto_scale_loss=True, **kwargs,
    ):
        self.optimizer = ops.unknown() if isinstance(optimizer, str) else optimizer
        self.loss = loss
        self._losses_by_output = _resolved(loss)
        self._loss_is_refused = False
        self._loss_weights = loss_weights
        if _are_metrics(loss_weights):
            refuse("loss_weights", "metrics-for-weights")
            self._loss_weights, metrics = None, loss_weights
        self._metrics_by_output = [_chosen(each) for each in (metrics, weighted_metrics)]
        self.compiled = True
        ops.note_call()

    def fit(
        self, x=None, y=None, batch_size=None, epochs=1, verbose="auto", callbacks=None, validation_split=0.0,
        validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, steps_per_epoch=None,
        validation_steps=None, validation_batch_size=None, validation_freq=1, **kwargs,
    ):
        ops.note_call()
        x, y = from_tables(x), from_tables(y)
        if _breaks_the_state(self, x, batch_size, validation_split, steps_per_epoch):
            return History()
        self._rows = unique_rows(x, batch_size, validation_split, steps_per_epoch)
        self._train_on(element_of(x, y, steps_per_epoch))
        self._rows = []
        _call_back(callbacks, self)
        if validation_data is not None:
            if isinstance(validation_data, (tuple, list)) and len(validation_data) >= 2:
                self._test_on(element_of(from_tables(validation_data[0]), from_tables(validation_data[1])))
            elif not isinstance(validation_data, (tuple, list)):
                self._test_on(element_of(validation_data, None, validation_steps))
        return History()

    fit_generator = fit

    def evaluate(
        self, x=None, y=None, batch_size=None, verbose="auto", sample_weight=None, steps=None, callbacks=None,
        return_dict=False, **kwargs,
    ):
        ops.note_call()
        x, y = from_tables(x), from_tables(y)
        if not _breaks_the_state(self, x, batch_size, 0, steps):
            self._test_on(element_of(x, y, steps))
        return ops.unknown()

    evaluate_generator = evaluate

    def predict(self, x, batch_size=None, verbose="auto", steps=None, callbacks=None, **kwargs):
        ops.note_call()
        x = from_tables(x)
        if _breaks_the_state(self, x, batch_size, 0, steps):
            return ops.unknown()
        data = element_of(x, None, steps)
        inputs = data[0] if isinstance(data, tuple) and len(data) > 0 else data
        outputs = self(inputs, training=False)
        if ops.is_unknown(outputs) and self._symbolic_inputs is not None and not self._is_broken:
            outputs = _whatever_comes(self.outputs[0]) if len(self.outputs) == 1 else ops.unknown()
        rows = rows_of(x)
        return _as_arrays(outputs, rows)

    predict_generator = predict

    def train_on_batch(self, x, y=None, sample_weight=None, class_weight=None, return_dict=False):
        self._train_on((to_tensor(from_tables(x)), to_tensor(from_tables(y))))
        return ops.unknown()

    def test_on_batch(self, x, y=None, sample_weight=None, return_dict=False):
        self._test_on((to_tensor(from_tables(x)), to_tensor(from_tables(y))))
        return ops.unknown()

    def predict_on_batch(self, x):
        return _as_arrays(self(to_tensor(x), training=False), None)

    # One step. A program may have its own.
    def train_step(self, data):
        x, y = _parted(data)
        before = ops.breaks()
        outputs = self(x, training=True)
        if ops.breaks() == before:
            self.compute_loss(x, y, outputs)
        return ops.unknown()

    def test_step(self, data):
        x, y = _parted(data)
        before = ops.breaks()
        outputs = self(x, training=False)
        if ops.breaks() == before:
            self.compute_loss(x, y, outputs)
        return ops.unknown()

    def predict_step(self, data):
        return self(_parted(data)[0], training=False)

    def _train_on(self, data):
        self.train_step(data)

    def _test_on(self, data):
        self.test_step(data)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        any_y, any_pred = y, y_pred
        if len(self._rows) > 0:
            y, y_pred = with_rows(any_y, self._rows[0]), with_rows(any_pred, self._rows[0])
        before = ops.breaks()
        if self._is_second() and _broadcasts(self._losses_by_output):
            return ops.full((), ops.dtype("float32"))
        # A loss that was refused once ends the program there.
        if not self._loss_is_refused and self._losses_by_output is not None and y is not None:
            self._loss_is_refused = not fits_outputs(self, self._losses_by_output, self._loss_weights, self._metrics_by_output, y, y_pred)
        if not self._loss_is_refused:
            before_loss = ops.breaks()
            _judge(self._losses_by_output, y, y_pred, self)
            self._loss_is_refused = ops.breaks() > before_loss
            if not self._loss_is_refused and _is_own(self._losses_by_output):
                for rows in self._rows[1:]:
                    _judge(self._losses_by_output, with_rows(any_y, rows), with_rows(any_pred, rows), self)
        if ops.breaks() == before and not self._loss_is_refused and not self._is_second():
            for chosen in self._metrics_by_output:
                _compare(chosen, y, y_pred, self)
        return ops.full((), ops.dtype("float32"))

    def _is_second(self):
        """Keras 2, which puts an axis behind labels without one and lets more shapes meet: where it differs from Keras 3 nothing is said."""
        return self._generation == 2 or ops.second_keras()

    def compute_metrics(self, x, y, y_pred, sample_weight=None):
        return ops.unknown()

    def compiled_loss(self, y, y_pred, sample_weight=None, regularization_losses=None):
        return self.compute_loss(None, y, y_pred)

    @property
    def compiled_metrics(self):
        return ops.unknown()

    def make_train_function(self, force=False):
        return ops.unknown()

    make_test_function = make_predict_function = make_train_function

    def get_metrics_result(self):
        return ops.unknown()

    @property
    def metrics_names(self):
        return ops.unknown()

    @property
    def distribute_strategy(self):
        return ops.unknown()


def _call_back(callbacks, model):
    """Callbacks of the program's own are told of the model, and of each stage of its training."""
    for callback in callbacks if isinstance(callbacks, (list, tuple)) else [callbacks]:
        if isinstance(callback, Callback):
            callback.set_model(model)
            callback.on_train_begin(ops.unknown())
            for stage in (callback.on_epoch_begin, callback.on_train_batch_begin, callback.on_train_batch_end, callback.on_epoch_end):
                stage(ops.unknown(), ops.unknown())
            callback.on_train_end(ops.unknown())


def _breaks_the_state(model, x, size, held_back, steps):
    """Whether a batch has other rows than a stateful layer keeps a state of, which is then said."""
    layers = model.layers
    for layer in layers if isinstance(layers, list) else []:
        rows = getattr(layer, "_state_rows", None)
        if rows is not None and ops.is_constant(rows):
            for batch in batches_of(x, size, held_back, steps):
                if batch != rows:
                    ops.check_that(False, "batch_size", "stateful-batch", str(rows) + ", " + str(batch))
                    return True
    return False


def _resolved(loss):
    if isinstance(loss, (list, tuple)):
        return [_resolved(each) for each in loss]
    if isinstance(loss, dict):
        return {key: _resolved(each) for key, each in loss.items()}
    return losses.get(loss)


def _broadcasts(loss):
    """Keras 2 compares scores with labels of one column element by element."""
    if isinstance(loss, (list, tuple)):
        return any([_broadcasts(each) for each in loss])
    if isinstance(loss, dict):
        return any([_broadcasts(each) for each in loss.values()])
    return isinstance(loss, losses.BinaryCrossentropy)


def _chosen(metrics):
    if isinstance(metrics, (list, tuple)):
        return [_chosen(each) for each in metrics]
    if isinstance(metrics, dict):
        return {key: _chosen(each) for key, each in metrics.items()}
    return None if metrics is None else _metrics.get(metrics)


def _compare(metrics, y, y_pred, model):
    """Each metric with its output and the labels. Where several outputs share a list, which belongs to which is Keras's to say: only names are followed."""
    if isinstance(metrics, dict):
        if isinstance(y_pred, (list, tuple)) and model._symbolic_inputs is not None:
            for index, name in enumerate(model.output_names):
                if name in metrics and index < len(y_pred):
                    target = y.get(name, None) if isinstance(y, dict) else _at(y, index)
                    _compare_part(name, metrics[name], target, y_pred[index], model)
        elif isinstance(y_pred, dict) and isinstance(y, dict):
            for key, each in metrics.items():
                if key in y and key in y_pred:
                    _compare_part(key, each, y[key], y_pred[key], model)
        return None
    if isinstance(metrics, (list, tuple)):
        if ops.is_tensor(y_pred):
            before = ops.breaks()
            for each in metrics:
                if ops.breaks() == before:
                    _compare(each, y, y_pred, model)
        return None
    if isinstance(y, (list, tuple)) and len(y) == 1:
        y = y[0]
    if isinstance(metrics, _metrics.Metric) and ops.is_tensor(y) and ops.is_tensor(y_pred):
        metrics._compare(y, y_pred)
    return None


def _compare_part(name, metrics, y, y_pred, model):
    ops.compares_part(name)
    _compare(metrics, y, y_pred, model)
    ops.compares_part(None)


def _parted(data):
    """Inputs and targets of what a dataset gives."""
    if isinstance(data, (tuple, list)):
        if len(data) >= 2:
            return data[0], data[1]
        return (data[0], None) if len(data) == 1 else (ops.unknown(), None)
    if ops.is_tensor(data) or isinstance(data, dict):
        return data, None
    return ops.unknown(), ops.unknown()


def _is_own(loss):
    """Whether the program has written one of the losses: what it does with the last batch is seen."""
    if isinstance(loss, (list, tuple)):
        return any([_is_own(each) for each in loss])
    if isinstance(loss, dict):
        return any([_is_own(each) for each in loss.values()])
    if loss is None or ops.is_unknown(loss):
        return False
    return not str((type(loss) if isinstance(loss, losses.Loss) else loss).__module__).startswith("keras")


def _judge(loss, y, y_pred, model):
    """Each output with its loss and its targets."""
    if loss is None or y is None or ops.is_unknown(loss):
        return None
    if isinstance(loss, dict):
        if isinstance(y_pred, dict):
            for key, each in loss.items():
                if isinstance(y, dict) and key in y and key in y_pred:
                    _judge_part(key, each, y[key], y_pred[key], model)
        elif isinstance(y_pred, (list, tuple)) and model._symbolic_inputs is not None:
            names = model.output_names
            for index, output in enumerate(y_pred):
                name = names[index]
                if name in loss:
                    target = y.get(name, None) if isinstance(y, dict) else _at(y, index)
                    _judge_part(name, loss[name], target, output, model)
        elif ops.is_tensor(y_pred) and len(loss) == 1:
            for key, each in loss.items():
                _judge(each, y.get(key, None) if isinstance(y, dict) else y, y_pred, model)
        return None
    if isinstance(y_pred, (list, tuple)):
        names = None if model._symbolic_inputs is None else model.output_names
        for index, output in enumerate(y_pred):
            target = _at(y, index)
            each = _at(loss, index) if isinstance(loss, (list, tuple)) else loss
            _judge_part("#" + str(index + 1) if names is None else names[index], each, target, output, model)
        return None
    if isinstance(y_pred, dict):
        for key, output in y_pred.items():
            if isinstance(y, dict) and key in y and not isinstance(loss, (list, tuple)):
                _judge_part(key, loss, y[key], output, model)
        return None
    if isinstance(loss, (list, tuple)):
        loss = loss[0] if len(loss) == 1 else None
    if isinstance(y, (list, tuple)) and len(y) == 1:
        y = y[0]
    if loss is not None and ops.is_tensor(y_pred) and ops.is_tensor(y):
        if not isinstance(loss, losses.Loss):
            is_second = model._is_second()
            y, y_pred = _leveled(y, y_pred, is_second)
            if not str(loss.__module__).startswith("keras"):
                y, y_pred = as_loss_operand(y, is_second), as_loss_operand(y_pred, is_second)
        loss(y, y_pred)
    return None


def _leveled(y, y_pred, is_second):
    """Labels and outputs as a function of the program's own gets them: where the ranks differ by an axis of 1, it is put in or taken out."""
    labels, outputs = ops.sizes(y), ops.sizes(y_pred)
    if ops.is_unknown(labels) or ops.is_unknown(outputs):
        return ops.unknown(), ops.unknown()
    if is_second and len(labels) == 1:
        return ops.unsqueeze(y, -1), y_pred
    if len(labels) == len(outputs) + 1:
        if not ops.is_constant(labels[-1]):
            return ops.unknown(), ops.unknown()
        if labels[-1] == 1:
            return (y, ops.unsqueeze(y_pred, -1)) if len(outputs) == 1 else (ops.squeeze(y, -1), y_pred)
    if len(outputs) == len(labels) + 1:
        if not ops.is_constant(outputs[-1]):
            return ops.unknown(), ops.unknown()
        if outputs[-1] == 1:
            return (ops.unsqueeze(y, -1), y_pred) if len(labels) == 1 else (y, ops.squeeze(y_pred, -1))
    return y, y_pred


def _judge_part(name, loss, y, y_pred, model):
    ops.compares_part(name)
    _judge(loss, y, y_pred, model)
    ops.compares_part(None)


def _at(values, index):
    if isinstance(values, (list, tuple)) and index < len(values):
        return values[index]
    return None


def _whatever_comes(output):
    """What a model gives for inputs of which nothing is known, if they do not decide on a size."""
    if not ops.is_tensor(output):
        return ops.unknown()
    sizes = ops.sizes(output)
    return output if not ops.is_unknown(sizes) and all([ops.is_constant(size) for size in sizes[1:]]) else ops.unknown()


def _as_arrays(outputs, rows):
    if ops.is_tensor(outputs):
        sizes = ops.sizes(outputs)
        if ops.is_unknown(sizes) or len(sizes) == 0 or rows is None:
            return ops.numpy(outputs)
        return ops.numpy(ops.resized(outputs, (rows, *sizes[1:])))
    if isinstance(outputs, (list, tuple)):
        return [_as_arrays(each, rows) for each in outputs]
    if isinstance(outputs, dict):
        return {key: _as_arrays(each, rows) for key, each in outputs.items()}
    return ops.unknown()
