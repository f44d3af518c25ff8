import type { Body } from '../scene.ts';
import { rounded } from '../site/path.ts';
import type { Vehicle } from './vehicle.ts';

const front = { xM: 0, yM: 0 };
const rear = { xM: 0, yM: 0 };
const signallingM = 45;

/** Where a vehicle is: its front and its rear lie on its way, moved sideways while it changes lanes. */
export function bodyOf(vehicle: Vehicle): Body {
  const { own, change, lengthM } = vehicle;
  own.lane.path.pointAt(own.sM, front);
  pointBehind(vehicle, lengthM);
  const along = { xM: (front.xM - rear.xM) / lengthM, yM: (front.yM - rear.yM) / lengthM };
  const size = Math.sqrt(along.xM * along.xM + along.yM * along.yM);
  let [alongX, alongY] = [along.xM / size, along.yM / size];
  const side = change ? sideways(vehicle, change) : { leftM: 0, slope: 0 };
  const leftM = vehicle.biasM + side.leftM;
  const xM = (front.xM + rear.xM) / 2 - alongY * leftM;
  const yM = (front.yM + rear.yM) / 2 + alongX * leftM;
  const turned = Math.sqrt(1 + side.slope * side.slope);
  [alongX, alongY] = [(alongX - alongY * side.slope) / turned, (alongY + alongX * side.slope) / turned];
  return {
    id: vehicle.id,
    kind: vehicle.kind,
    lookSeed: vehicle.lookSeed,
    xM: rounded(xM),
    yM: rounded(yM),
    headingRad: rounded(Math.atan2(alongY, alongX)),
    lengthM,
    widthM: vehicle.widthM,
    heightM: vehicle.heightM,
    speedMps: rounded(vehicle.speedMps),
    odometerM: rounded(vehicle.odometerM),
    braking: vehicle.accelerationMps2 < -0.7 || (vehicle.speedMps < 0.2 && vehicle.accelerationMps2 <= 0.05),
    indicator: indicatorOf(vehicle),
  };
}

function pointBehind({ own, trail }: Vehicle, lengthM: number): void {
  let sM = own.sM - lengthM;
  let { lane } = own;
  for (let i = trail.length - 1; i >= 0 && sM < 0; i -= 1) {
    lane = trail[i] as typeof lane;
    sM += lane.path.lengthM;
  }
  lane.path.pointAt(sM, rear);
}

/** A smooth S from the old lane to the new one. */
function sideways(vehicle: Vehicle, { side, widthM, progress }: NonNullable<Vehicle['change']>) {
  const sign = side === 'left' ? -1 : 1;
  const leftM = sign * widthM * (1 - progress * progress * (3 - 2 * progress));
  const perProgress = -sign * widthM * 6 * progress * (1 - progress);
  const wayM = Math.max(vehicle.speedMps * 3.4, 7 + 2.2 * vehicle.lengthM);
  return { leftM, slope: perProgress / wayM };
}

function indicatorOf(vehicle: Vehicle): Body['indicator'] {
  if (vehicle.orders.hazardLights) return 'both';
  if (vehicle.kind === 'bicycle') return 'none';
  if (vehicle.change) return vehicle.change.side;
  const { lane, sM } = vehicle.own;
  if (lane.turn !== 'straight') return lane.turn;
  const ahead = vehicle.step.next;
  if (ahead && lane.path.lengthM - sM < signallingM && ahead.turn !== 'straight') return ahead.turn;
  if (vehicle.dwellS !== undefined && vehicle.dwellS > 0) return 'right';
  const { change } = vehicle.step;
  return change && lane.kind !== 'street' && vehicle.step.lastM - sM < 350 ? change.side : 'none';
}
