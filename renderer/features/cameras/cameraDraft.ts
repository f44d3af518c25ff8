import type { Camera, CameraSettings, Credentials, Playback } from '../../../app/camera/camera.ts';
import { camerasText } from '../../text/cameras.ts';
import { sourceFault } from './sourceText.ts';

/** What is done with a camera's user and password when it is saved. */
export type CredentialsChoice = 'keep' | 'enter' | 'remove';

/** A camera as it stands in the form: what the operator typed, right or wrong. */
export interface CameraDraft {
  readonly number: string | number;
  readonly name: string;
  readonly sourceUrl: string;
  readonly credentials: CredentialsChoice;
  readonly user: string;
  readonly password: string;
  readonly analysisFps: string | number;
  readonly playback: Playback;
  readonly enabled: boolean;
}

export type DraftErrors = Partial<Record<'number' | 'name' | 'sourceUrl' | 'user' | 'analysisFps', string>>;

/** As the calls of the contract want it: `credentials` absent keeps what is stored. */
export interface CameraToSave {
  readonly settings: CameraSettings;
  readonly credentials?: Credentials | null;
}

/** The smallest number that no camera has. */
export function nextFreeNumber(cameras: readonly Camera[]): number {
  const taken = new Set(cameras.map((camera) => camera.number));
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

export function newDraft(cameras: readonly Camera[]): CameraDraft {
  return {
    number: nextFreeNumber(cameras),
    name: '',
    sourceUrl: '',
    credentials: 'enter',
    user: '',
    password: '',
    analysisFps: 5,
    playback: { pace: 'realTime', loop: true },
    enabled: true,
  };
}

export function draftOf(camera: Camera): CameraDraft {
  const { number, name, sourceUrl, analysisFps, playback, enabled, hasCredentials } = camera;
  const credentials = hasCredentials ? 'keep' : 'enter';
  return { number, name, sourceUrl, credentials, user: '', password: '', analysisFps, playback, enabled };
}

/** What is wrong with a draft, per field; empty when it can be saved. */
export function errorsOf(draft: CameraDraft, others: readonly Camera[]): DraftErrors {
  const { errors } = camerasText;
  const found: DraftErrors = {};
  const number = Number(draft.number);
  if (draft.number === '' || !Number.isInteger(number) || number < 1 || number > 9999) found.number = errors.number;
  const holder = others.find((camera) => camera.number === number);
  if (holder) found.number = errors.numberTaken(holder.name);
  const name = draft.name.trim();
  if (name === '' || name.length > 80) found.name = errors.name;
  const fault = draft.sourceUrl.trim() === '' ? errors.sourceUrl : sourceFault(draft.sourceUrl);
  if (fault !== null) found.sourceUrl = fault;
  if (draft.credentials === 'enter') {
    if (draft.user === '' && draft.password !== '') found.user = errors.userMissing;
    if (draft.user.length > 256 || draft.password.length > 256) found.user = errors.credentialsTooLong;
  }
  const fps = Number(draft.analysisFps);
  if (draft.analysisFps === '' || !(fps >= 0 && fps <= 30)) found.analysisFps = errors.analysisFps;
  return found;
}

export function credentialsOf(draft: CameraDraft): Credentials | null | undefined {
  if (draft.credentials === 'keep') return undefined;
  if (draft.credentials === 'remove' || draft.user === '') return null;
  return { user: draft.user, password: draft.password };
}

/** A draft without errors as the station takes it. */
export function toSave(draft: CameraDraft): CameraToSave {
  const credentials = credentialsOf(draft);
  return {
    settings: {
      number: Number(draft.number),
      name: draft.name.trim(),
      sourceUrl: draft.sourceUrl.trim(),
      enabled: draft.enabled,
      analysisFps: Number(draft.analysisFps),
      playback: draft.playback,
    },
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** Two drafts with the same key open the same stream: a test of one is a test of the other. */
export const streamKeyOf = (draft: CameraDraft): string =>
  JSON.stringify([draft.sourceUrl.trim(), credentialsOf(draft) ?? draft.credentials]);
