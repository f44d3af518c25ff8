"""What changes while training goes on: sizes and scales of the pictures, the learning rate; all by the share of the time."""

import math

WARM_UP = 0.03
# From here on pictures are more like those that will be seen: no mosaics, no extreme scales.
QUIET_FROM = 0.75


def stages_of(text):
    """`192x320@0.2,256x416+384x640@1` to `[(0.2, [(192, 320)]), (1.0, [(256, 416), (384, 640)])]`."""
    stages = []
    for part in text.split(','):
        sizes, until = part.split('@')
        sizes = [tuple(int(side) for side in size.split('x')) for size in sizes.split('+')]
        if any(side % 32 for size in sizes for side in size):
            raise SystemExit(f'Sides of training pictures are multiples of 32; {part} has others.')
        stages.append((float(until), sizes))
    return stages


def sizes_at(stages, progress):
    return next((sizes for until, sizes in stages if progress < until), stages[-1][1])


def rate_at(progress, highest):
    if progress < WARM_UP:
        return highest * max(progress / WARM_UP, 0.01)
    return highest * (0.01 + 0.99 * (1 + math.cos(math.pi * min((progress - WARM_UP) / (1 - WARM_UP), 1))) / 2)


def scales_at(width, full_width, progress):
    """Target pixels per picture pixel around the one at which a whole picture fits; less extreme towards the end."""
    fit = width / full_width
    return (fit * 0.75, fit * 2.4) if progress < QUIET_FROM else (fit * 0.85, fit * 1.5)
