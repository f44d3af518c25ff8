"""Training pictures: dataset folders on disk, and varied cut-outs of them."""

import json
import os
from threading import Lock

import numpy as np
import torch
from torch.nn import functional

CLASS_IDS = (0, 1, 2, 3, 5, 7)
CLASS_NAMES = {0: 'person', 1: 'bicycle', 2: 'car', 3: 'motorcycle', 4: 'airplane', 5: 'bus', 6: 'train', 7: 'truck'}
PADDING = 114
# Below this there is too little to learn from, and too much to be told that nothing is there.
LEAST_VISIBLE = 0.25
LEAST_HEIGHT, LEAST_WIDTH = 5.0, 3.0


class Folder:
    """One dataset folder: `pictures.rgb`, `labels.jsonl`, `dataset.json`."""

    def __init__(self, path):
        with open(os.path.join(path, 'dataset.json'), encoding='utf-8') as file:
            about = json.load(file)
        self.path = path
        self.count, self.height, self.width = about['count'], about['height'], about['width']
        file = os.path.join(path, 'pictures.rgb')
        expected = self.count * self.height * self.width * 3
        if os.path.getsize(file) != expected:
            raise ValueError(f'{file} has {os.path.getsize(file)} bytes where {expected} belong')
        self.pixels = np.memmap(file, np.uint8, 'r', shape=(self.count, self.height, self.width, 3))
        self.labels = []
        with open(os.path.join(path, 'labels.jsonl'), encoding='utf-8') as lines:
            for at, line in enumerate(lines):
                label = json.loads(line)
                if label['at'] != at:
                    raise ValueError(f'{path}/labels.jsonl: line {at + 1} is about picture {label["at"]}')
                boxes = np.asarray(label['boxes'], np.float32).reshape(-1, 6)
                ignore = np.asarray(label.get('ignore', []), np.float32).reshape(-1, 4)
                self.labels.append((corners(boxes), corners_only(ignore)))
        if len(self.labels) != self.count:
            raise ValueError(f'{path}/labels.jsonl has {len(self.labels)} lines for {self.count} pictures')


def corners(boxes):
    """`class, x, y, w, h, visible share` to `class index, x1, y1, x2, y2, visible share`; other classes are dropped."""
    index = {class_id: at for at, class_id in enumerate(CLASS_IDS)}
    boxes = boxes[[int(box[0]) in index for box in boxes]].copy()
    boxes[:, 0] = [index[int(box[0])] for box in boxes]
    boxes[:, 3:5] += boxes[:, 1:3]
    return boxes


def corners_only(boxes):
    boxes = boxes.copy()
    boxes[:, 2:] += boxes[:, :2]
    return boxes


class Collection:
    """All pictures of some folders, and of the folders that appear in a parent folder while training runs."""

    def __init__(self, folders, parent=None, generator=None):
        self.random = generator or np.random.default_rng()
        self.parent = parent
        self.folders = []
        self.refused = {}
        self.queue = []
        self.lock = Lock()
        for path in folders:
            self.add(Folder(path))
        self.look_again()

    def look_again(self):
        """Takes in finished folders that are new; what is unfinished or damaged is left for the next time."""
        known = {folder.path for folder in self.folders}
        for name in sorted(os.listdir(self.parent)) if self.parent and os.path.isdir(self.parent) else []:
            path = os.path.join(self.parent, name)
            if path in known or not os.path.exists(os.path.join(path, 'dataset.json')):
                continue
            try:
                self.add(Folder(path))
            except (OSError, ValueError, KeyError) as problem:
                self.refused[path] = str(problem)

    def add(self, folder):
        with self.lock:
            self.folders.append(folder)
            self.queue += [(len(self.folders) - 1, at) for at in range(folder.count)]
            self.random.shuffle(self.queue)

    def __len__(self):
        return sum(folder.count for folder in self.folders)

    def draw(self):
        """The next picture `(height, width, 3)` with its labels; each comes once before any comes again."""
        with self.lock:
            if not self.queue:
                self.queue = [(at, k) for at, folder in enumerate(self.folders) for k in range(folder.count)]
                self.random.shuffle(self.queue)
            at, k = self.queue.pop()
        folder = self.folders[at]
        return folder.pixels[k], *folder.labels[k]


def fill(target, picture, boxes, ignore, scale, random):
    """
    Fills `target` (height, width, 3) with a varied cut-out of a picture and returns its boxes and ignored regions.

    scale: target pixels per picture pixel. The cut-out may reach beyond the picture, as a letterbox does.
    """
    height, width = target.shape[:2]
    full_height, full_width = picture.shape[:2]
    scale_x = scale * np.exp(random.uniform(-0.1, 0.1))
    scale_y = scale * np.exp(random.uniform(-0.1, 0.1))
    left, cut_width, at_x, to_width = window(full_width, width, scale_x, random)
    top, cut_height, at_y, to_height = window(full_height, height, scale_y, random)
    cut = torch.from_numpy(picture[top : top + cut_height, left : left + cut_width].copy())
    cut = cut.permute(2, 0, 1)[None].float()
    if random.random() < 0.15:
        blur = random.uniform(1.2, 2.2) / min(scale, 1)
        small = (max(int(cut_height / blur), 8), max(int(cut_width / blur), 8))
        cut = functional.interpolate(cut, small, mode='bilinear', antialias=True, align_corners=False)
    smooth = bool(random.random() < 0.75)
    cut = functional.interpolate(cut, (to_height, to_width), mode='bilinear', antialias=smooth, align_corners=False)
    colours = recoloured(cut[0].permute(1, 2, 0).numpy(), random)
    target[:] = PADDING
    target[at_y : at_y + to_height, at_x : at_x + to_width] = colours

    scale_x, scale_y = to_width / cut_width, to_height / cut_height
    move = np.array([at_x - left * scale_x, at_y - top * scale_y] * 2, np.float32)
    zoom = np.array([scale_x, scale_y] * 2, np.float32)
    area = np.array([at_x, at_y, at_x + to_width, at_y + to_height], np.float32)
    boxes, ignore = boxes.copy(), ignore * zoom + move
    boxes[:, 1:5] = boxes[:, 1:5] * zoom + move
    if random.random() < 0.5:
        target[:] = target[:, ::-1].copy()
        boxes[:, [1, 3]] = width - boxes[:, [3, 1]]
        ignore[:, [0, 2]] = width - ignore[:, [2, 0]]
        area[[0, 2]] = width - area[[2, 0]]
    return cut_off(boxes, ignore, area)


def window(full, target, scale, random):
    """One axis: first picture pixel, how many, first target pixel, how many."""
    wanted = target / scale
    if wanted < full:
        count = max(int(wanted), 1)
        return int(random.integers(0, full - count + 1)), count, 0, target
    count = min(max(int(round(full * scale)), 1), target)
    return 0, full, int(random.integers(0, target - count + 1)), count


def cut_off(boxes, ignore, area):
    """Clips to the filled area; boxes of which too little is left become ignored regions."""
    sizes = (boxes[:, 3] - boxes[:, 1]) * (boxes[:, 4] - boxes[:, 2])
    boxes[:, 1:5] = clipped(boxes[:, 1:5], area)
    ignore = clipped(ignore, area)
    width, height = boxes[:, 3] - boxes[:, 1], boxes[:, 4] - boxes[:, 2]
    left = width * height / np.maximum(sizes, 1e-6)
    present = (width > 0.5) & (height > 0.5)
    good = (left > 0.3) & (left * boxes[:, 5] >= LEAST_VISIBLE) & (height >= LEAST_HEIGHT) & (width >= LEAST_WIDTH)
    ignore = ignore[(ignore[:, 2] > ignore[:, 0]) & (ignore[:, 3] > ignore[:, 1])]
    return boxes[present & good, :5], np.concatenate((ignore, boxes[present & ~good, 1:5]))


def clipped(boxes, area):
    low, high = np.tile(area[:2], 2), np.tile(area[2:], 2)
    return np.minimum(np.maximum(boxes, low), high)


def recoloured(colours, random):
    """Brightness, contrast, gamma, tint, saturation and noise; float32 0..255 to uint8."""
    kind = random.random()
    if kind < 0.06:
        colours = np.repeat(colours.mean(2, keepdims=True), 3, 2)
    elif kind < 0.5:
        grey = colours.mean(2, keepdims=True)
        colours = grey + (colours - grey) * np.float32(random.uniform(0.3, 1.6))
    if random.random() < 0.3:
        # A stretch of the same noise from a random place on: drawing it anew costs more than all the rest.
        start = int(random.integers(0, NOISE.size - colours.size))
        colours = colours + NOISE[start : start + colours.size].reshape(colours.shape) * np.float32(random.uniform(2, 14))
    levels = np.arange(256, dtype=np.float32)[:, None] / 255
    levels = levels ** np.exp(random.normal(0, 0.2)) * np.exp(random.normal(0, 0.12))
    levels = 0.5 + (levels - 0.5) * np.exp(random.normal(0, 0.2)) + random.normal(0, 0.05)
    levels = levels * np.exp(random.normal(0, 0.05, 3))
    table = np.clip(levels * 255, 0, 255).astype(np.uint8)
    whole = np.clip(colours, 0, 255).astype(np.uint8)
    return np.stack([np.take(table[:, channel], whole[..., channel]) for channel in range(3)], 2)


NOISE = np.random.default_rng(1).standard_normal(2_000_000).astype(np.float32)


def sample(collection, height, width, scales, mosaic, random):
    """One training picture of uint8 `(height, width, 3)`, boxes `(k, 5)` class index and corners, ignored `(m, 4)`."""
    target = np.empty((height, width, 3), np.uint8)
    low, high = np.log(scales[0]), np.log(scales[1])
    if random.random() >= mosaic:
        return target, *fill(target, *collection.draw(), np.exp(random.uniform(low, high)), random)
    middle_x, middle_y = int(width * random.uniform(0.3, 0.7)), int(height * random.uniform(0.3, 0.7))
    boxes, ignored = [], []
    for rows in (slice(0, middle_y), slice(middle_y, height)):
        for columns in (slice(0, middle_x), slice(middle_x, width)):
            scale = np.exp(random.uniform(low, high)) * 0.8
            part, hidden = fill(target[rows, columns], *collection.draw(), scale, random)
            move = np.array([columns.start, rows.start] * 2, np.float32)
            part[:, 1:] += move
            boxes.append(part)
            ignored.append(hidden + move)
    return target, np.concatenate(boxes), np.concatenate(ignored)


def batch(collection, size, height, width, scales, mosaic, random):
    """uint8 `(size, height, width, 3)`, truth `(k, 6)` and ignored regions `(m, 5)`, both led by the picture's index."""
    made = [sample(collection, height, width, scales, mosaic, random) for _ in range(size)]
    truth = [np.insert(boxes, 0, at, 1) for at, (_, boxes, _) in enumerate(made)]
    ignored = [np.insert(regions, 0, at, 1) for at, (_, _, regions) in enumerate(made)]
    return (
        torch.from_numpy(np.stack([picture for picture, _, _ in made])),
        torch.from_numpy(np.concatenate(truth).astype(np.float32)),
        torch.from_numpy(np.concatenate(ignored).astype(np.float32)),
    )
