import type { CameraPose, GroundPoint } from '../scene.ts';

/** A gate across lanes on the ground. */
export interface GroundLine {
  readonly name: string;
  readonly from: GroundPoint;
  readonly to: GroundPoint;
}

export interface DemoCamera {
  readonly pose: CameraPose;
  readonly lines: readonly GroundLine[];
}

const degree = Math.PI / 180;

interface View {
  readonly name: string;
  readonly mast: readonly [xM: number, yM: number, zM: number];
  readonly panDeg: number;
  readonly tiltDeg: number;
  readonly fovDeg: number;
  readonly k1?: number;
  readonly rollDeg?: number;
  readonly lines: readonly (readonly [name: string, fromXM: number, fromYM: number, toXM: number, toYM: number])[];
}

const views: readonly View[] = [
  {
    name: 'motorway-north',
    mast: [250, 1.2, 11],
    panDeg: 0,
    tiltDeg: 17,
    fovDeg: 54,
    lines: [
      ['eastbound', 288, -2, 288, -15],
      ['westbound', 288, 15, 288, 2],
    ],
  },
  {
    name: 'motorway-ramp',
    mast: [628, -21, 10],
    panDeg: 13,
    tiltDeg: 17,
    fovDeg: 56,
    k1: -0.02,
    lines: [
      ['exit', 660, -13.5, 660, -17.4],
      ['through', 660, -0.5, 660, -13.5],
    ],
  },
  {
    name: 'junction-east',
    mast: [1035, -155, 10],
    panDeg: -163,
    tiltDeg: 19,
    fovDeg: 58,
    k1: -0.04,
    lines: [
      ['from-east', 1011.5, -160, 1011.5, -171.7],
      ['to-west', 980, -169.1, 980, -160],
    ],
  },
  {
    name: 'junction-south',
    mast: [1010, -220, 9],
    panDeg: 103,
    tiltDeg: 15,
    fovDeg: 50,
    lines: [
      ['from-south', 998, -184.5, 1005.5, -184.5],
      ['to-south', 994.3, -193, 998.2, -193],
    ],
  },
  {
    name: 'side-road',
    mast: [745, -157, 8.5],
    panDeg: -142,
    tiltDeg: 19,
    fovDeg: 58,
    rollDeg: 0.6,
    lines: [
      ['side-road-out', 720, -182, 724, -182],
      ['westbound', 724, -170.5, 724, -160],
    ],
  },
  {
    name: 'bus-stop',
    mast: [1206, -159.2, 8.5],
    panDeg: -19,
    tiltDeg: 16,
    fovDeg: 56,
    k1: -0.03,
    lines: [
      ['eastbound', 1252, -170, 1252, -180.3],
      ['westbound', 1252, -170, 1252, -159.9],
    ],
  },
];

export const demoCameraViews: readonly DemoCamera[] = views.map((view) => {
  const [xM, yM, zM] = view.mast;
  return {
    pose: {
      name: view.name,
      xM,
      yM,
      zM,
      panRad: view.panDeg * degree,
      tiltRad: view.tiltDeg * degree,
      rollRad: (view.rollDeg ?? 0) * degree,
      horizontalFovRad: view.fovDeg * degree,
      k1: view.k1 ?? 0,
      size: { width: 1280, height: 720 },
    },
    lines: view.lines.map(([name, fromXM, fromYM, toXM, toYM]) => ({
      name,
      from: { xM: fromXM, yM: fromYM },
      to: { xM: toXM, yM: toYM },
    })),
  };
});

/** The six cameras of the demo site. */
export const demoCameras: readonly CameraPose[] = demoCameraViews.map(({ pose }) => pose);
