import type { ConsoleClient } from '../../state/station.ts';

/** A model on its way in: bytes sent, then the station's own checks. */
export type ImportStep =
  | { readonly kind: 'uploading'; readonly sentBytes: number; readonly sizeBytes: number }
  | { readonly kind: 'checking' };

/** The largest piece the contract takes. */
export const pieceBytes = 1_048_576;

/** The part of a file that is read here; the DOM's File is one. */
export interface ModelFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Sends a file piece by piece and waits until the station has checked it. Rejects with the station's own sentence. */
export async function importModel(
  console: ConsoleClient,
  file: ModelFile,
  onStep: (step: ImportStep) => void,
): Promise<{ modelId: string }> {
  const sizeBytes = file.size;
  const { uploadId } = await console.beginImport({ fileName: file.name, sizeBytes });
  for (let sentBytes = 0; sentBytes < sizeBytes; sentBytes += pieceBytes) {
    onStep({ kind: 'uploading', sentBytes, sizeBytes });
    const piece = await file.slice(sentBytes, Math.min(sizeBytes, sentBytes + pieceBytes)).arrayBuffer();
    await console.importPiece({ uploadId, bytes: new Uint8Array(piece) });
  }
  onStep({ kind: 'checking' });
  return console.finishImport({ uploadId });
}
