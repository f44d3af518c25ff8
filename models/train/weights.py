"""Reading weights back from a checkpoint or from an exported file."""

import onnx
import torch
from onnx import numpy_helper


def load_weights(model, file):
    """
    Puts the weights of a checkpoint (`.pt`, the averaged ones) or of an exported `.onnx` file into the network.
    Raises ValueError where a tensor is missing or has another shape.
    """
    if file.endswith('.onnx'):
        graph = onnx.load(file).graph
        found = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
    else:
        found = torch.load(file, map_location='cpu')['average']
    own = model.state_dict()
    taken = {}
    for name, value in own.items():
        if name.endswith('num_batches_tracked'):
            taken[name] = value
        elif name not in found or found[name].shape != value.shape:
            raise ValueError(f'{file} has no tensor {name} of shape {list(value.shape)}')
        else:
            taken[name] = found[name].to(value.dtype)
    model.load_state_dict(taken)
