import { toAppError } from '../../base/error.ts';
import type { Credentials } from '../../camera/camera.ts';
import { type SiteFile, siteFileSchema } from '../../camera/siteFile.ts';
import { parseSource } from '../../camera/sourceUrl.ts';
import { siteRuleProblems } from '../../incident/siteRules.ts';
import { readScene } from '../../traffic/scene/sceneFile.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import { sceneProblems } from '../../traffic/scene/sceneProblems.ts';
import { duplicateKeys } from './duplicateKeys.ts';
import { entryTitle, siteProblems } from './siteProblems.ts';

/** A camera of a site file: URL in its canonical form, credentials taken out of it. */
export interface SiteEntry {
  readonly title: string;
  /** `number` absent: one is chosen at import. */
  readonly settings: Omit<SiteFile['cameras'][number], 'credentials' | 'scene'>;
  readonly credentials: Credentials | null;
  /** `null` leaves the camera's scene as it is. */
  readonly scene: Scene | null;
}

export type SiteReading =
  | { readonly site: Omit<SiteFile, 'cameras'>; readonly entries: SiteEntry[]; readonly problems: readonly [] }
  | { readonly site: null; readonly problems: readonly string[] };

/** Longest text read, characters; the same bound as the contract's. */
export const longestSiteText = 4_000_000;

/**
 * Reads a site file. Never throws: what is wrong comes back as one sentence an entry, and then nothing of it is used.
 * Sentences never hold a URL or a password.
 */
export function readSiteFile(text: string, cidrProblem: (cidr: string) => string | null): SiteReading {
  if (text.length > longestSiteText)
    return refused('The site file is too large: at most 4 million characters are read.');
  const json = text.replace(/^\uFEFF/, '');
  if (json.trim() === '') return refused('The site file is empty.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return refused('The site file is no JSON: it is cut off or has a typing error. Export it again or correct it.');
  }
  const doubled = duplicateKeys(json);
  if (doubled.length > 0) return refused(`The site file names "${doubled[0]}" twice in one place. Remove one of them.`);
  const found = siteFileSchema.safeParse(parsed);
  if (!found.success) return { site: null, problems: siteProblems(found.error.issues, parsed) };
  const { cameras, ...site } = found.data;
  const cidrs = (site.allowedCidrs ?? []).flatMap((cidr) => cidrProblem(cidr) ?? []);
  const entries: SiteEntry[] = [];
  const problems = [
    ...cidrs.map((problem) => `The site file: "allowedCidrs": ${problem}`),
    ...siteRuleProblems(site.rules ?? {}).map((problem) => `The site file: "rules": ${problem}`),
  ];
  cameras.forEach(({ credentials, scene: drawn, ...settings }, index) => {
    const title = entryTitle(index, settings.name);
    const { scene, problems: ofScene } = drawn ? readScene(drawn) : { scene: null, problems: [] };
    const ofShapes = scene ? sceneProblems(scene).map((fault) => `"scene": ${fault.text}`) : [];
    problems.push(...[...ofScene, ...ofShapes].slice(0, 3).map((problem) => `${title}: ${problem}`));
    try {
      const { source, credentials: inUrl } = parseSource(settings.sourceUrl);
      const entry = {
        ...{ title, scene, credentials: credentials ?? inUrl },
        settings: { ...settings, sourceUrl: source.text },
      };
      problems.push(...clashes(entry, entries));
      entries.push(entry);
    } catch (thrown) {
      problems.push(`${title}: "sourceUrl" cannot be used. ${toAppError(thrown).message}`);
    }
  });
  return problems.length > 0 ? { site: null, problems } : { site, entries, problems: [] };
}

/** An entry may not have the number or the URL of an earlier one. */
function clashes({ title, settings }: SiteEntry, earlier: readonly SiteEntry[]): string[] {
  const faults: string[] = [];
  const sameNumber = earlier.find(
    (other) => other.settings.number === settings.number && settings.number !== undefined,
  );
  const sameUrl = earlier.find((other) => other.settings.sourceUrl === settings.sourceUrl);
  if (sameNumber) faults.push(`"number" ${settings.number} stands in ${inSentence(sameNumber.title)} already`);
  if (sameUrl) faults.push(`"sourceUrl" is that of ${inSentence(sameUrl.title)}`);
  return faults.length > 0 ? [`${title}: ${faults.join('; ')}.`] : [];
}

function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function refused(problem: string): SiteReading {
  return { site: null, problems: [problem] };
}
