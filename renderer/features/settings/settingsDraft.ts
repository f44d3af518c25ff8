import type { SiteSettings } from '../../../app/camera/siteSettings.ts';
import { settingsText } from '../../text/settings.ts';
import { rangeFault } from './addressRange.ts';

/** One class of the model, watched or not; the score is kept while it is switched off. */
export interface ClassDraft {
  readonly className: string;
  readonly watched: boolean;
  readonly score: string | number;
}

/** The settings as they stand in the form: what the operator typed, right or wrong. */
export interface SettingsDraft {
  readonly siteName: string;
  readonly allowLoopback: boolean;
  /** One range a line. */
  readonly cidrs: string;
  readonly classes: readonly ClassDraft[];
  readonly nmsIou: string | number;
  readonly keepTracksDays: string | number;
}

export interface SettingsErrors {
  readonly siteName?: string;
  readonly cidrs?: string;
  readonly nmsIou?: string;
  readonly keepTracksDays?: string;
  readonly scoreByClass?: Readonly<Record<string, string>>;
}

const usualScore = 0.35;

/** The classes of the model in use, in its order, and after them those that are watched but not in it. */
export function draftOf(settings: SiteSettings, modelClasses: readonly string[]): SettingsDraft {
  const { scoreByClass } = settings;
  const others = Object.keys(scoreByClass).filter((className) => !modelClasses.includes(className));
  return {
    siteName: settings.siteName,
    allowLoopback: settings.addressRules.allowLoopback,
    cidrs: settings.addressRules.allowedCidrs.join('\n'),
    classes: [...new Set([...modelClasses, ...others])].map((className) => ({
      className,
      watched: Object.hasOwn(scoreByClass, className),
      score: scoreByClass[className] ?? usualScore,
    })),
    nmsIou: settings.nmsIou,
    keepTracksDays: settings.keepTracksDays,
  };
}

const linesOf = (cidrs: string): string[] =>
  cidrs
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const isNumber = (value: string | number, low: number, high: number): boolean =>
  value !== '' && Number(value) >= low && Number(value) <= high;

/** What is wrong with a draft, per field; empty when it can be saved. */
export function errorsOf(draft: SettingsDraft): SettingsErrors {
  const { errors } = settingsText;
  const lines = linesOf(draft.cidrs);
  const cidrs = lines.length > 200 ? errors.tooManyCidrs : lines.map(rangeFault).find((fault) => fault !== null);
  const scores = draft.classes
    .filter(({ watched, score }) => watched && !isNumber(score, 0.01, 1))
    .map(({ className }) => [className, errors.score] as const);
  const days = Number(draft.keepTracksDays);
  return {
    ...(draft.siteName.trim().length > 120 ? { siteName: errors.siteName } : {}),
    ...(cidrs == null ? {} : { cidrs }),
    ...(scores.length > 0 ? { scoreByClass: Object.fromEntries(scores) } : {}),
    ...(isNumber(draft.nmsIou, 0.1, 0.95) ? {} : { nmsIou: errors.nmsIou }),
    ...(isNumber(days, 1, 3650) && Number.isInteger(days) ? {} : { keepTracksDays: errors.keepTracksDays }),
  };
}

/** A draft without errors as the station takes it. */
export function toSave(draft: SettingsDraft): SiteSettings {
  return {
    siteName: draft.siteName.trim(),
    addressRules: { allowLoopback: draft.allowLoopback, allowedCidrs: linesOf(draft.cidrs) },
    scoreByClass: Object.fromEntries(
      draft.classes.filter(({ watched }) => watched).map(({ className, score }) => [className, Number(score)]),
    ),
    nmsIou: Number(draft.nmsIou),
    keepTracksDays: Number(draft.keepTracksDays),
  };
}
