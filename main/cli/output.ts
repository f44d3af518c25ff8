import { writeFile, rename } from 'node:fs/promises';

/** Writes a result as JSON: to stdout, or whole or not at all to a file. */
export async function writeResult(result: unknown, outFile: string | undefined): Promise<void> {
  const text = `${JSON.stringify(result)}\n`;
  if (outFile === undefined) {
    await new Promise<void>((resolve, reject) =>
      process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
    );
    return;
  }
  await writeFile(`${outFile}.part`, text);
  await rename(`${outFile}.part`, outFile);
}

/** One line of progress on stderr: rewritten in place on a terminal, otherwise at most every few seconds. */
export function progressLine(): { show(text: string): void; end(): void } {
  const terminal = process.stderr.isTTY;
  let shownMs = Number.NEGATIVE_INFINITY;
  return {
    show(text) {
      const nowMs = performance.now();
      if (nowMs - shownMs < (terminal ? 200 : 5000)) return;
      shownMs = nowMs;
      process.stderr.write(terminal ? `\r${text}\u001b[K` : `${text}\n`);
    },
    end() {
      if (terminal) process.stderr.write('\r\u001b[K');
    },
  };
}
