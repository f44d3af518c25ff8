import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { broughtAlong } from './broughtAlong.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-broughtAlong-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the product brings along', () => {
  it('is whole, or named where it is not', async () => {
    const weights = Buffer.from('weights');
    const sha256 = createHash('sha256').update(weights).digest('hex');
    const golden = { file: 'golden.png', sha256, objects: [] };
    const models = [{ file: 'road.onnx', sha256 }];
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ schemaVersion: 1, models, goldenPictures: [golden] }),
    );
    writeFileSync(join(folder, 'road.onnx'), weights);
    for (const { name } of demoCameras) writeFileSync(join(folder, `${name}.mp4`), '');
    const whole = await broughtAlong(folder, folder);
    writeFileSync(join(folder, 'road.onnx'), 'weight');
    rmSync(join(folder, `${demoCameras[0]?.name}.mp4`));
    const damaged = await broughtAlong(folder, folder);
    rmSync(join(folder, 'manifest.json'));
    const [without] = await broughtAlong(folder, folder);
    expect([...whole, ...damaged, without].map((finding) => `${finding?.verdict} ${finding?.found}`)).toEqual([
      'ok 1 files, all whole',
      'ok 6 of 6 films; 6 scenes, 20 rules',
      'missing missing or altered: road.onnx',
      'limited 5 of 6 films; 6 scenes, 20 rules',
      'missing missing or altered: manifest.json',
    ]);
  });
});
