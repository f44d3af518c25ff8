import type { Model } from '../../app/model/model.ts';

/** Texts of the models page. */
export const modelsText = {
  title: 'Models',
  loading: 'The station has not sent its models yet.',
  drop: 'Drop an ONNX file of a YOLO11 model here, or',
  choose: 'Choose a file',
  step: {
    uploading: (name: string, sent: string, all: string) => `Step 1 of 2: ${name} is being sent, ${sent} of ${all}`,
    checking: (name: string) =>
      `Step 2 of 2: ${name} is being read, timed on this computer and tested on a known picture. This can take a minute.`,
  },
  progress: 'Sent so far',
  imported: (name: string) => `${name} was imported and passed its test.`,
  refused: (name: string) => `${name} was not taken.`,
  empty: {
    title: 'No model yet',
    text: 'Without a model the wall shows the cameras, and nothing is detected or counted. The console works with YOLO11 models in ONNX form, which you bring yourself:',
    steps: [
      'On any computer with Python: pip install ultralytics',
      'yolo export model=yolo11n.pt format=onnx',
      'Import the file yolo11n.onnx here. The letter after the 11 is the size: n is the fastest, s and m see more.',
    ],
    licence:
      'Licence: the YOLO11 weights are published by Ultralytics under AGPL-3.0, or under a licence that you buy there. They are not part of this product; you are responsible for using them by their terms.',
  },
  help: 'How to make a model file',
  columns: { model: 'Model', classes: 'Classes', selfTest: 'Self-test', timings: 'Time for one frame' },
  active: 'In use',
  activate: 'Use this model',
  delete: 'Delete',
  size: (width: number, height: number) => `${width} × ${height}`,
  anyBatch: 'any batch',
  batch: (count: number) => (count === 0 ? 'any batch' : `batch of ${count}`),
  layout: { yolo: 'boxes and scores (needs NMS)', endToEnd: 'finished boxes (end to end)' } satisfies Record<
    Model['outputLayout'],
    string
  >,
  facts: {
    input: 'Input',
    output: 'Output',
    precision: 'Precision',
    file: 'File',
    sha256: 'SHA-256',
    imported: 'Imported',
  },
  classCount: (count: number) => (count === 1 ? '1 class' : `${count} classes`),
  allClasses: (count: number) => `Show all ${count}`,
  selfTest: {
    passed: 'Passed',
    failed: 'Failed',
    found: 'On the known picture it found',
    foundNothing: 'On the known picture it found nothing.',
  },
  timings: {
    caption: (name: string) => `Time for one frame with ${name} on this computer`,
    backend: 'Backend',
    median: 'Median',
    create: 'Start',
    chosen: 'chosen',
    cannot: 'cannot be used',
  },
  backends: { cpu: 'Processor', webgpu: 'WebGPU', dml: 'DirectML', cuda: 'CUDA', coreml: 'Core ML' },
  deletion: {
    title: (name: string) => `Delete ${name}?`,
    text: 'The file and its test are removed from this station. You can import it again from the original file.',
    active: 'It is the model in use: detection stops until you choose another one.',
    confirm: 'Delete model',
    cancel: 'Keep it',
  },
} as const;
