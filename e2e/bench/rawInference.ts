import { InferenceSession, Tensor } from 'onnxruntime-node';
import { parentPort, workerData } from 'node:worker_threads';

/** Side A of the inference goals: the runtime alone on one picture, nothing read, nothing tracked. */
const { path, width, height } = workerData as { path: string; width: number; height: number };
const session = await InferenceSession.create(path, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});
const picture = new Tensor('uint8', new Uint8Array(3 * width * height).fill(114), [1, height, width, 3]);
const inputName = session.inputNames[0] ?? 'images';
await session.run({ [inputName]: picture });

parentPort?.on('message', async (forMs: number) => {
  const cpuBefore = process.threadCpuUsage();
  const untilMs = performance.now() + forMs;
  let frames = 0;
  for (; performance.now() < untilMs; frames++) await session.run({ [inputName]: picture });
  const cpu = process.threadCpuUsage(cpuBefore);
  parentPort?.postMessage((cpu.user + cpu.system) / 1000 / frames);
});
parentPort?.postMessage('ready');
