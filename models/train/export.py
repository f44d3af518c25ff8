"""
Writes a trained network as an ONNX file that the product imports.

    python3 export.py --weights RUN/last.pt --height 384 --width 640 --out MODEL.onnx [--fp16]

Input `images`: uint8 (n, height, width, 3) RGB. Output `output0`: float32 (n, 4 + 8, places), rows x, y, w, h of the
centre box in input pixels and the scores of COCO's classes 0 to 7 (those never trained, airplane and train, are 0).
In a float32 file the weights keep their names and are not fused with the batch norms, so that it can be trained
further; onnxruntime fuses them when it loads. In a float16 file they are fused: small variances would be lost.
"""

import argparse
import io

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from network import Detector, distances, places
from folders import CLASS_IDS, CLASS_NAMES
from weights import load_weights

VERSION = '1.4.0'
OPSET = 13
NETWORK = '/model/'
UP_FACTORS = 'up.factors'


class Exported(nn.Module):
    """From the network's own scale to the boxes and scores of the file's output."""

    def __init__(self, model, height, width):
        super().__init__()
        self.model = model
        centres, strides = places(height, width)
        self.register_buffer('centres', centres.t()[None], persistent=False)
        self.register_buffer('strides', strides[None, None], persistent=False)

    def forward(self, x):
        bins, logits = self.model(x)
        lengths = distances(bins)
        low, high = lengths[:, :2], lengths[:, 2:]
        centre = (self.centres + (high - low) / 2) * self.strides
        return torch.cat((centre, (low + high) * self.strides), 1), logits.sigmoid()


def traced(model, height, width, fused):
    """The graph from float32 (n, 3, h, w) to boxes (n, 4, places) and scores (n, trained classes, places)."""
    exported = Exported(model, height, width).eval()
    file = io.BytesIO()
    torch.onnx.export(
        exported,
        torch.zeros(1, 3, height, width),
        file,
        input_names=['picture'],
        output_names=['boxes', 'scores'],
        dynamic_axes={'picture': {0: 'batch'}, 'boxes': {0: 'batch'}, 'scores': {0: 'batch'}},
        opset_version=OPSET,
        # Only in this mode the exporter folds the batch norms into the convolutions.
        training=torch.onnx.TrainingMode.EVAL if fused else torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=False,
        keep_initializers_as_inputs=False,
    )
    graph = onnx.load_from_string(file.getvalue()).graph
    # The network's part of the export carries its prefix.
    for tensor in graph.initializer:
        tensor.name = tensor.name.removeprefix('model.')
    for node in graph.node:
        for at, name in enumerate(node.input):
            node.input[at] = name.removeprefix('model.')
    simplified(graph)
    return graph


def halved(graph):
    """
    The network's weights and constants to float16. What follows the network stays float32: half a pixel is all that
    float16 can tell apart at the right edge of a picture.
    """
    inner = [node for node in graph.node if node.name.startswith(NETWORK)]
    made = {name for node in inner for name in node.output}
    used = {name for node in inner for name in node.input}
    for tensor in graph.initializer:
        if tensor.name in used and tensor.name != UP_FACTORS:
            half_tensor(tensor)
    for node in graph.node:
        if node.op_type == 'Constant' and used.intersection(node.output):
            half_tensor(node.attribute[0].t)
    nodes, widened = [], set()
    for node in graph.node:
        for at, name in enumerate(node.input):
            if name in made and not node.name.startswith(NETWORK):
                if name not in widened:
                    widened.add(name)
                    nodes.append(helper.make_node('Cast', [name], [f'{name}Wide'], f'{name}_widen', to=TensorProto.FLOAT))
                node.input[at] = f'{name}Wide'
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def simplified(graph):
    """Doubling the grids by two fixed factors, where the export computes them from shapes; unused nodes removed."""
    for node in graph.node:
        if node.op_type == 'Resize':
            node.input[2] = UP_FACTORS
            del node.input[3:]
    graph.initializer.append(numpy_helper.from_array(np.asarray([1, 1, 2, 2], np.float32), UP_FACTORS))
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))


def half_tensor(tensor):
    if tensor.data_type == TensorProto.FLOAT:
        values = numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


def wrapped(graph, height, width, fp16, count):
    """The file's graph: picture input in front, all COCO classes 0 to 7 in one float32 output behind."""
    kind = TensorProto.FLOAT16 if fp16 else TensorProto.FLOAT
    real = np.float16 if fp16 else np.float32
    before = [
        helper.make_node('Transpose', ['images'], ['imagesNchw'], 'picture_transpose', perm=[0, 3, 1, 2]),
        helper.make_node('Cast', ['imagesNchw'], ['imagesReal'], 'picture_cast', to=kind),
        helper.make_node('Mul', ['imagesReal', 'picture_scale'], ['picture'], 'picture_multiply'),
    ]
    rows = ['boxes', *(f'score_{name}' if name in CLASS_IDS else 'score_never' for name in CLASS_NAMES)]
    after = [
        helper.make_node('Split', ['scores'], [f'score_{name}' for name in CLASS_IDS], 'scores_split', axis=1),
        helper.make_node('Mul', [f'score_{CLASS_IDS[0]}', 'never'], ['score_never'], 'scores_never'),
        helper.make_node('Concat', rows, ['output0'], 'output_rows', axis=1),
    ]
    constants = [
        numpy_helper.from_array(np.asarray([1 / 255], real), 'picture_scale'),
        numpy_helper.from_array(np.asarray([0], np.float32), 'never'),
    ]
    return helper.make_graph(
        [*before, *graph.node, *after],
        'detector',
        [helper.make_tensor_value_info('images', TensorProto.UINT8, ['batch', height, width, 3])],
        [helper.make_tensor_value_info('output0', TensorProto.FLOAT, ['batch', 4 + len(CLASS_NAMES), count])],
        [*graph.initializer, *constants],
    )


def metadata(height, width):
    return {
        'description': 'Road user detector, trained on rendered pictures only',
        'version': VERSION,
        'license': 'MIT',
        'task': 'detect',
        'stride': '32',
        'batch': '1',
        'imgsz': str([height, width]),
        'names': str(CLASS_NAMES),
        'trained_classes': str(list(CLASS_IDS)),
    }


def export(weights, height, width, out, fp16=False):
    model = Detector(len(CLASS_IDS))
    load_weights(model, weights)
    graph = traced(model.eval(), height, width, fused=fp16)
    if fp16:
        halved(graph)
    count = len(places(height, width)[0])
    file = helper.make_model(
        wrapped(graph, height, width, fp16, count), opset_imports=[helper.make_opsetid('', OPSET)], ir_version=8
    )
    helper.set_model_props(file, metadata(height, width))
    onnx.checker.check_model(file, full_check=True)
    onnx.save(file, out)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description='Writes a trained network as an ONNX file.')
    parser.add_argument('--weights', required=True, help='last.pt or an exported .onnx')
    parser.add_argument('--height', type=int, default=384)
    parser.add_argument('--width', type=int, default=640)
    parser.add_argument('--out', required=True)
    parser.add_argument('--fp16', action='store_true')
    options = parser.parse_args()
    if options.height % 32 or options.width % 32:
        raise SystemExit('Height and width are multiples of 32.')
    export(options.weights, options.height, options.width, options.out, options.fp16)
