import type { Clock } from '../../base/clock.ts';
import { AppError } from '../../base/error.ts';
import type { StationPorts, UploadFile } from './ports.ts';

/** Largest file taken, bytes; the import itself takes no larger one either. */
const largestBytes = 2 ** 30;
const largestPieceBytes = 2 ** 20;
const mostAtOnce = 2;
/** An upload without a new piece for this long is given up. */
const idleMs = 120_000;

interface Upload {
  readonly file: UploadFile;
  readonly fileName: string;
  readonly sizeBytes: number;
  writtenBytes: number;
  cancelIdle: () => void;
}

/** Model files on their way in, piece by piece into a temporary file; abandoned ones are removed. */
export class Uploads {
  readonly #ports: Pick<StationPorts, 'newId' | 'newUpload'>;
  readonly #clock: Clock;
  readonly #open = new Map<string, Upload>();
  #starting = 0;

  constructor(ports: Pick<StationPorts, 'newId' | 'newUpload' | 'clock'>) {
    this.#ports = ports;
    this.#clock = ports.clock;
  }

  async begin(fileName: string, sizeBytes: number): Promise<string> {
    if (sizeBytes > largestBytes) {
      throw new AppError('invalid-argument', 'The file is larger than 1 GiB; no model that can be used here is.');
    }
    if (this.#open.size + this.#starting >= mostAtOnce) {
      throw new AppError('resource-exhausted', 'Other model files are being uploaded. Try again when they are done.');
    }
    this.#starting += 1;
    try {
      const file = await this.#ports.newUpload();
      const uploadId = this.#ports.newId();
      const upload = { file, fileName, sizeBytes, writtenBytes: 0, cancelIdle: () => undefined };
      this.#open.set(uploadId, upload);
      this.#watchIdle(uploadId, upload);
      return uploadId;
    } finally {
      this.#starting -= 1;
    }
  }

  async piece(uploadId: string, bytes: Uint8Array): Promise<void> {
    const upload = this.#find(uploadId);
    upload.writtenBytes += bytes.length;
    if (bytes.length > largestPieceBytes || upload.writtenBytes > upload.sizeBytes) {
      await this.discard(uploadId);
      throw new AppError('invalid-argument', 'More came than was announced of this file. Upload it again.');
    }
    this.#watchIdle(uploadId, upload);
    try {
      await upload.file.append(bytes);
    } catch (thrown) {
      await this.discard(uploadId);
      throw thrown;
    }
  }

  /** The whole file for `use`; it is gone afterwards, whatever `use` did. */
  async finish<T>(uploadId: string, use: (path: string, fileName: string) => Promise<T>): Promise<T> {
    const upload = this.#find(uploadId);
    upload.cancelIdle();
    try {
      if (upload.writtenBytes !== upload.sizeBytes) {
        throw new AppError('invalid-argument', 'The file did not come whole. Upload it again.');
      }
      return await use(upload.file.path, upload.fileName);
    } finally {
      await this.discard(uploadId);
    }
  }

  async discard(uploadId: string): Promise<void> {
    const upload = this.#open.get(uploadId);
    this.#open.delete(uploadId);
    upload?.cancelIdle();
    await upload?.file.discard();
  }

  async discardAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((uploadId) => this.discard(uploadId)));
  }

  #find(uploadId: string): Upload {
    const upload = this.#open.get(uploadId);
    if (!upload) throw new AppError('not-found', 'This upload was given up. Begin it again.');
    return upload;
  }

  #watchIdle(uploadId: string, upload: Upload): void {
    upload.cancelIdle();
    upload.cancelIdle = this.#clock.after(idleMs, () => void this.discard(uploadId));
  }
}
