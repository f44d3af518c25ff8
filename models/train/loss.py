"""The loss: which places answer for which box (task-aligned assignment), and what their answers cost."""

import math

import torch
from torch.nn import functional

from network import BINS, distances

CANDIDATES = 10
SCORE_POWER = 0.5
OVERLAP_POWER = 6.0
BOX_GAIN, CLASS_GAIN, BINS_GAIN = 7.5, 0.5, 1.5


def corners_of(lengths, centres, strides):
    """Distances `(n, 4, places)` in strides to corner boxes `(n, 4, places)` in pixels."""
    centres = centres.t()
    return torch.cat((centres - lengths[:, :2], centres + lengths[:, 2:]), 1) * strides


def complete_iou(a, b):
    """Overlap of corner boxes `(k, 4)` in pairs, less the distance of their centres and the difference of their aspect."""
    x1, y1, x2, y2 = a.unbind(1)
    u1, v1, u2, v2 = b.unbind(1)
    width, height, other_width, other_height = x2 - x1, y2 - y1, u2 - u1, v2 - v1
    shared = (torch.min(x2, u2) - torch.max(x1, u1)).clamp(0) * (torch.min(y2, v2) - torch.max(y1, v1)).clamp(0)
    iou = shared / (width * height + other_width * other_height - shared + 1e-7)
    hull_width = torch.max(x2, u2) - torch.min(x1, u1)
    hull_height = torch.max(y2, v2) - torch.min(y1, v1)
    apart = ((u1 + u2 - x1 - x2) ** 2 + (v1 + v2 - y1 - y2) ** 2) / 4
    aspect = 4 / math.pi**2 * (
        torch.atan(other_width / (other_height + 1e-7)) - torch.atan(width / (height + 1e-7))
    ) ** 2
    with torch.no_grad():
        weight = aspect / (aspect - iou + 1 + 1e-7)
    return iou - apart / (hull_width**2 + hull_height**2 + 1e-7) - weight * aspect


def lies_in(points, boxes, smallest=0.0):
    """Which points `(p, 2)` lie in which corner boxes `(k, 4)`, each grown to `smallest` a side: `(k, p)`."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = ((boxes[:, 2:] - boxes[:, :2]) / 2).clamp(smallest / 2)
    return ((points[None] - centre[:, None]).abs() <= half[:, None]).all(2)


@torch.no_grad()
def assign(scores, boxes, truth, centres, strides):
    """
    Chooses for each true box the places that fit it best in both score and overlap; a place serves one box.

    scores `(n, classes, places)` 0..1, boxes `(n, 4, places)` corners in pixels,
    truth `(k, 6)`: picture, class, corners. Returns for each chosen pair: truth index, place index, target score 0..1.
    """
    count = scores.shape[2]
    # Grown to the finest stride: a box smaller than that may have no place's centre inside.
    inside = lies_in(centres * strides[:, None], truth[:, 2:], float(strides.min()))
    which, place = inside.nonzero(as_tuple=True)
    picture, label = truth[which, 0].long(), truth[which, 1].long()
    overlap = complete_iou(boxes[picture, :, place], truth[which, 2:]).clamp(1e-5)
    fit = scores[picture, label, place] ** SCORE_POWER * overlap**OVERLAP_POWER

    dense = fit.new_full(inside.shape, -1.0)
    dense[which, place] = fit
    dense_overlap = fit.new_zeros(inside.shape)
    dense_overlap[which, place] = overlap
    best, place = dense.topk(min(CANDIDATES, count), 1)
    which = torch.arange(len(truth), device=truth.device)[:, None].expand_as(place)
    real = best >= 0
    which, place, fit = which[real], place[real], best[real]
    overlap = dense_overlap[which, place]

    # A place that several boxes of a picture want goes to the one it overlaps most.
    order = overlap.argsort(descending=True)
    seat = truth[which, 0].long() * count + place
    order = order[seat[order].argsort(stable=True)]
    sorted_seat = seat[order]
    first = torch.ones_like(order, dtype=torch.bool)
    first[1:] = sorted_seat[1:] != sorted_seat[:-1]
    kept = order[first]
    which, place, fit, overlap = which[kept], place[kept], fit[kept], overlap[kept]

    best_fit, best_overlap = highest(fit, which, len(truth)), highest(overlap, which, len(truth))
    return which, place, fit / (best_fit[which] + 1e-37) * best_overlap[which]


def highest(values, group, groups):
    """The highest value of each group, 0 where it has none."""
    order = values.argsort()
    order = order[group[order].argsort(stable=True)]
    ordered = group[order]
    last = torch.ones_like(order, dtype=torch.bool)
    last[:-1] = ordered[1:] != ordered[:-1]
    found = values.new_zeros(groups)
    found[ordered[last]] = values[order[last]]
    return found


def detection_loss(bins, logits, truth, ignore, centres, strides):
    """
    Loss of a batch, a mean over what was found to be positive.

    bins `(n, 64, places)`, logits `(n, classes, places)`, truth `(k, 6)`: picture, class, corners in pixels,
    ignore `(m, 5)`: picture, corners; places in there are not told that nothing is there.
    Returns the loss and its three parts (box, class, bins), which are detached.
    """
    boxes = corners_of(distances(bins), centres, strides)
    targets = torch.zeros_like(logits)
    counted = logits.new_ones(logits.shape[0], logits.shape[2])
    if len(ignore):
        which, place = lies_in(centres * strides[:, None], ignore[:, 1:]).nonzero(as_tuple=True)
        counted[ignore[which, 0].long(), place] = 0
    box_loss = bins_loss = bins.sum() * 0
    total = logits.new_ones(())
    if len(truth):
        which, place, score = assign(logits.detach().sigmoid(), boxes.detach(), truth, centres, strides)
        picture = truth[which, 0].long()
        targets[picture, truth[which, 1].long(), place] = score
        counted[picture, place] = 1
        total = score.sum().clamp(1)
        wanted = truth[which, 2:]
        box_loss = ((1 - complete_iou(boxes[picture, :, place], wanted)) * score).sum() / total
        centre, stride = centres[place], strides[place][:, None]
        lengths = torch.cat((centre - wanted[:, :2] / stride, wanted[:, 2:] / stride - centre), 1)
        bins_loss = (bins_cost(bins[picture, :, place], lengths) * score).sum() / total
    cost = functional.binary_cross_entropy_with_logits(logits, targets, reduction='none')
    class_loss = (cost * counted[:, None]).sum() / total
    loss = BOX_GAIN * box_loss + CLASS_GAIN * class_loss + BINS_GAIN * bins_loss
    return loss, torch.stack((box_loss, class_loss, bins_loss)).detach()


def bins_cost(bins, lengths):
    """Cross entropy of each side's distribution with the two bins around its true length; `(k, 64)`, `(k, 4)` to `(k,)`."""
    lengths = lengths.clamp(0, BINS - 1.01)
    lower = lengths.floor()
    share = lengths - lower
    log = functional.log_softmax(bins.reshape(-1, 4, BINS), 2)
    at = lower.long()[..., None]
    cost = -(log.gather(2, at)[..., 0] * (1 - share) + log.gather(2, at + 1)[..., 0] * share)
    return cost.mean(1)
