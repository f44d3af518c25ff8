import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../app/incident/rules/knownRules.ts';
import { readParts, type ScenePart } from '../../app/incident/sieve/sceneParts.ts';
import { zoneKinds } from '../../app/traffic/scene/scene.ts';

const incident = join(import.meta.dirname, '../../app/incident');

/** What in a source says that a part is read. Places of road users are read by all rules: only what asks for them counts. */
const signs: readonly (readonly [sign: RegExp, parts: readonly ScenePart[]])[] = [
  ...zoneKinds.map((kind) => [new RegExp(`'${kind}'`), [kind]] as const),
  [/isOnCarriageway\(/, ['carriageway', 'junction-box']],
  [/isOnShoulder\(/, ['hard-shoulder']],
  [/laneStopsOf\(|stopsOnGround\(|leadsToStop\(|scene\.stopLines/, ['stop-lines']],
  [/scene\.lines/, ['lines']],
  [/limitKmh/, ['limits']],
  [/solidLeft|solidRight/, ['solid-lines']],
];
/** Kinds of lanes, and of conflicts, that are called as zones are. */
const otherKinds: Readonly<Record<string, ScenePart>> = {
  'wrong-way': 'hard-shoulder',
  cyclist: 'hard-shoulder',
  'near-miss': 'crossing',
};

const sourceOf = new Map(
  rules.map(({ name }) => [
    name,
    join(incident, 'rules', `${name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}.ts`),
  ]),
);

/** A rule's source with all of app/incident that it is made of. */
function sources(file: string, seen = new Map<string, string>()): string {
  if (seen.has(file) || relative(incident, file).startsWith('..')) return '';
  if (/(places|ruleProblems)\.ts$/.test(file)) return '';
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, from] of text.matchAll(/^import (?!type )[^;]*? from '(\.[^']+)';/gms))
    sources(join(dirname(file), from!), seen);
  return [...seen.values()].join('\n');
}

describe('what rules read of a scene beside its road', () => {
  it.each(rules.map(({ name }) => name))('is known of %s', (name) => {
    const text = sources(sourceOf.get(name)!);
    const read = signs.flatMap(([sign, parts]) => (sign.test(text) ? parts : []));
    const missing = read.filter((part) => !readParts[name]!.includes(part) && otherKinds[name] !== part);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('is looked for: with nothing named each of these lacks what it reads', () => {
    const readers = rules.filter(({ name }) => signs.some(([sign]) => sign.test(sources(sourceOf.get(name)!))));
    expect(readers.length).toBeGreaterThan(12);
  });
});
