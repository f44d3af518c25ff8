import type { ErrorCode } from '../../app/base/error.ts';
import type { BodyInPicture, CameraPose } from '../../app/demo/scene.ts';
import type { RunPlan } from '../../app/demo/truth/demoRun.ts';

/** What one film thread makes: films of some cameras, from a simulation of its own. */
export interface FilmOrder {
  readonly plan: RunPlan;
  readonly ffmpegPath: string;
  readonly cameras: readonly { readonly pose: CameraPose; readonly path: string }[];
}

/** `go`: steps before `until` may be filmed. */
export type FilmRequest = { readonly kind: 'go'; readonly until: number } | { readonly kind: 'abandon' };

export type FilmAnswer =
  /** Of the next step: boxes in the order of the thread's cameras. */
  | { readonly kind: 'step'; readonly boxes: readonly (readonly BodyInPicture[])[] }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };
