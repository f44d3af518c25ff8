import { describe, expect, it } from 'vitest';
import type { TrafficState } from '../../contracts/trafficCalls.ts';
import type { ViewCondition } from '../../traffic/road/roadUser.ts';
import { drawn, drawnSize, type Look } from '../../traffic/view/testing/drawnStreet.ts';
import { viewConditionOf } from '../../traffic/view/viewCondition.ts';
import { fingerprintOf } from '../../traffic/view/viewFingerprint.ts';
import { viewFingerprintBytes, viewFingerprintFrom } from '../../traffic/view/viewFingerprintCodec.ts';
import { viewSampleOf } from '../../traffic/view/viewSample.ts';
import { viewTexts } from '../../traffic/view/viewState.ts';
import { ViewWatch } from '../../traffic/view/viewWatch.ts';
import { createWorld, type World } from '../station/testing/world.ts';
import { drive, incidentsOf, road, stopsAt60, watched } from './testing/watchedRoad.ts';

const picture = (view: ViewCondition, isRepeated = false) => ({
  ...{ brightness: 110, contrast: 45, sharpness: 300 },
  ...{ view, isRepeated },
});
const fastCar = (s: number) => (15 * s) % 120;
const allTime = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER };

/** What the camera says of itself, as the newest state tells it. */
function stateOf({ window }: World): () => [TrafficState['state'], string | null] {
  let newest: TrafficState | undefined;
  window.traffic({}, { item: ([camera]) => (newest = camera) });
  return () => [newest!.state, newest!.reason];
}

describe('a camera that is turned while it is watched', () => {
  it('is an incident and pauses with a reason; turned back, that ends and it measures again', async () => {
    const { world, vision, incidents } = await watched();
    vision.jpeg = new Uint8Array([0xff, 0xd8]);
    const state = stateOf(world);
    await drive(world, vision.observe, 10, fastCar, () => picture('good'));
    const before = [state(), incidents.size];
    await drive(world, vision.observe, 12, fastCar, () => picture('moved'));
    const [found] = incidents.values();
    const during = [state(), incidents.size, found?.type, found?.endedAtMs, found?.hasPicture];
    await drive(world, vision.observe, 30, fastCar, () => picture('good'));
    const [ended] = incidents.values();
    expect([before, during, state()]).toEqual([
      [['measuring', null], 0],
      [['paused', viewTexts.moved], 1, 'camera-tampered', null, true],
      ['measuring', null],
    ]);
    expect([incidents.size, ended?.endedAtMs, ended?.hasPicture]).toEqual([1, expect.any(Number), true]);
    expect(world.stores.incidents.read(found!.incidentId)).toEqual(ended);
  });

  it('measures nothing meanwhile: its intervals are told to be of another view', async () => {
    const { world, vision } = await watched();
    await drive(world, vision.observe, 30, fastCar, (s) => picture(s < 10 ? 'good' : 'moved'));
    await drive(
      world,
      vision.observe,
      20,
      () => 200,
      () => picture('good'),
    );
    const { intervals } = await world.window.intervals({ ...allTime, cameraIds: ['id-1'], lengthMs: 10_000 });
    const lane = intervals.filter(({ element }) => element.kind === 'lane' && element.id === 'east');
    expect(lane.map(({ grade, flags }) => grade === 'D' && flags.includes('view-changed')).slice(0, 3)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each(['learning', 'low-visibility', 'good'] as const)('control: %s is no fault of the camera', async (view) => {
    const { world, vision, incidents } = await watched();
    const state = stateOf(world);
    await drive(world, vision.observe, 12, fastCar, () => picture(view));
    expect([state(), incidents.size]).toEqual([['measuring', null], 0]);
  });
});

describe('fog that the watch of the view found', () => {
  it('is an incident of its own, and traffic is judged all the same', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 40, stopsAt60(60), () => picture('low-visibility'));
    expect([...incidents.values()].map(({ type }) => type).toSorted()).toEqual(['low-visibility', 'stopped-vehicle']);
  });
});

describe('a picture that freezes with a car in it', () => {
  /** Repeated for two seconds, nothing is judged; after seven, and with the next second's look, it is frozen. */
  const freezesAt4 = (s: number) => picture(s < 12 ? 'good' : 'frozen', s >= 6);
  const typesOf = (incidents: ReadonlyMap<string, { readonly type: string }>) =>
    [...incidents.values()].map(({ type }) => type);

  it('is a fault of the camera, and no stopped vehicle', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 40, stopsAt60(60), freezesAt4);
    expect(typesOf(incidents)).toEqual(['camera-tampered']);
  });

  it('control: the same boxes in a living picture are a stopped vehicle', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 40, stopsAt60(60), () => picture('good'));
    expect(typesOf(incidents)).toEqual(['stopped-vehicle']);
  });

  it('judges a car that stands in the living picture by the time since then', async () => {
    const { world, vision, incidents } = await watched();
    const startAtMs = world.clock.wallMs();
    await drive(world, vision.observe, 40, stopsAt60(60), (s) => (s < 20 ? freezesAt4(s) : picture('good')));
    const stopped = [...incidents.values()].find(({ type }) => type === 'stopped-vehicle');
    expect(stopped!.beganAtMs - startAtMs).toBeGreaterThanOrEqual(20_000);
  });

  it('goes on judging when the picture only repeated itself for a moment', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 20, stopsAt60(60), (s) => picture('good', s > 6 && s < 9));
    expect(typesOf(incidents)).toEqual(['stopped-vehicle']);
  });
});

describe('how a view looks', () => {
  const sampleOf = (look: Look, atMs: number) => {
    const placed = { offsetX: 0, offsetY: 0, ...drawnSize };
    return viewSampleOf(drawn(look), drawnSize.width, placed, atMs)!;
  };
  const learnt = () => viewFingerprintBytes(fingerprintOf([1, 2, 3].map((seed) => sampleOf({ seed }, seed))));
  const wishedView = (vision: { readonly wishes: readonly { cameras: { viewFingerprint: unknown }[] }[] }) =>
    vision.wishes.at(-1)!.cameras[0]!.viewFingerprint;

  it.each([
    ['was turned', 12, ['camera-tampered']],
    ['stayed as it was', 0, []],
  ])('is kept: a camera that %s while the station was off', async (_, movedPx, expected) => {
    const { world, vision, version } = await watched();
    await world.settle();
    const atFirst = wishedView(vision);
    const bytes = learnt();
    vision.learn({ cameraId: 'id-1', sceneVersion: version, bytes });
    await world.settle();

    const next = createWorld(() => world.stores);
    const nextVision = next.startVision();
    const incidents = incidentsOf(next);
    await next.settle();
    const given = wishedView(nextVision);
    expect([atFirst, given]).toEqual([null, bytes]);
    const watch = new ViewWatch(viewFingerprintFrom(given as Uint8Array));
    await drive(next, nextVision.observe, 15, fastCar, (s) => {
      if (Number.isInteger(s)) watch.look(sampleOf({ seed: s, movedPx: { x: movedPx, y: 0 } }, 1000 * s), false);
      return picture(viewConditionOf(watch.view));
    });
    expect([...incidents.values()].map(({ type }) => type)).toEqual(expected);
  });

  it('is learnt anew for another version of the scene, and what comes late of the old one is not taken for it', async () => {
    const { world, vision, version } = await watched();
    vision.learn({ cameraId: 'id-1', sceneVersion: version, bytes: learnt() });
    await world.window.saveScene({ cameraId: 'id-1', baseVersion: version, note: '', scene: road() });
    vision.learn({ cameraId: 'id-1', sceneVersion: version, bytes: learnt() });
    await world.settle();
    expect([world.stores.scenes.viewOf('id-1', version + 1), wishedView(vision)]).toEqual([null, null]);
  });

  it('that cannot be kept costs nothing else: the camera is measured on', async () => {
    const world = createWorld((stores) => ({
      ...stores,
      scenes: {
        ...stores.scenes,
        saveView: () => {
          throw new Error('the disk is full');
        },
      },
    }));
    const { vision, version, incidents } = await watched(world);
    vision.learn({ cameraId: 'id-1', sceneVersion: version, bytes: learnt() });
    await drive(world, vision.observe, 20, stopsAt60(60), () => picture('good'));
    expect([world.stores.scenes.viewOf('id-1', version), incidents.size]).toEqual([null, 1]);
  });
});
