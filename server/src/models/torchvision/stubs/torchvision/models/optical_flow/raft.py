"""RAFT: the flow between two images, refined step by step. A list of flows comes out, one a step."""
from shapeline import ops
from torch import nn
from torchvision.models._weights import WeightsEnum, flow
from torchvision.ops.misc import Conv2dNormActivation

__all__ = [
    "RAFT", "raft_large", "raft_small", "Raft_Large_Weights", "Raft_Small_Weights",
]


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, *, norm_layer, stride=1, always_project=False):
        super().__init__()
        self.convnormrelu1 = Conv2dNormActivation(in_channels, out_channels, norm_layer=norm_layer, kernel_size=3, stride=stride, bias=True)
        self.convnormrelu2 = Conv2dNormActivation(out_channels, out_channels, norm_layer=norm_layer, kernel_size=3, bias=True)
        self.downsample = _shortcut(in_channels, out_channels, norm_layer, stride, always_project)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.downsample(x) + self.convnormrelu2(self.convnormrelu1(x)))


class BottleneckBlock(nn.Module):
    def __init__(self, in_channels, out_channels, *, norm_layer, stride=1):
        super().__init__()
        narrow = out_channels // 4
        self.convnormrelu1 = Conv2dNormActivation(in_channels, narrow, norm_layer=norm_layer, kernel_size=1, bias=True)
        self.convnormrelu2 = Conv2dNormActivation(narrow, narrow, norm_layer=norm_layer, kernel_size=3, stride=stride, bias=True)
        self.convnormrelu3 = Conv2dNormActivation(narrow, out_channels, norm_layer=norm_layer, kernel_size=1, bias=True)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = _shortcut(in_channels, out_channels, norm_layer, stride, False)

    def forward(self, x):
        return self.relu(self.downsample(x) + self.convnormrelu3(self.convnormrelu2(self.convnormrelu1(x))))


def _shortcut(in_channels, out_channels, norm_layer, stride, always_project):
    if stride == 1 and not always_project:
        return nn.Identity()
    return Conv2dNormActivation(in_channels, out_channels, norm_layer=norm_layer, kernel_size=1, stride=stride, bias=True, activation_layer=None)


class FeatureEncoder(nn.Module):
    def __init__(self, *, block=ResidualBlock, layers=(64, 64, 96, 128, 256), strides=(2, 1, 2, 2), norm_layer=nn.BatchNorm2d):
        super().__init__()
        self.convnormrelu = Conv2dNormActivation(3, layers[0], norm_layer=norm_layer, kernel_size=7, stride=strides[0], bias=True)
        self.layer1 = _blocks(block, layers[0], layers[1], norm_layer, strides[1])
        self.layer2 = _blocks(block, layers[1], layers[2], norm_layer, strides[2])
        self.layer3 = _blocks(block, layers[2], layers[3], norm_layer, strides[3])
        self.conv = nn.Conv2d(layers[3], layers[4], 1)
        self.output_dim = layers[-1]

    def forward(self, x):
        return self.conv(self.layer3(self.layer2(self.layer1(self.convnormrelu(x)))))


def _blocks(block, in_channels, out_channels, norm_layer, first_stride):
    return nn.Sequential(block(in_channels, out_channels, norm_layer=norm_layer, stride=first_stride), block(out_channels, out_channels, norm_layer=norm_layer, stride=1))


def _plain(in_channels, out_channels, kernel_size):
    return Conv2dNormActivation(in_channels, out_channels, norm_layer=None, kernel_size=kernel_size)


class MotionEncoder(nn.Module):
    def __init__(self, *, in_channels_corr, corr_layers=(256, 192), flow_layers=(128, 64), out_channels=128):
        super().__init__()
        self.convcorr1 = _plain(in_channels_corr, corr_layers[0], 1)
        self.convcorr2 = _plain(corr_layers[0], corr_layers[1], 3) if len(corr_layers) == 2 else nn.Identity()
        self.convflow1 = _plain(2, flow_layers[0], 7)
        self.convflow2 = _plain(flow_layers[0], flow_layers[1], 3)
        self.conv = _plain(corr_layers[-1] + flow_layers[-1], out_channels - 2, 3)
        self.out_channels = out_channels


class ConvGRU(nn.Module):
    def __init__(self, *, input_size, hidden_size, kernel_size, padding):
        super().__init__()
        self.convz = nn.Conv2d(hidden_size + input_size, hidden_size, kernel_size, padding=padding)
        self.convr = nn.Conv2d(hidden_size + input_size, hidden_size, kernel_size, padding=padding)
        self.convq = nn.Conv2d(hidden_size + input_size, hidden_size, kernel_size, padding=padding)


class RecurrentBlock(nn.Module):
    def __init__(self, *, input_size, hidden_size, kernel_size=((1, 5), (5, 1)), padding=((0, 2), (2, 0))):
        super().__init__()
        self.convgru1 = ConvGRU(input_size=input_size, hidden_size=hidden_size, kernel_size=kernel_size[0], padding=padding[0])
        if len(kernel_size) == 2:
            self.convgru2 = ConvGRU(input_size=input_size, hidden_size=hidden_size, kernel_size=kernel_size[1], padding=padding[1])
        self.hidden_size = hidden_size


class FlowHead(nn.Module):
    def __init__(self, *, in_channels, hidden_size):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, hidden_size, 3, padding=1)
        self.conv2 = nn.Conv2d(hidden_size, 2, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.conv2(self.relu(self.conv1(x)))


class UpdateBlock(nn.Module):
    def __init__(self, *, motion_encoder, recurrent_block, flow_head):
        super().__init__()
        self.motion_encoder = motion_encoder
        self.recurrent_block = recurrent_block
        self.flow_head = flow_head
        self.hidden_state_size = recurrent_block.hidden_size


class MaskPredictor(nn.Module):
    def __init__(self, *, in_channels, hidden_size, multiplier=0.25):
        super().__init__()
        self.convrelu = _plain(in_channels, hidden_size, 3)
        self.conv = nn.Conv2d(hidden_size, 8 * 8 * 9, 1)


class CorrBlock(nn.Module):
    def __init__(self, *, num_levels=4, radius=4):
        super().__init__()
        self.num_levels = num_levels
        self.radius = radius
        self.out_channels = num_levels * (2 * radius + 1) ** 2


class RAFT(nn.Module):
    def __init__(self, *, feature_encoder, context_encoder, corr_block, update_block, mask_predictor=None):
        super().__init__()
        self.feature_encoder = feature_encoder
        self.context_encoder = context_encoder
        self.corr_block = corr_block
        self.update_block = update_block
        self.mask_predictor = mask_predictor

    def forward(self, image1, image2, num_flow_updates=12):
        batch, channels, height, width = image1.shape
        for mine, other in zip(image1.shape, image2.shape):
            ops.require_equal(mine, other)
        ops.require_divisible(height, 8)
        ops.require_divisible(width, 8)
        self.feature_encoder(image1)
        self.context_encoder(image1)
        return [ops.full((batch, 2, height, width), image1.dtype) for _ in range(num_flow_updates)]


def _raft(encoder, context, corr_radius, corr_layers, flow_layers, motion, hidden, gru, flow_hidden, use_mask):
    corr = CorrBlock(num_levels=4, radius=corr_radius)
    motion_encoder = MotionEncoder(in_channels_corr=corr.out_channels, corr_layers=corr_layers, flow_layers=flow_layers, out_channels=motion)
    recurrent = RecurrentBlock(input_size=motion + context.output_dim - hidden, hidden_size=hidden, kernel_size=gru[0], padding=gru[1])
    update = UpdateBlock(motion_encoder=motion_encoder, recurrent_block=recurrent, flow_head=FlowHead(in_channels=hidden, hidden_size=flow_hidden))
    mask = MaskPredictor(in_channels=hidden, hidden_size=256) if use_mask else None
    return RAFT(feature_encoder=encoder, context_encoder=context, corr_block=corr, update_block=update, mask_predictor=mask)


class Raft_Large_Weights(WeightsEnum):
    C_T_V1 = C_T_V2 = C_T_SKHT_V1 = C_T_SKHT_K_V1 = C_T_SKHT_K_V2 = flow()
    DEFAULT = C_T_SKHT_V2 = flow()


class Raft_Small_Weights(WeightsEnum):
    C_T_V1 = flow()
    DEFAULT = C_T_V2 = flow()


def raft_large(weights=None, progress=True, **kwargs):
    encoder = FeatureEncoder(norm_layer=nn.InstanceNorm2d)
    context = FeatureEncoder(norm_layer=nn.BatchNorm2d)
    return _raft(encoder, context, 4, (256, 192), (128, 64), 128, 128, (((1, 5), (5, 1)), ((0, 2), (2, 0))), 256, True)


def raft_small(weights=None, progress=True, **kwargs):
    encoder = FeatureEncoder(block=BottleneckBlock, layers=(32, 32, 64, 96, 128), norm_layer=nn.InstanceNorm2d)
    context = FeatureEncoder(block=BottleneckBlock, layers=(32, 32, 64, 96, 160), norm_layer=None)
    return _raft(encoder, context, 3, (96,), (64, 32), 82, 96, ((3,), (1,)), 128, False)
