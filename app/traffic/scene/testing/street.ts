import { type Scene, sceneSchema } from '../scene.ts';

/** A street of two lanes in 1920 x 1080, with one of everything; calibrated by exact points of a flat picture. */
export function street(changed: Partial<Scene> = {}): Scene {
  return { ...sceneSchema.parse(drawn), ...changed };
}

/** A camera straight above: a hundred pixels are 4 metres, and y points up on the road. */
const seenAt = (x: number, y: number) => ({ image: { x, y }, ground: { xM: x / 25, yM: (1080 - y) / 25 } });

const drawn = {
  schemaVersion: 1,
  picture: { width: 1920, height: 1080 },
  calibration: {
    method: 'points',
    pairs: [seenAt(100, 1000), seenAt(1800, 1000), seenAt(1800, 100), seenAt(100, 100)],
    controlPoints: [seenAt(500, 500), seenAt(1500, 520), seenAt(900, 900)],
    controlLengths: [],
  },
  geo: { latDeg: 50.9, lonDeg: 13.3, yBearingDeg: 20 },
  lanes: [
    { id: 'east', name: 'east', kind: 'driving', course: [at(0, 600), at(1900, 600)], limitKmh: 50 },
    { id: 'west', name: 'west', kind: 'driving', course: [at(1900, 480), at(0, 480)], solidLeft: true },
  ],
  zones: [
    {
      id: 'box',
      name: 'box',
      kind: 'junction-box',
      outline: [at(800, 400), at(1200, 400), at(1200, 700), at(800, 700)],
    },
  ],
  lines: [
    { id: 'in', name: 'in', from: at(300, 660), to: at(300, 540) },
    { id: 'out', name: 'out', from: at(1600, 660), to: at(1600, 540) },
  ],
  stopLines: [
    {
      id: 'stop-east',
      name: 'stop east',
      from: at(780, 540),
      to: at(780, 660),
      control: { kind: 'signal', signalHeadId: 'head' },
    },
  ],
  signalHeads: [
    {
      id: 'head',
      name: 'head',
      source: 'picture',
      outline: [at(1210, 300), at(1230, 300), at(1230, 350), at(1210, 350)],
    },
  ],
  sections: [{ id: 'through', name: 'through', fromLineId: 'in', toLineId: 'out' }],
  masks: [{ id: 'window', outline: [at(0, 0), at(200, 0), at(200, 90), at(0, 90)] }],
  rules: { speeding: { overKmh: 10 } },
};

function at(x: number, y: number): { x: number; y: number } {
  return { x, y };
}
