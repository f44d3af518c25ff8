"""
Trains the detector on dataset folders within a time budget.

    python3 train.py --data-parent DIR --out RUN --minutes 70

Writes RUN/last.pt (weights, their average, optimiser, progress) every few minutes and RUN/log.jsonl.
"""

import argparse
import json
import os
import signal
import sys
import time
from itertools import count

# The allocator must keep freed memory: giving it back and taking it again costs as much time as the computing.
# Each replica of the network has one thread.
SETTINGS = {
    # Large pages: with small ones a virtual machine spends most of the time looking up addresses.
    'GLIBC_TUNABLES': 'glibc.malloc.hugetlb=1',
    'MALLOC_MMAP_MAX_': '0',
    'MALLOC_TRIM_THRESHOLD_': '20000000000',
    'MALLOC_TOP_PAD_': '200000000',
    'MALLOC_ARENA_MAX': '1',
    'OMP_NUM_THREADS': '1',
}
if __name__ == '__main__' and any(name not in os.environ for name in SETTINGS):
    os.execve(sys.executable, [sys.executable, *sys.argv], {**SETTINGS, **os.environ})

import numpy as np
import torch

from background import Ahead, Finder
from folders import CLASS_IDS, Collection
from learner import Learner
from network import Detector
from pictures import batch
from schedule import QUIET_FROM, rate_at, scales_at, sizes_at, stages_of
from weights import load_weights

EVERY_S = 15
FIND_EVERY_S = 3


def arguments():
    parser = argparse.ArgumentParser(description='Trains the detector within a time budget.')
    parser.add_argument('--data', action='append', default=[], help='a dataset folder; may be given several times')
    parser.add_argument('--data-parent', help='a folder whose dataset folders are taken in as they appear')
    parser.add_argument('--out', required=True, help='folder for last.pt and log.jsonl')
    parser.add_argument('--minutes', type=float, default=70)
    parser.add_argument('--batch', type=int, default=16)
    parser.add_argument('--rate', type=float, default=0.002, help='highest learning rate')
    parser.add_argument('--decay', type=float, default=0.03, help='weight decay')
    parser.add_argument(
        '--stages',
        default='192x320@0.2,256x416@0.75,256x416+384x640@1',
        help='picture sizes, each up to a share of the time; sizes joined by + take turns',
    )
    parser.add_argument('--mosaic', type=float, default=0.3, help='share of pictures joined from four, off in the last quarter')
    parser.add_argument('--average', type=float, default=0.999, help='how much of the averaged weights a step keeps')
    parser.add_argument('--checkpoint-minutes', type=float, default=3)
    parser.add_argument('--threads', type=int, default=min(os.cpu_count() or 1, 16))
    parser.add_argument('--device', default='cpu', choices=('cpu', 'cuda'), help='cuda: a card instead of the cores')
    parser.add_argument('--most', type=int, default=1_000_000, help='pictures to take in, so that they fit on the card')
    parser.add_argument('--float32', action='store_true', help='no bfloat16, for processors that lack it')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--resume', action='store_true', help='go on with RUN/last.pt')
    parser.add_argument('--weights', help='start from the weights of a .pt or .onnx file')
    return parser.parse_args()


def train(options):
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    random = np.random.default_rng(options.seed)
    os.makedirs(options.out, exist_ok=True)
    last = os.path.join(options.out, 'last.pt')
    if os.path.exists(last) and not options.resume:
        raise SystemExit(f'{last} is there already. Go on with --resume, or choose another folder.')
    log = open(os.path.join(options.out, 'log.jsonl'), 'a', encoding='utf-8')

    def say(**entry):
        log.write(json.dumps(entry) + '\n')
        log.flush()
        print(' '.join(f'{key} {value}' for key, value in entry.items()), file=sys.stderr, flush=True)

    collection = Collection(options.data, options.data_parent, random, options.device, options.most)
    while not len(collection):
        if not options.data_parent:
            raise SystemExit('No pictures: give --data or --data-parent with finished dataset folders.')
        print(f'no finished dataset in {options.data_parent} yet, waiting', file=sys.stderr, flush=True)
        time.sleep(10)
        collection.look_again()
    model = Detector(len(CLASS_IDS))
    if options.weights:
        load_weights(model, options.weights)
    card = options.device == 'cuda'
    replicas = 1 if card else options.threads
    learner = Learner(
        model, len(CLASS_IDS), replicas, options.rate, options.decay, options.average, not options.float32,
        options.device,
    )
    elapsed_s, seen, caution = 0.0, 0, 1.0
    if options.resume and os.path.exists(last):
        stored = torch.load(last, map_location=options.device)
        learner.restore(stored['learner'])
        elapsed_s, seen, caution = stored['elapsed_s'], stored['seen'], stored['caution']

    def store():
        # Read back by name for export and evaluation; by vectors to go on.
        state = {'average': learner.weights(), 'learner': learner.state(), 'classes': list(CLASS_IDS)}
        torch.save({**state, 'elapsed_s': elapsed_s, 'seen': seen, 'caution': caution}, last + '.new')
        os.replace(last + '.new', last)

    stages = stages_of(options.stages)
    budget_s = options.minutes * 60
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    signal.signal(signal.SIGINT, lambda *_: stopped.append(True))
    randoms = [np.random.default_rng([options.seed, at, learner.steps]) for at in range(replicas)]
    turns = [count() for _ in range(replicas)]

    def batch_of(at):
        sizes = sizes_at(stages, elapsed_s / budget_s)
        height, width = sizes[next(turns[at]) % len(sizes)]
        scales = scales_at(width, collection.picture_size[1], elapsed_s / budget_s)
        mosaic = options.mosaic if elapsed_s < QUIET_FROM * budget_s else 0.0
        begun = time.monotonic()
        made = batch(collection, options.batch // replicas, height, width, scales, mosaic, randoms[at])
        told.loading_s += (time.monotonic() - begun) / replicas
        return made

    say(event='start', pictures=len(collection), parameters=sum(p.numel() for p in model.parameters()),
        minutes=options.minutes, batch=options.batch, stages=options.stages, rate=options.rate, seed=options.seed)
    for height, width in sorted({size for _, sizes in stages for size in sizes}) if card else []:
        learner.record(batch(collection, options.batch, height, width, (1, 1), 0, random)[0])
    Finder(collection, FIND_EVERY_S)
    good = learner.state()
    started = time.monotonic() - elapsed_s
    told = Told(elapsed_s, seen)
    ahead = Ahead(lambda: batch_of(0)) if card else None
    made_of = (lambda _: ahead()) if card else batch_of
    stored_s = elapsed_s
    folders = len(collection.folders)
    while elapsed_s < budget_s and not stopped:
        progress = elapsed_s / budget_s
        rate = rate_at(progress, options.rate) * caution
        parts, learnt = learner.step(made_of, rate)
        elapsed_s = time.monotonic() - started
        if parts is None:
            # Time goes on; everything else goes back.
            learner.restore(good)
            caution /= 2
            say(event='not finite', minutes=round(elapsed_s / 60, 2), steps=learner.steps, next_rate=rate / 2)
            continue
        seen += learnt
        told.parts.append(parts)
        if elapsed_s - told.at_s >= EVERY_S:
            sizes = '+'.join(f'{height}x{width}' for height, width in sizes_at(stages, progress))
            say(minutes=round(elapsed_s / 60, 2), seen=seen, size=sizes, rate=round(rate, 6),
                **told.summary(elapsed_s, seen), pictures=len(collection))
            told = Told(elapsed_s, seen)
            good = learner.state()
            for path, problem in collection.refused_since():
                say(event='not taken in', folder=path, problem=problem)
            if len(collection.folders) > folders:
                folders = len(collection.folders)
                say(event='new data', folders=folders, pictures=len(collection))
        if elapsed_s - stored_s >= options.checkpoint_minutes * 60:
            store()
            stored_s = elapsed_s
    store()
    say(event='stopped' if stopped else 'done', minutes=round(elapsed_s / 60, 2), seen=seen, steps=learner.steps)


class Told:
    """What has happened since the last line of the log."""

    def __init__(self, at_s, seen):
        self.at_s, self.seen, self.loading_s, self.parts = at_s, seen, 0.0, []
        self.cpu_s = time.process_time()

    def summary(self, now_s, seen):
        box, classes, bins = (sum(self.parts) / len(self.parts)).tolist()
        past_s = now_s - self.at_s
        return {
            'box': round(box, 4),
            'classes': round(classes, 4),
            'bins': round(bins, 4),
            'per_s': round((seen - self.seen) / past_s, 2),
            'per_cpu_s': round((seen - self.seen) / (time.process_time() - self.cpu_s), 2),
            'loading': round(self.loading_s / past_s, 3),
        }


if __name__ == '__main__':
    train(arguments())
