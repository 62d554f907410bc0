"""`torch.nn`: layers, containers, parameters, and the modules beside them."""
from torch.nn.parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter
from torch.nn.modules import *
from torch.nn import functional, init, modules, parallel, utils
from torch.nn.modules.linear_cross_entropy_options import LinearCrossEntropyOptions
from torch.nn.parallel import DataParallel


def factory_kwargs(kwargs):
    return kwargs
