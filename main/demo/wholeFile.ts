import { open, rename, rm } from 'node:fs/promises';
import { AppError } from '../../app/base/error.ts';

/** Where text goes; `open` of a real file, or a double. */
export interface TextSink {
  write(text: string): Promise<void>;
  /** Everything written is on the disk afterwards. */
  close(): Promise<void>;
}

/**
 * A text file that is there whole or not at all: it grows as `PATH.part` and gets its name when it is finished.
 * Errors are AppErrors: `resource-exhausted` for a full disk.
 */
export class WholeFile {
  readonly #path: string;
  readonly #sink: TextSink;
  #pieces: string[] = [];
  #pending = 0;

  private constructor(path: string, sink: TextSink) {
    this.#path = path;
    this.#sink = sink;
  }

  static async create(path: string, openSink: (path: string) => Promise<TextSink> = openFile): Promise<WholeFile> {
    const sink = await openSink(`${path}.part`).catch((thrown: unknown) => {
      throw cannotWrite(path, thrown);
    });
    return new WholeFile(path, sink);
  }

  async writeLine(line: string): Promise<void> {
    this.#pieces.push(line, '\n');
    this.#pending += line.length;
    if (this.#pending >= chunkCharacters) await this.#flush();
  }

  /** Writes the rest and gives the file its name. */
  async finish(): Promise<void> {
    try {
      await this.#flush();
      await this.#sink.close();
      await rename(`${this.#path}.part`, this.#path);
    } catch (thrown) {
      throw cannotWrite(this.#path, thrown);
    }
  }

  /** Leaves nothing behind. Never throws: it follows an error that says more. */
  async abandon(): Promise<void> {
    await this.#sink.close().catch(() => undefined);
    await rm(`${this.#path}.part`, { force: true }).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#pending = 0;
    try {
      await this.#sink.write(text);
    } catch (thrown) {
      throw cannotWrite(this.#path, thrown);
    }
  }
}

const chunkCharacters = 1 << 18;

async function openFile(path: string): Promise<TextSink> {
  const file = await open(path, 'w');
  return {
    async write(text) {
      await file.writeFile(text);
    },
    async close() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

function cannotWrite(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = String((thrown as { code?: unknown }).code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, thrown);
  return new AppError('failed-precondition', `${path} cannot be written (${code}). Name another folder.`, {
    cause: thrown,
  });
}

export function diskFull(path: string, cause?: unknown): AppError {
  const text = `The disk is full: ${path} could not be written and was taken away. Make room, or name another folder.`;
  return new AppError('resource-exhausted', text, { cause });
}
