"""Training pictures: varied cut-outs of the pictures of datasets, made many at a time, on processor or card."""

import numpy as np
import torch

PADDING = 114
# Below this there is too little to learn from, and too much to be told that nothing is there.
LEAST_VISIBLE = 0.25
LEAST_HEIGHT, LEAST_WIDTH = 5.0, 3.0
# By class index: how much rather a cut-out is made around one of these.
FOCUS = np.array([1, 3, 1, 3, 3, 2])


def batch(collection, count, height, width, scales, mosaic, random):
    """
    uint8 pictures `(count, 3, height, width)`, float32 truth `(k, 6)`: picture, class index, corners in pixels, and
    ignored regions `(m, 5)`: picture, corners.

    scales: lowest and highest target pixels per picture pixel. mosaic: share of pictures that are joined from four.
    """
    joined = int(random.binomial(count, mosaic))
    made = []
    if joined < count:
        made.append((0, *varied(collection, count - joined, height, width, scales, random)))
    if joined:
        made.append((count - joined, *mosaics(collection, joined, height, width, scales, random)))
    truth = np.concatenate([listed(boxes, first) for first, _, boxes, _ in made])
    ignored = np.concatenate([listed(regions, first) for first, _, _, regions in made])
    pictures = torch.cat([part for _, part, _, _ in made])
    return pictures, on(pictures.device, truth), on(pictures.device, ignored)


def on(device, rows):
    """To the card without waiting for what it is doing."""
    rows = torch.from_numpy(rows)
    return rows.pin_memory().to(device, non_blocking=True) if device.type == 'cuda' else rows


def listed(rows, first):
    """`(n, m, k)` with NaN in the first column of unused rows to `(used, 1 + k)`, led by the picture's index from `first`."""
    picture, row = np.nonzero(~np.isnan(rows[:, :, 0]))
    return np.concatenate((picture[:, None].astype(np.float32) + first, rows[picture, row]), 1)


def mosaics(collection, count, height, width, scales, random):
    """Pictures joined from four smaller ones around one point."""
    middle_x, middle_y = int(width * random.uniform(0.3, 0.7)), int(height * random.uniform(0.3, 0.7))
    scales = [scale * 0.8 for scale in scales]
    rows, boxes, ignored = [], [], []
    for top, bottom in ((0, middle_y), (middle_y, height)):
        row = []
        for left, right in ((0, middle_x), (middle_x, width)):
            part, found, hidden = varied(collection, count, bottom - top, right - left, scales, random)
            move = np.array([left, top] * 2, np.float32)
            found[:, :, 1:] += move
            row.append(part)
            boxes.append(found)
            ignored.append(hidden + move)
        rows.append(torch.cat(row, 3))
    return torch.cat(rows, 2), np.concatenate(boxes, 1), np.concatenate(ignored, 1)


def varied(collection, count, height, width, scales, random):
    """
    Cut-outs of some size of the next pictures: uint8 `(count, 3, height, width)`, boxes `(count, k, 5)` class index and
    corners, ignored regions `(count, m, 4)`; unused rows are NaN. A cut-out may reach beyond its picture.
    """
    pixels, boxes, ignore = collection.draw(count)
    low, high = np.log(scales)
    # More of near the lowest: what is small is harder than what is large.
    scale = np.exp(low + (high - low) * random.random(count) ** 1.5)
    blur = np.where(random.random(count) < 0.15, random.uniform(1.2, 2.2, count), 1)
    smooth = random.random(count) < 0.75
    mirrored = random.random(count) < 0.5
    at_x, at_y = focus_of(boxes, random)
    y = Axis(int(pixels.shape[1]), height, scale, at_y, random)
    x = Axis(int(pixels.shape[2]), width, scale, at_x, random)
    # Whole numbers to 255 are exact in both; products of float32 matrices take Debian's torch thirty times as long.
    work = torch.float16 if pixels.is_cuda else torch.bfloat16
    x_weights = x.weights(blur, smooth, mirrored, pixels.device, work)
    y_weights = y.weights(blur, smooth, np.zeros(count, bool), pixels.device, work)
    # Two plain products of matrices: the rows of all channels, then the columns.
    rows = y_weights @ pixels.to(work).flatten(2)
    rows = rows.unflatten(2, pixels.shape[2:]).permute(0, 3, 1, 2).flatten(1, 2)
    cut = (rows @ x_weights.transpose(1, 2)).unflatten(1, (3, height))
    filled = (y_weights.sum(2) > 0.5)[:, None, :, None] & (x_weights.sum(2) > 0.5)[:, None, None, :]
    pictures = torch.where(filled, recoloured(cut.float(), random), PADDING).to(torch.uint8)

    zoom = np.stack((x.scale, y.scale) * 2, 1)[:, None].astype(np.float32)
    move = np.stack((x.at - x.left * x.scale, y.at - y.left * y.scale) * 2, 1)[:, None].astype(np.float32)
    area = np.stack((x.at, y.at, x.at + x.length, y.at + y.length), 1)[:, None].astype(np.float32)
    seen, label = boxes[:, :, 5], boxes[:, :, 0]
    inside, hidden = mirror(boxes[:, :, 1:5] * zoom + move, width, mirrored), mirror(ignore * zoom + move, width, mirrored)
    return pictures, *cut_off(label, inside, seen, hidden, mirror(area, width, mirrored))


def focus_of(boxes, random):
    """
    A point of each picture `(n,)`, `(n,)` that its cut-out should hold: the middle of one of its boxes, of a rarer class
    rather than of a car or person; NaN where it may be anywhere.
    """
    label = boxes[:, :, 0].astype(int)
    lots = random.random(label.shape) ** (1 / np.where(label < 0, 1, FOCUS[label])) * (label >= 0)
    chosen = lots.argmax(1)
    box = boxes[np.arange(len(boxes)), chosen]
    free = (lots.max(1) == 0) | (random.random(len(boxes)) < 0.3)
    return [np.where(free, np.nan, (box[:, 1 + side] + box[:, 3 + side]) / 2) for side in (0, 1)]


class Axis:
    """
    What of one side of each picture fills what of the target's: from `left` in picture pixels on, at `scale` target pixels
    a picture pixel, to `length` target pixels from `at` on.
    """

    def __init__(self, full, target, scale, focus, random):
        count = len(scale)
        self.full, self.target = full, target
        self.scale = scale * np.exp(random.uniform(-0.1, 0.1, count))
        self.length = np.minimum(full * self.scale, target)
        spare = np.maximum(full - target / self.scale, 0)
        share = random.random(count)
        around = focus - (0.1 + 0.8 * share) * target / self.scale
        self.left = np.where(np.isnan(focus), share * spare, np.clip(around, 0, spare))
        self.at = random.uniform(0, 1, count) * (target - self.length)

    def weights(self, blur, smooth, mirrored, device, work):
        """
        How much each picture pixel gives to each target pixel `(n, target, full)`: a triangle as wide as a target pixel
        and `blur` times that, of one picture pixel where not `smooth`. Rows of target pixels that are not filled are zero.
        """
        width = np.maximum(blur / np.minimum(self.scale, 1), 1) * smooth + (1 - smooth) * blur
        columns = np.stack((self.left, self.scale, self.at, self.length, width, mirrored), 1).astype(np.float32)
        left, scale, at, length, width, turned = on(device, columns)[:, :, None].unbind(1)
        pixel = torch.arange(self.target, device=device) + 0.5
        pixel = torch.where(turned > 0, self.target - pixel, pixel)
        position = left + (pixel - at) / scale
        source = torch.arange(self.full, device=device) + 0.5
        weights = (1 - (position[:, :, None] - source).abs() / width[:, :, None]).clamp(0)
        filled = (pixel > at) & (pixel < at + length)
        return (weights * (filled[:, :, None] / weights.sum(2, keepdim=True).clamp(1e-6))).to(work)


def mirror(boxes, width, mirrored):
    turned = boxes.copy()
    turned[:, :, 0], turned[:, :, 2] = width - boxes[:, :, 2], width - boxes[:, :, 0]
    return np.where(mirrored[:, None, None], turned, boxes)


def cut_off(label, boxes, seen, ignore, area):
    """Clips to the filled area; boxes of which too little is left become ignored regions."""
    sizes = (boxes[:, :, 2] - boxes[:, :, 0]) * (boxes[:, :, 3] - boxes[:, :, 1])
    low, high = np.tile(area[:, :, :2], 2), np.tile(area[:, :, 2:], 2)
    boxes, ignore = np.clip(boxes, low, high), np.clip(ignore, low, high)
    width, height = boxes[:, :, 2] - boxes[:, :, 0], boxes[:, :, 3] - boxes[:, :, 1]
    left = width * height / np.maximum(sizes, 1e-6)
    present = (label >= 0) & (width > 0.5) & (height > 0.5)
    good = (left > 0.3) & (left * seen >= LEAST_VISIBLE) & (height >= LEAST_HEIGHT) & (width >= LEAST_WIDTH)
    asked = np.concatenate((label[:, :, None], boxes), 2)
    asked[~(present & good)] = np.nan
    ignore[(ignore[:, :, 2] <= ignore[:, :, 0]) | (ignore[:, :, 3] <= ignore[:, :, 1])] = np.nan
    boxes[~(present & ~good)] = np.nan
    return asked, np.concatenate((ignore, boxes), 1)


def recoloured(colours, random):
    """Saturation, noise, gamma, brightness, contrast and tint, each picture its own; 0..255 `(n, 3, h, w)` to the same."""
    count, device = len(colours), colours.device
    kind = random.random(count)
    saturation = np.where(kind < 0.06, 0, np.where(kind < 0.5, random.uniform(0.3, 1.6, count), 1))
    noise = np.where(random.random(count) < 0.3, random.uniform(2, 14, count), 0)
    columns = np.stack(
        (
            saturation,
            np.exp(random.normal(0, 0.2, count)),
            np.exp(random.normal(0, 0.12, count)),
            np.exp(random.normal(0, 0.2, count)),
            random.normal(0, 0.05, count),
        ),
        1,
    ).astype(np.float32)
    saturation, gamma, gain, contrast, offset = on(device, columns)[:, :, None, None, None].unbind(1)
    tint = on(device, np.exp(random.normal(0, 0.05, (count, 3))).astype(np.float32))[:, :, None, None]
    grey = colours.mean(1, keepdim=True)
    colours = grey + (colours - grey) * saturation
    noisy = np.flatnonzero(noise)
    if len(noisy):
        amount = on(device, noise[noisy].astype(np.float32))[:, None, None, None]
        # Indices that the processor knows: a mask would wait for the card.
        colours.index_add_(0, on(device, noisy), torch.randn((len(noisy), *colours.shape[1:]), device=device) * amount)
    levels = (colours.clamp(0, 255) / 255) ** gamma * gain
    levels = (0.5 + (levels - 0.5) * contrast + offset) * tint
    return levels.clamp(0, 1) * 255
