"""What goes on beside the learning: the next batch, and folders that have appeared."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Event, Thread

import torch


class Ahead:
    """Makes the next batch while the card works on this one."""

    def __init__(self, make):
        self.make = make
        self.pool = ThreadPoolExecutor(1)
        self.next = self.pool.submit(make)

    def __call__(self):
        made = self.next.result()
        self.next = self.pool.submit(self.make)
        return made


class Finder:
    """Has a collection look again every so often, in a stream of its own where there is a card."""

    def __init__(self, collection, every_s):
        self.collection, self.every_s = collection, every_s
        self.stopped = Event()
        Thread(target=self.work, daemon=True).start()

    def work(self):
        card = self.collection.device == 'cuda'
        with torch.cuda.stream(torch.cuda.Stream()) if card else nullcontext():
            while not self.stopped.wait(self.every_s):
                self.collection.look_again()
