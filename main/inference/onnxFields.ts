/** Field numbers of onnx.proto3 (github.com/onnx/onnx, IR version 11) that are read or written here. */
export const onnx = {
  model: { irVersion: 1, graph: 7, opsetImport: 8, metadata: 14, functions: 25 },
  opset: { domain: 1, version: 2 },
  entry: { key: 1, value: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparseInitializer: 15 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  attribute: {
    name: 1,
    integer: 3,
    tensor: 5,
    graph: 6,
    integers: 8,
    tensors: 10,
    graphs: 11,
    type: 20,
    sparseTensor: 22,
    sparseTensors: 23,
  },
  tensor: { dims: 1, elementType: 2, name: 8, raw: 9, externalData: 13, dataLocation: 14 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, parameter: 2 },
} as const;

/** TensorProto.DataType */
export const elementType = { float32: 1, uint8: 2, int64: 7, float16: 10 } as const;
