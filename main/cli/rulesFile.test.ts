import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandError } from './exit.ts';
import { readRulesFile, readSiteRulesFile } from './rulesFile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'rules.json');
  writeFileSync(path, text);
  return path;
}

const rules = { 'stopped-vehicle': { dwellS: 12 } };

describe('a file of rules', () => {
  it('holds the settings alone, or is a site file that a station exported', async () => {
    expect([
      await readSiteRulesFile(file(JSON.stringify(rules))),
      await readSiteRulesFile(file(JSON.stringify({ schemaVersion: 1, name: 'Ring road', rules, cameras: [] }))),
      await readSiteRulesFile(file(JSON.stringify({ schemaVersion: 1, cameras: [] }))),
    ]).toEqual([rules, rules, {}]);
  });

  it.each([
    ['half of one', '{"stopped-vehicle": {', 'must be JSON: { "RULE": { "SETTING": value, … }, … }, or a site file'],
    ['a number', '5', 'must be JSON'],
    ['rules that are none', '{"schemaVersion": 1, "rules": 5}', 'must be JSON'],
    ['a setting that no rule has', '{"collision": {"fromKmh": 30}}', 'The rule "collision" has no setting "fromKmh"'],
    ['zones of one camera', '{"pedestrian": {"zones": ["a"]}}', "names zones of one camera's scene"],
  ])('is refused: %s', async (_, text, said) => {
    const refused = await readSiteRulesFile(file(text)).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(CommandError);
    expect((refused as CommandError).message).toContain(said);
  });

  it('that is not there is told by its path', async () => {
    const path = join(folder, 'nowhere.json');
    await expect(readRulesFile(path)).rejects.toThrow(`The rules file ${path} cannot be read.`);
  });
});
