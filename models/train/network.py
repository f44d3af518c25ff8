"""The detector's network: the YOLO11 architecture in its nano width, written from its published description.

Backbone of strided convolutions and C3k2 blocks, SPPF and C2PSA at its end; a neck that goes up and down again (PAN); a
head that gives, for each place of the grids with strides 8, 16 and 32, a distribution of the four
distances to the sides of a box (16 bins each) and one logit for each class.
"""

import math

import torch
from torch import nn

STRIDES = (8, 16, 32)
BINS = 16


class FastSilu(torch.autograd.Function):
    """SiLU for bfloat16 on a processor: the library's own takes four times as long, a third of the whole step."""

    @staticmethod
    def forward(context, x):
        share = torch.sigmoid(x)
        y = x * share
        context.save_for_backward(share, y)
        return y

    @staticmethod
    def backward(context, gradient):
        share, y = context.saved_tensors
        return torch.addcmul(share, y, 1 - share).mul_(gradient)


class Silu(nn.Module):
    def forward(self, x):
        return FastSilu.apply(x) if x.dtype == torch.bfloat16 and not x.is_cuda else nn.functional.silu(x)


class Conv(nn.Module):
    """Convolution without bias, batch norm, SiLU."""

    def __init__(self, inputs, outputs, kernel=1, stride=1, groups=1, active=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.1)
        self.act = Silu() if active else nn.Identity()

    def forward(self, x):
        return self.act(self.bn(self.conv(x)))


class Bottleneck(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, channels, hidden):
        super().__init__()
        self.cv1 = Conv(channels, hidden, 3)
        self.cv2 = Conv(hidden, channels, 3)

    def forward(self, x):
        return x + self.cv2(self.cv1(x))


class C3k(nn.Module):
    """Two bottlenecks on one half, the other half goes past them."""

    def __init__(self, channels):
        super().__init__()
        hidden = channels // 2
        self.cv1 = Conv(channels, hidden)
        self.cv2 = Conv(channels, hidden)
        self.m = nn.Sequential(Bottleneck(hidden, hidden), Bottleneck(hidden, hidden))
        self.cv3 = Conv(2 * hidden, channels)

    def forward(self, x):
        return self.cv3(torch.cat((self.m(self.cv1(x)), self.cv2(x)), 1))


class C3k2(nn.Module):
    """Splits its channels, sends the second half through one inner block and joins all three."""

    def __init__(self, inputs, outputs, share=0.5, deep=False):
        super().__init__()
        self.half = int(outputs * share)
        self.cv1 = Conv(inputs, 2 * self.half)
        self.m = C3k(self.half) if deep else Bottleneck(self.half, self.half // 2)
        self.cv2 = Conv(3 * self.half, outputs)

    def forward(self, x):
        first, second = self.cv1(x).split(self.half, 1)
        return self.cv2(torch.cat((first, second, self.m(second)), 1))


class SPPF(nn.Module):
    """Three max pools in a row see ever larger neighbourhoods."""

    def __init__(self, channels):
        super().__init__()
        self.cv1 = Conv(channels, channels // 2)
        self.pool = nn.MaxPool2d(5, 1, 2)
        self.cv2 = Conv(2 * channels, channels)

    def forward(self, x):
        near = self.cv1(x)
        wide = self.pool(near)
        wider = self.pool(wide)
        return self.cv2(torch.cat((near, wide, wider, self.pool(wider)), 1))


class Attention(nn.Module):
    """Self-attention over all places of the coarsest grid; a depthwise convolution of the values gives the position."""

    def __init__(self, channels, heads):
        super().__init__()
        self.heads = heads
        self.value = channels // heads
        self.key = self.value // 2
        self.qkv = Conv(channels, channels + 2 * heads * self.key, active=False)
        self.pe = Conv(channels, channels, 3, groups=channels, active=False)
        self.proj = Conv(channels, channels, active=False)

    def forward(self, x):
        # Whole numbers, so that an export holds constants.
        channels, height, width = (int(side) for side in x.shape[1:])
        parts = self.qkv(x).reshape(-1, self.heads, 2 * self.key + self.value, height * width)
        query, key, value = parts.split((self.key, self.key, self.value), 2)
        weights = (query.transpose(2, 3) @ key * self.key**-0.5).softmax(-1)
        seen = (value @ weights.transpose(2, 3)).reshape(-1, channels, height, width)
        return self.proj(seen + self.pe(value.reshape(-1, channels, height, width)))


class C2PSA(nn.Module):
    """One half of the channels goes through attention and a feed-forward part, both with shortcuts."""

    def __init__(self, channels):
        super().__init__()
        self.half = channels // 2
        self.cv1 = Conv(channels, channels)
        self.attn = Attention(self.half, max(self.half // 64, 1))
        self.ffn = nn.Sequential(Conv(self.half, 2 * self.half), Conv(2 * self.half, self.half, active=False))
        self.cv2 = Conv(channels, channels)

    def forward(self, x):
        past, seen = self.cv1(x).split(self.half, 1)
        seen = seen + self.attn(seen)
        return self.cv2(torch.cat((past, seen + self.ffn(seen)), 1))


class Head(nn.Module):
    """For each grid one branch for boxes and a lighter, depthwise one for classes."""

    def __init__(self, classes, channels):
        super().__init__()
        boxes = max(16, channels[0] // 4, 4 * BINS)
        hidden = max(channels[0], min(classes, 100))
        self.boxes = nn.ModuleList(
            nn.Sequential(Conv(c, boxes, 3), Conv(boxes, boxes, 3), nn.Conv2d(boxes, 4 * BINS, 1)) for c in channels
        )
        self.classes = nn.ModuleList(
            nn.Sequential(
                Conv(c, c, 3, groups=c),
                Conv(c, hidden),
                Conv(hidden, hidden, 3, groups=hidden),
                Conv(hidden, hidden),
                nn.Conv2d(hidden, classes, 1),
            )
            for c in channels
        )
        for branch in self.boxes:
            nn.init.ones_(branch[-1].bias)
        for branch, stride in zip(self.classes, STRIDES):
            # So few places of a picture hold a thing: the first steps then need not unlearn a half everywhere.
            nn.init.constant_(branch[-1].bias, math.log(5 / classes / (640 / stride) ** 2))

    def forward(self, grids):
        boxes = [last_in_float32(branch, grid) for branch, grid in zip(self.boxes, grids)]
        classes = [last_in_float32(branch, grid) for branch, grid in zip(self.classes, grids)]
        return torch.cat(boxes, 2), torch.cat(classes, 2)


def last_in_float32(branch, grid):
    """A bfloat16 logit has two or three digits: too few for the loss. Casts only where training runs in bfloat16."""
    inner = branch[:-1](grid)
    if inner.dtype != torch.bfloat16:
        return branch[-1](inner).flatten(2)
    with torch.autocast(inner.device.type, enabled=False):
        return branch[-1](inner.float()).flatten(2)


class Detector(nn.Module):
    """RGB in 0..1 `(n, 3, h, w)` to bins `(n, 64, places)` and class logits `(n, classes, places)`, finest grid first."""

    def __init__(self, classes):
        super().__init__()
        self.stem = Conv(3, 16, 3, 2)
        self.down4 = Conv(16, 32, 3, 2)
        self.at4 = C3k2(32, 64, share=0.25)
        self.down8 = Conv(64, 64, 3, 2)
        self.at8 = C3k2(64, 128, share=0.25)
        self.down16 = Conv(128, 128, 3, 2)
        self.at16 = C3k2(128, 128, deep=True)
        self.down32 = Conv(128, 256, 3, 2)
        self.at32 = nn.Sequential(C3k2(256, 256, deep=True), SPPF(256), C2PSA(256))
        self.up = nn.Upsample(scale_factor=2, mode='nearest')
        self.up16 = C3k2(384, 128)
        self.up8 = C3k2(256, 64)
        self.back16 = Conv(64, 64, 3, 2)
        self.out16 = C3k2(192, 128)
        self.back32 = Conv(128, 128, 3, 2)
        self.out32 = C3k2(384, 256, deep=True)
        self.head = Head(classes, (64, 128, 256))

    def forward(self, x):
        at8 = self.at8(self.down8(self.at4(self.down4(self.stem(x)))))
        at16 = self.at16(self.down16(at8))
        at32 = self.at32(self.down32(at16))
        up16 = self.up16(torch.cat((self.up(at32), at16), 1))
        out8 = self.up8(torch.cat((self.up(up16), at8), 1))
        out16 = self.out16(torch.cat((self.back16(out8), up16), 1))
        out32 = self.out32(torch.cat((self.back32(out16), at32), 1))
        return self.head((out8, out16, out32))


def places(height, width):
    """Centres of all places in units of their stride `(places, 2)` and the strides `(places,)`, finest grid first."""
    centres, strides = [], []
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        y, x = torch.meshgrid(torch.arange(rows) + 0.5, torch.arange(columns) + 0.5, indexing='ij')
        centres.append(torch.stack((x.flatten(), y.flatten()), 1))
        strides.append(torch.full((rows * columns,), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def distances(bins):
    """Bins `(n, 64, places)` to the expected distances left, top, right, bottom in units of the stride `(n, 4, places)`."""
    weights = bins.reshape(-1, 4, BINS, int(bins.shape[2])).softmax(2)
    return (weights * torch.arange(BINS, dtype=bins.dtype, device=bins.device).reshape(1, 1, BINS, 1)).sum(2)
