import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createFilmCamera } from '../../app/demo/film/filmCamera.ts';
import { lightOf } from '../../app/demo/film/lightOf.ts';
import { cocoClassOf } from '../../app/demo/scene.ts';
import { createSimulation } from '../../app/demo/simulation/simulation.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { takeIntoManifest } from './manifestFile.ts';

/**
 * Films the second known picture anew: `node models/golden/render.ts`. A moment at the junction of the demo site; writes
 * `junction.png`, and its hash and what can be seen in it into `models/manifest.json`.
 */
const size = { width: 640, height: 384 };
const seed = 20;
const atS = 40;
/** What is smaller or more hidden is not asked of a detector. */
const [leastHeightPx, leastVisible] = [16, 0.7];

const pose = demoCameras.find(({ name }) => name === 'junction-east');
if (!pose) throw new Error('The demo site has no camera "junction-east".');
const simulation = createSimulation({ seed, startHour: 8 });
while (simulation.timeMs < atS * 1000) simulation.step();
const rgb = new Uint8Array(3 * size.width * size.height);
const camera = createFilmCamera(siteScenery(), { ...pose, size }, lightOf('day'), seed);
const seen = camera.render(simulation.instant(), rgb);

const objects = seen.flatMap(({ kind, visibleBoxInImage: boxInImage, visibleShare }) => {
  const wanted = boxInImage.h >= leastHeightPx && visibleShare >= leastVisible;
  const coco = cocoClassOf[kind];
  return wanted && coco ? [{ classNames: [coco.name], boxInImage }] : [];
});

const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size.width}x${size.height}`, '-i', '-'];
const encode = ['-pred', 'mixed', '-c:v', 'png', '-f', 'image2pipe', '-'];
const png = execFileSync('ffmpeg', ['-v', 'error', ...raw, ...encode], { input: rgb });
writeFileSync(new URL('junction.png', import.meta.url), png);
takeIntoManifest('golden/junction.png', png, objects);
