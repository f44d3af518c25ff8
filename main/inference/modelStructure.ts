import { AppError } from '../../app/base/error.ts';
import { unnamedClasses } from '../../app/detect/classFilter.ts';
import { type OutputLayout, outputLayoutOf } from '../../app/detect/yoloOutput.ts';
import type { Model } from '../../app/model/model.ts';
import type { Size } from '../../app/space/box.ts';
import { elementType } from './onnxFields.ts';
import type { OnnxModel } from './onnxFile.ts';
import type { OnnxValue } from './onnxValue.ts';
import type { PictureInput } from './onnxGraph.ts';
import { pythonIntegers, pythonNames } from './pythonLiteral.ts';

/** A model file understood as a detector: what it takes, what it gives. */
export interface ModelStructure {
  readonly input: PictureInput;
  readonly outputLayout: OutputLayout;
  readonly precision: Model['precision'];
  readonly classes: readonly string[];
}

const smallestSide = 32;
const largestSide = 4096;
const largestBatch = 64;
const exportHint = 'Export the model with: yolo export model=yolo11n.pt format=onnx imgsz=640.';

/**
 * Checks that a sound ONNX file is a detection model with one picture in and one of the two YOLO layouts out.
 * Throws `failed-precondition` with what is wrong and what to do.
 */
export function modelStructureOf(model: OnnxModel): ModelStructure {
  const task = model.metadata.get('task');
  if (task !== undefined && task !== 'detect') {
    throw refused(`The model is made for "${task.slice(0, 30)}", not for detection. Bring a detection model.`);
  }
  const input = pictureInputOf(model);
  const [output, ...others] = model.outputs;
  if (!output) throw refused(`The model has no output. ${exportHint}`);
  if (others.length > 0) {
    throw refused(`The model has ${model.outputs.length} outputs where a detection model has one. ${exportHint}`);
  }
  const classes = classesOf(model, output);
  const shape = output.dimensions.map((length) => length ?? 0);
  const outputLayout = outputLayoutOf(shape, classes.length);
  if (!outputLayout || !isFloat(output)) {
    throw refused(
      `The model's output [${shape.join(', ')}] does not fit its ${classes.length} classes: expected ` +
        `[n, ${4 + classes.length}, anchors] or [n, boxes, 6] of float numbers. ${exportHint}`,
    );
  }
  return { input, outputLayout, precision: precisionOf(model, input, output), classes };
}

function pictureInputOf(model: OnnxModel): PictureInput {
  const [value, ...others] = model.inputs;
  if (!value || others.length > 0) {
    throw refused(`The model has ${model.inputs.length} inputs where a detection model has one picture. ${exportHint}`);
  }
  const known = isFloat(value) || value.elementType === elementType.uint8;
  const [batch, , ,] = value.dimensions;
  const layout = value.dimensions[1] === 3 ? 'nchw' : 'nhwc';
  const channels = value.dimensions[layout === 'nchw' ? 1 : 3];
  if (!known || value.dimensions.length !== 4 || channels !== 3 || batch === undefined) {
    const shape = value.dimensions.map((length) => length ?? 'free').join(', ');
    throw refused(`The model's input [${shape}] is not a colour picture [n, 3, height, width]. ${exportHint}`);
  }
  const size = sizeOf(model, value, layout === 'nchw' ? 2 : 1);
  if (!(isSide(size.width) && isSide(size.height)) || (batch ?? 0) > largestBatch) {
    throw refused(
      `The model's input of ${batch ?? 1} x ${size.width}x${size.height} pixels is out of bounds: sides from ` +
        `${smallestSide} to ${largestSide}, at most ${largestBatch} pictures a run. ${exportHint}`,
    );
  }
  return { value, batch: batch ?? 0, size, layout };
}

/** Exports with free height and width say in their metadata for which size they were made. */
function sizeOf(model: OnnxModel, value: OnnxValue, heightAxis: number): Size {
  const height = value.dimensions[heightAxis];
  const width = value.dimensions[heightAxis + 1];
  if (typeof height === 'number' && typeof width === 'number') return { width, height };
  const [madeHeight, madeWidth] = pythonIntegers(model.metadata.get('imgsz') ?? '') ?? [];
  if (madeHeight === undefined || madeWidth === undefined) {
    throw refused(
      `The model leaves the size of its picture open and does not say for which it was made. ${exportHint}`,
    );
  }
  return { width: width ?? madeWidth, height: height ?? madeHeight };
}

function classesOf(model: OnnxModel, output: OnnxValue): readonly string[] {
  const names = model.metadata.get('names');
  if (names !== undefined) {
    const classes = pythonNames(names);
    if (classes) return learntOf(classes, pythonIntegers(model.metadata.get('trained_classes') ?? ''));
    throw refused(`The model's list of class names is unreadable. ${exportHint}`);
  }
  const [, rows, columns] = output.dimensions;
  const count = columns === 6 ? 80 : (rows ?? 0) - 4;
  if (count < 1) throw refused(`The model does not say how many classes it knows. ${exportHint}`);
  return unnamedClasses(count);
}

/** A model may have places for classes that it never learnt: they have no name, because it never finds them. */
function learntOf(classes: readonly string[], learnt: readonly number[] | null): readonly string[] {
  return learnt ? classes.map((name, classId) => (learnt.includes(classId) ? name : '')) : classes;
}

function precisionOf(model: OnnxModel, input: PictureInput, output: OnnxValue): Model['precision'] {
  const quantised = ['ConvInteger', 'MatMulInteger', 'QLinearConv', 'QLinearMatMul', 'DequantizeLinear'];
  if (quantised.some((operator) => model.operators.has(operator))) return 'int8';
  const half = elementType.float16;
  return model.hasFloat16Weights || input.value.elementType === half || output.elementType === half ? 'fp16' : 'fp32';
}

function isFloat(value: OnnxValue): boolean {
  return value.elementType === elementType.float32 || value.elementType === elementType.float16;
}

function isSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels >= smallestSide && pixels <= largestSide;
}

function refused(message: string): AppError {
  return new AppError('failed-precondition', message);
}
