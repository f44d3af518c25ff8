"""
One step of learning, on several cores or on a card. Each core has a replica of the network that works on its own part of
the batch; a card has one that works on all of it.

Splitting the batch beats splitting each operation, which waits for the slowest core a thousand times a step: on a
machine that does other things as well it is several times faster. The replicas share one vector of weights.
"""

import math
from concurrent.futures import ThreadPoolExecutor

import torch

from loss import detection_loss
from network import Detector, places

# For each picture of the batch.
LARGEST_GRADIENT = 0.6


class Replica:
    """A network whose weights are views of shared vectors, with gradients and running statistics of its own."""

    def __init__(self, model, shared):
        self.model = model.train()
        self.recorded = {}
        self.gradients = [torch.zeros_like(vector) for vector in shared]
        for vector, gradient, group in zip(shared, self.gradients, groups_of(model)):
            for parameter, value, slot in zip(group, parts_of(vector, group), parts_of(gradient, group)):
                parameter.data = value
                parameter.grad = slot
        statistics = statistics_of(model)
        self.statistics = torch.cat([value.flatten() for _, _, value in statistics])
        views = parts_of(self.statistics, [value for _, _, value in statistics])
        for (module, name, _), view in zip(statistics, views):
            module._buffers[name] = view
        self.grids = {}

    def work(self, pictures, truth, ignored, bfloat16):
        """Fills `gradients`; uint8 pictures `(n, 3, h, w)`. Returns the loss and its three parts."""
        height, width = (int(side) for side in pictures.shape[2:])
        device = pictures.device
        if (height, width) not in self.grids:
            self.grids[height, width] = [part.to(device) for part in places(height, width)]
        for gradient in self.gradients:
            gradient.zero_()
        x = network_input(pictures)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bfloat16):
            bins, logits = self.recorded.get(x.shape, self.model)(x)
        loss, parts = detection_loss(bins, logits, truth, ignored, *self.grids[height, width])
        (loss * len(pictures)).backward()
        return loss.detach(), parts

    def record(self, pictures, bfloat16):
        """
        Records what a card does with uint8 pictures `(n, 3, h, w)` of this shape, forth and back: to start its thousand
        kernels one by one takes a processor longer than they take. Nothing else may use the card meanwhile.
        """
        x = network_input(pictures)
        with torch.autocast('cuda', dtype=torch.bfloat16, enabled=bfloat16, cache_enabled=False):
            self.recorded[x.shape] = torch.cuda.make_graphed_callables(Recorded(self.model), (x,))


def network_input(pictures):
    """uint8 pictures to float32 0..1 of the same shape, channels last in memory."""
    return pictures.contiguous(memory_format=torch.channels_last).float().div_(255)


class Recorded(torch.nn.Module):
    """A network of its own for recording: each shape has one, and all have the same weights."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model(x)


def groups_of(model):
    """Kernels, which decay, and the rest (norms and biases), which does not."""
    parameters = list(model.parameters())
    return [p for p in parameters if p.ndim > 1], [p for p in parameters if p.ndim == 1]


def statistics_of(model):
    return [
        (module, name, value)
        for module in model.modules()
        for name, value in module._buffers.items()
        if value is not None and value.is_floating_point()
    ]


def parts_of(vector, like):
    return [part.view(tensor.shape) for part, tensor in zip(vector.split([t.numel() for t in like]), like)]


class Learner:
    """Weights, their running average, optimiser and replicas."""

    def __init__(self, model, classes, replicas, rate, decay, average, bfloat16, device='cpu'):
        self.keep, self.bfloat16 = average, bfloat16
        vectors = [torch.cat([p.detach().flatten() for p in group]).to(device) for group in groups_of(model)]
        self.vectors = [torch.nn.Parameter(vector) for vector in vectors]
        self.replicas = []
        for _ in range(replicas):
            other = Detector(classes)
            other.load_state_dict(model.state_dict())
            self.replicas.append(Replica(other.to(device), [vector.data for vector in self.vectors]))
        groups = [{'params': [self.vectors[0]], 'weight_decay': decay}, {'params': [self.vectors[1]], 'weight_decay': 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.99))
        self.average = [value.clone() for value in self.present()]
        self.pool = ThreadPoolExecutor(replicas, initializer=lambda: torch.set_num_threads(1))
        self.steps = 0

    def record(self, pictures):
        for replica in self.replicas:
            replica.record(pictures, self.bfloat16)

    def present(self):
        return [*(vector.data for vector in self.vectors), self.replicas[0].statistics]

    def step(self, batch_of, rate):
        """
        One step. `batch_of(k)` gives pictures, truth and ignored regions for replica k and is called in its thread.
        Returns the three parts of the loss and the number of pictures; nothing changed and `None` where a number was
        not finite.
        """

        def work(at):
            made = batch_of(at)
            return len(made[0]), *self.replicas[at].work(*made, self.bfloat16)

        done = list(self.pool.map(work, range(len(self.replicas))))
        pictures = sum(count for count, _, _ in done)
        for at, vector in enumerate(self.vectors):
            vector.grad = sum(replica.gradients[at] for replica in self.replicas)
        norm = torch.nn.utils.clip_grad_norm_(self.vectors, LARGEST_GRADIENT * pictures)
        if not all(torch.isfinite(value) for value in (norm, *(loss for _, loss, _ in done))):
            return None, pictures
        for group in self.optimiser.param_groups:
            group['lr'] = rate
        self.optimiser.step()
        self.steps += 1
        self.follow()
        return sum(parts for _, _, parts in done) / len(done), pictures

    @torch.no_grad()
    def follow(self):
        """Evens out the replicas' statistics; moves the average, quickly at first when it is still worth little."""
        mean = sum(replica.statistics for replica in self.replicas) / len(self.replicas)
        for replica in self.replicas:
            replica.statistics.copy_(mean)
        keep = self.keep * (1 - math.exp(-self.steps / 300))
        for average, present in zip(self.average, self.present()):
            average.mul_(keep).add_(present, alpha=1 - keep)

    def state(self):
        """A copy that later steps do not change."""
        return {
            'present': [value.clone() for value in self.present()],
            'average': [value.clone() for value in self.average],
            'optimiser': copied(self.optimiser.state_dict()),
            'steps': self.steps,
        }

    @torch.no_grad()
    def restore(self, state):
        for own, value in zip(self.present(), state['present']):
            own.copy_(value)
        for replica in self.replicas:
            replica.statistics.copy_(state['present'][-1])
        for own, value in zip(self.average, state['average']):
            own.copy_(value)
        self.optimiser.load_state_dict(copied(state['optimiser']))
        self.steps = state['steps']

    def weights(self):
        """The averaged weights and statistics by name, on the processor."""
        model = self.replicas[0].model
        named = {id(p): name for name, p in model.named_parameters()}
        found = {}
        for vector, group in zip(self.average, groups_of(model)):
            found.update({named[id(p)]: part.cpu().clone() for p, part in zip(group, parts_of(vector, group))})
        names = [name for name, value in model.named_buffers() if value.is_floating_point()]
        views = parts_of(self.average[-1], [value for _, _, value in statistics_of(model)])
        found.update({name: view.cpu().clone() for name, view in zip(names, views)})
        return found


def copied(value):
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list) else value
