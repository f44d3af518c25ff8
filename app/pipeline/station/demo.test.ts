import { describe, expect, it } from 'vitest';
import type { Camera } from '../../camera/camera.ts';
import { noInference } from '../../contracts/vision.ts';
import { isUntouched } from '../../store/firstStart.ts';
import { createWorld } from './testing/world.ts';

const site = (names: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: 1,
    name: 'Demo site',
    model: 'm.onnx',
    cameras: names.map((name) => ({ name, sourceUrl: `demo:${name}` })),
  });
const six = ['north', 'ramp', 'east', 'south', 'side-road', 'bus-stop'];
const inBundle = (file: string): string => `/bundle/${file}`;
const names = (cameras: readonly Camera[]): string[] => cameras.map(({ name }) => name);

describe('the demo site of a first start', () => {
  it('shows all its cameras on the wall at once', () => {
    const { station, stores } = createWorld();
    const before = isUntouched(stores);
    station.firstSite(site(six), inBundle);
    const [wall] = stores.settings.walls();
    const byId = new Map(stores.cameras.list().map(({ cameraId, name }) => [cameraId, name]));
    expect([
      before,
      wall?.gridColumns,
      wall?.gridRows,
      wall?.tiles.map(({ cameraId }) => byId.get(cameraId ?? '')),
    ]).toEqual([true, 3, 2, six]);
  });

  it('goes with one call, and the next start does not bring it back once there is a model', async () => {
    const { station, stores, window } = createWorld();
    station.firstSite(site(six), inBundle);
    await station.tryModel();
    await window.leaveDemo({});
    expect({
      cameras: stores.cameras.list(),
      siteName: stores.settings.read().siteName,
      untouched: isUntouched(stores),
    }).toEqual({ cameras: [], siteName: 'New site', untouched: false });
  });

  it('that is broken off before its detector was tried leaves that to the next start, whose trial is the last', async () => {
    const first = createWorld();
    first.station.firstSite(site(six), inBundle);
    await first.station.stop();
    const second = createWorld(() => first.stores);
    second.station.firstSite(site(six), inBundle);
    const waiting = second.station.untriedModel();
    await second.station.tryModel();
    expect([
      waiting,
      second.machine.imported,
      second.station.untriedModel(),
      first.stores.models.untriedFile(),
    ]).toEqual(['/bundle/m.onnx', ['m.onnx: '], null, null]);
  });

  it('says that detection starts while its detector is tried, and asks nobody for a model', async () => {
    const world = createWorld();
    const said = (): unknown[] => [world.health().inference.state, world.health().alerts.map(({ key }) => key)];
    const vision = world.startVision();
    await world.settle();
    vision.say({ cameras: [], inference: noInference });
    world.station.firstSite(site([]), inBundle);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.machine.trial = promise;
    await world.clock.advance(1000);
    const before = said();
    const trial = world.station.tryModel();
    await world.clock.advance(1000);
    const meanwhile = said();
    resolve();
    await trial;
    await world.clock.advance(1000);
    expect([before, meanwhile, said()]).toEqual([
      ['none', ['no-model']],
      ['loading', []],
      ['none', []],
    ]);
  });

  it('tries no detector again that was refused', async () => {
    const { station, machine, stores } = createWorld();
    station.firstSite(site(six), inBundle);
    machine.uploads.set('/bundle/m.onnx', [255]);
    await expect(station.tryModel()).rejects.toThrow('no ONNX file');
    expect([station.untriedModel(), stores.models.list()]).toEqual([null, []]);
  });

  it('leaves real cameras and the name of the site alone', async () => {
    const { station, stores, window } = createWorld();
    station.firstSite(site(six), inBundle);
    const real = { number: 7, name: 'East gate', sourceUrl: 'rtsp://10.0.0.1/live', enabled: true, analysisFps: 5 };
    await window.addCamera({ settings: { ...real, playback: { pace: 'realTime', loop: true } } });
    await window.leaveDemo({});
    expect([names(stores.cameras.list()), stores.settings.read().siteName]).toEqual([['East gate'], 'Demo site']);
  });
});
