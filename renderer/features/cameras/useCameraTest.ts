import { useEffect, useState } from 'react';
import type { SourceTest } from '../../../app/contracts/vision.ts';
import { useConsole } from '../../state/context.tsx';
import { failureText } from '../../text/shell.ts';
import { type CameraDraft, credentialsOf, streamKeyOf } from './cameraDraft.ts';

/** The newest test of a draft's stream. */
export type CameraTest =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'done'; readonly found: SourceTest; readonly pictureUrl: string | null };

interface Kept {
  readonly streamKey: string;
  readonly test: CameraTest;
}

/** Tests a draft before it is saved. What was found is forgotten when the address or the credentials change. */
export function useCameraTest(draft: CameraDraft, cameraId: string | undefined) {
  const console = useConsole();
  const [kept, keep] = useState<Kept>({ streamKey: '', test: { kind: 'none' } });
  const streamKey = streamKeyOf(draft);
  const test: CameraTest = kept.streamKey === streamKey ? kept.test : { kind: 'none' };
  const pictureUrl = kept.test.kind === 'done' ? kept.test.pictureUrl : null;
  useEffect(() => () => (pictureUrl === null ? undefined : URL.revokeObjectURL(pictureUrl)), [pictureUrl]);

  const run = async (): Promise<void> => {
    keep({ streamKey, test: { kind: 'running' } });
    const credentials = credentialsOf(draft);
    let result: CameraTest;
    try {
      const found = await console.testCamera({
        sourceUrl: draft.sourceUrl.trim(),
        ...(credentials === undefined ? {} : { credentials }),
        ...(cameraId === undefined ? {} : { cameraId }),
      });
      result = { kind: 'done', found, pictureUrl: pictureUrlOf(found) };
    } catch (thrown) {
      result = { kind: 'refused', problem: failureText(thrown) };
    }
    // The answer of a test that was overtaken by another address is dropped.
    keep((now) => (now.streamKey === streamKey ? { streamKey, test: result } : now));
  };
  return { test, run };
}

function pictureUrlOf(found: SourceTest): string | null {
  if (!found.picture) return null;
  return URL.createObjectURL(new Blob([new Uint8Array(found.picture)], { type: 'image/jpeg' }));
}
