import { describe, expect, it } from 'vitest';
import { parseAnalyseArguments } from './analyseArguments.ts';

describe('arguments of its analyse', () => {
  it('are read whole', () => {
    const typed =
      'clip.mp4 --model m.onnx --line in=60,450,1230,450 --line out=0,10.5,20,-3 --fps 5 --classes car,bus --no-paths --scene s.json --rules r.json --out o.json';
    expect(parseAnalyseArguments(typed.split(' '))).toEqual({
      source: 'clip.mp4',
      modelFile: 'm.onnx',
      lines: [
        { name: 'in', from: { x: 60, y: 450 }, to: { x: 1230, y: 450 } },
        { name: 'out', from: { x: 0, y: 10.5 }, to: { x: 20, y: -3 } },
      ],
      fps: 5,
      classes: ['car', 'bus'],
      paths: false,
      outFile: 'o.json',
      sceneFile: 's.json',
      rulesFile: 'r.json',
    });
  });

  it.each([
    ['--model m.onnx', 'Name the SOURCE: a video file or a camera URL.'],
    ['a.mp4 b.mp4 --model m.onnx', 'One SOURCE at a time; "b.mp4" is one too many.'],
    ['a.mp4', 'Name the model with --model M.onnx.'],
    ['a.mp4 --model m.onnx --line 1,2,3,4', '--line 1,2,3,4: write NAME=x1,y1,x2,y2 in pixels of the source picture.'],
    ['a.mp4 --model m.onnx --line a=1,2,3', '--line a=1,2,3: write NAME=x1,y1,x2,y2 in pixels of the source picture.'],
    [
      'a.mp4 --model m.onnx --line a=1,2,,4',
      '--line a=1,2,,4: write NAME=x1,y1,x2,y2 in pixels of the source picture.',
    ],
    ['a.mp4 --model m.onnx --line a=1,2,1,2', '--line a=1,2,1,2: the two points are the same; a line needs a length.'],
    ['a.mp4 --model m.onnx --line a=0,0,1,1 --line a=0,0,2,2', 'The line name "a" is given twice.'],
    [
      'a.mp4 --model m.onnx --rules r.json',
      '--rules needs a scene that they are for: name it with --scene SCENE.json.',
    ],
    ['a.mp4 --model m.onnx --fps 0', '--fps 0: write a number above 0, at most 240.'],
    ['a.mp4 --model m.onnx --fps x', '--fps x: write a number above 0, at most 240.'],
    ['a.mp4 --model m.onnx --classes car,,bus', '--classes car,,bus: write class names with commas between them.'],
  ])('%s is refused with one sentence', (typed, sentence) => {
    expect(() => parseAnalyseArguments(typed.split(' '))).toThrow(sentence);
  });
});
