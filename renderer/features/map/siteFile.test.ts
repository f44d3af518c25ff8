// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../../e2e/fixtures/testdata.ts';
import { headerBytes, readSiteMapHeader } from './siteFile.ts';

function bytesOf(name: string): ArrayBuffer {
  return new Uint8Array(readFileSync(testdata(`map/${name}`))).buffer;
}
const read = (name: string) => {
  const bytes = bytesOf(name);
  return readSiteMapHeader(bytes.slice(0, headerBytes), bytes.byteLength);
};
const problemOf = (file: ReturnType<typeof read>): string =>
  file.kind === 'broken' ? (file.problem.split('. Bring')[0] ?? '') : file.kind;

describe.skipIf(!hasTestdata)('map files of the test material', () => {
  it('a vector map of a town', () => {
    expect(read('firenze_protomaps_v3.pmtiles')).toEqual({
      kind: 'vector',
      minZoom: 0,
      maxZoom: 14,
      bounds: [11.154026, 43.7270125, 11.3289395, 43.8325455],
    });
  });

  it.each([
    ['stamen_toner_z3.pmtiles', 'raster'],
    ['usgs-mt-whitney.pmtiles', 'raster'],
    ['invalid.pmtiles', 'The site’s map file is not a PMTiles file'],
    ['invalid_v4.pmtiles', 'The site’s map file is PMTiles version 4, which this console cannot read'],
    ['legacy_v1_tpe_sample.pmtiles', 'The site’s map file is PMTiles version 1, which this console cannot read'],
  ])('%s: %s', (name, said) => {
    expect(problemOf(read(name))).toBe(said);
  });

  it('a file that was not copied to its end, and one that ends at once', () => {
    const whole = bytesOf('firenze_protomaps_v3.pmtiles');
    expect([
      problemOf(readSiteMapHeader(whole.slice(0, headerBytes), whole.byteLength - 1)),
      problemOf(readSiteMapHeader(whole.slice(0, 60), 60)),
    ]).toEqual([
      'The site’s map file is cut off: it is shorter than it says itself',
      'The site’s map file ends within its header',
    ]);
  });
});

it('an empty file is no map', () => {
  expect(problemOf(readSiteMapHeader(new ArrayBuffer(0), 0))).toBe('The site’s map file is not a PMTiles file');
});
