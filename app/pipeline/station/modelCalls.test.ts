import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './testing/world.ts';

describe('models', () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

  it('come in pieces, are imported, put in use and told to the vision process', async () => {
    const world = createWorld();
    const vision = world.startVision();
    const { uploadId } = await world.window.beginImport({ fileName: 'C:\\nets\\yolo11n.onnx', sizeBytes: 5 });
    await world.window.importPiece({ uploadId, bytes: bytes(1, 2, 3) });
    await world.window.importPiece({ uploadId, bytes: bytes(4, 5) });
    const { modelId } = await world.window.finishImport({ uploadId });
    await world.window.activateModel({ modelId });
    await world.settle();
    expect([world.machine.imported, vision.wishes.at(-1)?.model?.path, world.machine.uploads.size]).toEqual([
      ['yolo11n.onnx: 1 2 3 4 5'],
      '/models/model-1',
      0,
    ]);
    expect(world.stores.models.list().map(({ name, active }) => [name, active])).toEqual([['yolo11n.onnx', true]]);
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ['a file that is no model', (world) => upload(world, 2, bytes(255, 1)), 'This is no ONNX file.'],
    ['more than was announced', (world) => upload(world, 2, bytes(1, 2, 3)), 'More came than was announced'],
    ['less than was announced', (world) => upload(world, 9, bytes(1)), 'The file did not come whole.'],
    ['a file beyond all measure', (world) => upload(world, 2 ** 31, bytes(1)), 'larger than 1 GiB'],
    ['a piece of an upload that nobody began', ({ window }) => window.finishImport({ uploadId: 'x' }), 'given up'],
    ['a third upload at once', (world) => Promise.all([begin(world), begin(world), begin(world)]), 'Other model files'],
    ['to use a model that is gone', ({ window }) => window.activateModel({ modelId: 'x' }), 'does not exist any more'],
  ])('refuse %s, and leave no file behind when it was given up', async (_, ask, sentence) => {
    const world = createWorld();
    await expect(ask(world)).rejects.toThrow(sentence);
    await world.clock.advance(130_000);
    expect([world.machine.uploads.size, world.stores.models.list()]).toEqual([0, []]);
  });

  it('are deleted, but not the one in use while there is another', async () => {
    const world = createWorld();
    await world.modelInUse('/a.onnx');
    await upload(world, 1, bytes(1));
    await expect(world.window.deleteModel({ modelId: 'model-1' })).rejects.toThrow('Put another model in use first.');
    await world.window.deleteModel({ modelId: 'model-2' });
    await world.window.deleteModel({ modelId: 'model-1' });
    expect([world.machine.deleted, world.stores.models.list()]).toEqual([['model-2', 'model-1'], []]);
  });

  async function begin({ window }: World): Promise<unknown> {
    return window.beginImport({ fileName: 'm.onnx', sizeBytes: 1 });
  }

  async function upload({ window }: World, sizeBytes: number, piece: Uint8Array): Promise<unknown> {
    const { uploadId } = await window.beginImport({ fileName: 'm.onnx', sizeBytes });
    await window.importPiece({ uploadId, bytes: piece });
    return window.finishImport({ uploadId });
  }
});
