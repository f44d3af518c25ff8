"""Dataset folders, on disk or on a card, and all of them together."""

import json
import os
from threading import Lock

import numpy as np
import torch

CLASS_IDS = (0, 1, 2, 3, 5, 7)
CLASS_NAMES = {0: 'person', 1: 'bicycle', 2: 'car', 3: 'motorcycle', 4: 'airplane', 5: 'bus', 6: 'train', 7: 'truck'}


class Folder:
    """
    One dataset folder: `pictures.rgb`, `labels.jsonl`, `dataset.json`.

    pixels: uint8 `(count, height, width, 3)` on `device`; for each picture, boxes: float32 `(k, 6)`, class index, corners in
    pixels, seen share; ignore: float32 `(m, 4)`, corners.
    """

    def __init__(self, path, device):
        with open(os.path.join(path, 'dataset.json'), encoding='utf-8') as file:
            about = json.load(file)
        self.path = path
        self.count, self.height, self.width = about['count'], about['height'], about['width']
        file = os.path.join(path, 'pictures.rgb')
        expected = self.count * self.height * self.width * 3
        if os.path.getsize(file) != expected:
            raise ValueError(f'{file} has {os.path.getsize(file)} bytes where {expected} belong')
        self.boxes, self.ignore = [], []
        with open(os.path.join(path, 'labels.jsonl'), encoding='utf-8') as labels:
            for at, line in enumerate(labels):
                label = json.loads(line)
                if label['at'] != at:
                    raise ValueError(f'{path}/labels.jsonl: line {at + 1} is about picture {label["at"]}')
                self.boxes.append(corners(label['boxes']))
                self.ignore.append(corners_only(label.get('ignore', [])))
        if len(self.boxes) != self.count:
            raise ValueError(f'{path}/labels.jsonl has {len(self.boxes)} lines for {self.count} pictures')
        # Copy on write: torch wants memory that it might write to.
        mapped = np.memmap(file, np.uint8, 'c', shape=(self.count, self.height, self.width, 3))
        self.pixels = torch.from_numpy(mapped).to(device)


def corners(boxes):
    """`class, x, y, w, h, visible share` to `class index, x1, y1, x2, y2, visible share`; other classes are dropped."""
    index = {class_id: at for at, class_id in enumerate(CLASS_IDS)}
    found = np.asarray([[index[int(box[0])], *box[1:]] for box in boxes if int(box[0]) in index], np.float32).reshape(-1, 6)
    found[:, 3:5] += found[:, 1:3]
    return found


def corners_only(boxes):
    found = np.asarray(boxes, np.float32).reshape(-1, 4)
    found[:, 2:] += found[:, :2]
    return found


class Collection:
    """All pictures of some folders, and of the folders that appear in a parent folder while training runs."""

    def __init__(self, folders, parent=None, generator=None, device='cpu', most=1_000_000):
        self.random = generator or np.random.default_rng()
        self.parent, self.device, self.most = parent, device, most
        self.folders = []
        self.refused = {}
        self.told = set()
        self.queue = []
        self.lock = Lock()
        for path in folders:
            self.add(Folder(path, device))
        self.look_again()

    def look_again(self):
        """Takes in finished folders that are new; what is unfinished or damaged is left for the next time."""
        known = {folder.path for folder in self.folders}
        for name in sorted(os.listdir(self.parent)) if self.parent and os.path.isdir(self.parent) else []:
            path = os.path.join(self.parent, name)
            if path in known or len(self) >= self.most or not os.path.exists(os.path.join(path, 'dataset.json')):
                continue
            try:
                self.add(Folder(path, self.device))
            except (OSError, ValueError, KeyError) as problem:
                self.refused[path] = str(problem)

    def refused_since(self):
        """Folders that could not be taken in since the last call, with what is wrong with them."""
        new = set(self.refused.items()) - self.told
        self.told |= new
        return new

    def add(self, folder):
        with self.lock:
            if self.folders and (folder.height, folder.width) != self.picture_size:
                raise ValueError(f'{folder.path} has pictures of another size than the folders before it')
            self.folders.append(folder)
            self.queue += [(len(self.folders) - 1, at) for at in range(folder.count)]
            self.random.shuffle(self.queue)

    @property
    def picture_size(self):
        return self.folders[0].height, self.folders[0].width

    def __len__(self):
        return sum(folder.count for folder in self.folders)

    def draw(self, count):
        """
        The next pictures, uint8 `(count, height, width, 3)`, with boxes `(count, most, 6)`, of class index -1 where a picture
        has fewer, and ignored regions `(count, most, 4)`, there without extent. Each comes once before any comes again.
        """
        with self.lock:
            while len(self.queue) < count:
                again = [(at, k) for at, folder in enumerate(self.folders) for k in range(folder.count)]
                self.random.shuffle(again)
                self.queue = again + self.queue
            self.queue, drawn = self.queue[:-count], self.queue[-count:]
        chosen = [(self.folders[at], k) for at, k in drawn]
        return (
            torch.stack([folder.pixels[k] for folder, k in chosen]),
            stacked([folder.boxes[k] for folder, k in chosen], -1),
            stacked([folder.ignore[k] for folder, k in chosen], 0),
        )


def stacked(rows, nothing):
    """Arrays `(m, width)` of different m to one `(n, largest m, width)`."""
    made = np.full((len(rows), max(1, *map(len, rows)), rows[0].shape[1]), nothing, np.float32)
    for at, some in enumerate(rows):
        made[at, : len(some)] = some
    return made
