import { parseArgs } from 'node:util';
import type { Point } from '../../app/space/box.ts';
import { CommandError, exitCode } from './exit.ts';

/** A counting line as it was typed: pixels of the source picture, forward is left to right as seen walking along it. */
export interface LineArgument {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
}

export interface AnalyseArguments {
  readonly source: string;
  readonly modelFile: string;
  readonly lines: readonly LineArgument[];
  /** Analysed frames a second; undefined takes every frame of the source. */
  readonly fps: number | undefined;
  /** Class names to keep; undefined keeps the road users the model knows. */
  readonly classes: readonly string[] | undefined;
  readonly paths: boolean;
  readonly outFile: string | undefined;
  /** A scene file: speeds, intervals and incidents are added to the result. */
  readonly sceneFile: string | undefined;
  /** Rules of the site, which those of the scene go before. */
  readonly rulesFile: string | undefined;
}

/** Throws `CommandError` (usage) with one sentence that says which argument is wrong and how it should look. */
export function parseAnalyseArguments(argv: string[]): AnalyseArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      line: { type: 'string', multiple: true },
      fps: { type: 'string' },
      classes: { type: 'string' },
      'no-paths': { type: 'boolean' },
      scene: { type: 'string' },
      rules: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [source, ...surplus] = positionals;
  if (source === undefined) throw usage('Name the SOURCE: a video file or a camera URL.');
  if (surplus.length > 0) throw usage(`One SOURCE at a time; "${surplus[0]}" is one too many.`);
  if (values.model === undefined) throw usage('Name the model with --model M.onnx.');
  if (values.rules !== undefined && values.scene === undefined) {
    throw usage('--rules needs a scene that they are for: name it with --scene SCENE.json.');
  }
  const lines = (values.line ?? []).map(parseLine);
  const names = lines.map((line) => line.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw usage(`The line name "${twice}" is given twice.`);
  return {
    source,
    modelFile: values.model,
    lines,
    fps: values.fps === undefined ? undefined : parseFps(values.fps),
    classes: values.classes === undefined ? undefined : parseClasses(values.classes),
    paths: values['no-paths'] !== true,
    outFile: values.out,
    sceneFile: values.scene,
    rulesFile: values.rules,
  };
}

function parseLine(text: string): LineArgument {
  const [, name, numbers] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  const coordinates = (numbers ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [x1, y1, x2, y2] = coordinates;
  const whole = coordinates.length === 4 && coordinates.every((coordinate) => Number.isFinite(coordinate));
  if (!name || !whole || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) {
    throw usage(`--line ${text}: write NAME=x1,y1,x2,y2 in pixels of the source picture.`);
  }
  if (x1 === x2 && y1 === y2) throw usage(`--line ${text}: the two points are the same; a line needs a length.`);
  return { name, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } };
}

function parseFps(text: string): number {
  const fps = Number(text);
  if (!(fps > 0 && fps <= 240)) throw usage(`--fps ${text}: write a number above 0, at most 240.`);
  return fps;
}

function parseClasses(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw usage(`--classes ${text}: write class names with commas between them.`);
  return names;
}

function usage(text: string): CommandError {
  return new CommandError(exitCode.usage, text);
}
