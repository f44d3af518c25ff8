import { severityWords } from './incidents.ts';
import { settingLabel } from './ruleSettings.ts';
import { incidentWord } from './scene.ts';

/** Which layer of settings a page edits, and what lies below it. */
export interface RuleWords {
  /** Marks what is set on this layer. */
  readonly own: string;
  /** Marks what is as on the layer below. */
  readonly below: string;
  /** Takes everything of a rule back to the layer below. */
  readonly reset: string;
  resetOf(rule: string): string;
  /** Takes one setting back. */
  unset(setting: string): string;
}

export const cameraRuleWords: RuleWords = {
  own: 'for this camera',
  below: 'as the site',
  reset: 'As the site',
  resetOf: (rule) => `Set ${rule} as the site has it`,
  unset: (setting) => `${setting}: as the site`,
};

export const siteRuleWords: RuleWords = {
  own: 'set for the site',
  below: 'as it comes',
  reset: 'As it comes',
  resetOf: (rule) => `Set ${rule} as it comes`,
  unset: (setting) => `${setting}: as it comes`,
};

export const ruleTitle = (rule: string): string => {
  const word = incidentWord(rule);
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
};

/** A severity that nobody set. */
export const severityAsRule = 'as the rule judges';

export const severityChoices = [
  { value: 'asRule', label: severityAsRule },
  ...Object.entries(severityWords).map(([value, label]) => ({ value, label })),
];

/** Texts of the rules of the whole site. */
export const siteRulesText = {
  tabs: { site: 'Site and detection', rules: 'Rules of the site' },
  tabsLabel: 'Kinds of settings',
  toSite: 'Rules of the site',
  loading: 'The station has not sent the rules of the site yet.',
  intro:
    'What all cameras watch for. A camera may differ: that is set on its Scene page, under Rules. What is saved holds from the next picture on.',
  note: 'Why',
  noteHint: 'For the list of versions; may be empty',
  saved: (version: number) => `Saved as version ${version}; in use now.`,
  changedElsewhere:
    'The rules of the site were changed elsewhere meanwhile. Saving now replaces those changes; undo shows them.',
  differ: (count: number) => (count === 1 ? 'One camera differs:' : `${count} cameras differ:`),
  problems: 'This cannot be saved yet',
  contradicts: (camera: string, text: string) => `${camera} has settings of its own that do not go with these. ${text}`,
  replayIntro:
    'Runs the rules as they are set now over the stored tracks of all cameras that have a scene, and compares the incidents.',
  replayStale: 'The rules were changed since; compare again.',
  versions: {
    heading: 'Versions',
    first: 'Nobody has changed the rules yet: each is as it comes.',
    by: (version: number, author: string, time: string) => `Version ${version} · ${author}, ${time}`,
    current: 'in use',
    same: 'No difference.',
    backTo: (version: number) => `Return to version ${version}`,
    blocked: 'Save or undo your changes before you return to a version.',
    loading: 'The versions are being read.',
    asItComes: 'as it comes again',
  },
} as const;

/** A sentence of app/incident/ruleProblems.ts with rule and settings called as the page calls them. */
export function ruleProblem(sentence: string): string {
  return sentence
    .replace(/^The rule "([a-z-]+)"/, (_, name: string) => `The rule “${ruleTitle(name)}”`)
    .replaceAll(/\b(on|off)[A-Z][A-Za-z0-9]*\b/g, (key) => `“${settingLabel(key)}”`);
}
