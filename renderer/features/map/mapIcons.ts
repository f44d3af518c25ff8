import type { CameraState } from '../../../app/camera/cameraState.ts';
import type { Severity } from '../../../app/incident/incident.ts';

/** Colours of theme.css; a canvas cannot read them from there before the page is drawn. */
const stateColours: Readonly<Record<CameraState, string>> = {
  live: '#63b98a',
  opening: '#7fb2e5',
  stalled: '#e0b252',
  failed: '#f08a80',
  off: '#9ea9b5',
};
const severityColours: Readonly<Record<Severity, string>> = {
  low: '#7fb2e5',
  medium: '#e0b252',
  high: '#ff9a52',
  critical: '#ff6b60',
};
const [ground, text] = ['#101316', '#dde2e7'];

/** The icon of a name that siteFeatures.ts gave, drawn at twice its size; `null` for a name of another kind. */
export function drawIcon(name: string): ImageData | null {
  const [kind, ...rest] = name.split('/');
  if (kind === 'camera') return drawCamera(rest[0] as CameraState, rest[1] === 'selected', rest[2] ?? '');
  if (kind === 'incident') return drawIncident(rest[0] as Severity);
  return null;
}

export const iconPixelRatio = 2;

/** A plate with the camera's number beside the shape of its state, so that neither needs the colour. */
function drawCamera(state: CameraState, isSelected: boolean, number: string): ImageData | null {
  const font = '600 24px "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const width = 46 + 14 * number.length;
  return drawn(width, 44, (on) => {
    on.fillStyle = isSelected ? text : ground;
    on.strokeStyle = isSelected ? ground : stateColours[state];
    on.lineWidth = 3;
    on.beginPath();
    on.roundRect(2, 2, width - 4, 40, 8);
    on.fill();
    on.stroke();
    on.fillStyle = isSelected ? ground : stateColours[state];
    on.translate(12, 13);
    const shape = new Path2D(stateShapes[state]);
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is filled, not an array
    on.fill(shape, 'evenodd');
    on.setTransform(1, 0, 0, 1, 0, 0);
    on.fillStyle = isSelected ? ground : text;
    on.font = font;
    on.textBaseline = 'middle';
    on.fillText(number, 36, 23);
  });
}

/** The shapes of `ui/StateMark.tsx` in 18 units. */
const stateShapes: Readonly<Record<CameraState, string>> = {
  live: 'M9 1a8 8 0 1 0 .01 0z',
  opening: 'M9 1a8 8 0 1 0 .01 0zM9 4a5 5 0 1 1-.01 0z',
  stalled: 'M2 2h5v14H2zM11 2h5v14h-5z',
  failed: 'M9 1 17 17H1z',
  off: 'M2 7h14v4H2z',
};

/** A diamond with an exclamation mark; the more severe, the larger. */
function drawIncident(severity: Severity): ImageData | null {
  const size = { low: 40, medium: 46, high: 52, critical: 60 }[severity];
  const half = size / 2;
  return drawn(size, size, (on) => {
    on.fillStyle = severityColours[severity];
    on.strokeStyle = ground;
    on.lineWidth = 4;
    on.lineJoin = 'round';
    on.beginPath();
    on.moveTo(half, 3);
    on.lineTo(size - 3, half);
    on.lineTo(half, size - 3);
    on.lineTo(3, half);
    on.closePath();
    on.fill();
    on.stroke();
    on.fillStyle = ground;
    on.fillRect(half - 2.5, half - 12, 5, 15);
    on.fillRect(half - 2.5, half + 7, 5, 5);
  });
}

function drawn(width: number, height: number, draw: (on: CanvasRenderingContext2D) => void): ImageData | null {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const on = canvas.getContext('2d');
  if (!on) return null;
  draw(on);
  return on.getImageData(0, 0, width, height);
}
