"""Parts of a model's inside as a model of their own.

A node is named after a module, with the number of the call behind it from the second one on: `layer1.0.relu_1`. Nodes that
are no modules, such as a single addition, are not known.
"""
from shapeline import ops
from torch import nn


def _noting(forward, name, seen):
    """`forward`, writing down what it gives."""

    def run(*args, **kwargs):
        result = forward(*args, **kwargs)
        calls = len([key for key in seen if key == name or key.startswith(name + "_")])
        seen[name if calls == 0 else name + "_" + str(calls)] = result
        return result

    return run


def _module_of(node, modules):
    """The module that a node is a call of."""
    if node in modules:
        return node
    path, underscore, number = node.rpartition("_")
    return path if path in modules and number.isdigit() else None


class _FeatureExtractor(nn.Module):
    def __init__(self, model, nodes):
        super().__init__()
        self._nodes = nodes
        # In a tuple, so that it is not a child: its children are.
        self._whole = (model,)
        for name, child in model.named_children():
            self.add_module(name, child)

    def forward(self, *args, **kwargs):
        model = self._whole[0]
        modules = dict(model.named_modules())
        watched = {_module_of(node, modules) for node in self._nodes} - {None}
        seen = {}
        for name in watched:
            modules[name].forward = _noting(modules[name].forward, name, seen)
        model(*args, **kwargs)
        for name in watched:
            del modules[name].forward
        return {name: seen[node] if node in seen else ops.unknown() for node, name in self._nodes.items()}


def _named(nodes):
    return {node: node for node in nodes} if isinstance(nodes, (list, tuple)) else nodes


def create_feature_extractor(model, return_nodes=None, train_return_nodes=None, eval_return_nodes=None, tracer_kwargs=None, suppress_diff_warning=False, concrete_args=None):
    return _FeatureExtractor(model, _named(eval_return_nodes if return_nodes is None else return_nodes))


def get_graph_node_names(model, tracer_kwargs=None, suppress_diff_warning=False, concrete_args=None):
    return list(ops.many(ops.unknown())), list(ops.many(ops.unknown()))
