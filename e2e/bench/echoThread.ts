import { parentPort } from 'node:worker_threads';

/** The other thread of a hop: says each message back. */
parentPort?.on('message', (message: unknown) => parentPort?.postMessage(message));
