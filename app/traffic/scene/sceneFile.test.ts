import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CompiledScene } from './compiledScene.ts';
import { sceneSchema } from './scene.ts';
import { sceneProblems } from './sceneProblems.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)![1]!);

describe('the scene file as the README shows it', () => {
  it('is a sound scene whose lane is where it is said to be', () => {
    const scene = sceneSchema.parse(example);
    expect(sceneProblems(scene, { width: 1920, height: 1080 })).toEqual([]);
    const [lane] = new CompiledScene(scene).lanes;
    expect(lane!.courseOnGround.lengthM).toBeGreaterThan(38);
    expect(lane!.courseOnGround.lengthM).toBeLessThan(42);
  });

  it('refuses a field that it does not know, and a version that it does not know', () => {
    expect(sceneSchema.safeParse(example).success).toBe(true);
    expect(sceneSchema.safeParse({ ...(example as object), lane: [] }).success).toBe(false);
    expect(sceneSchema.safeParse({ ...(example as object), schemaVersion: 2 }).success).toBe(false);
  });

  it('names every field of the format', () => {
    for (const field of Object.keys(sceneSchema.shape)) expect(readme).toContain(`| \`${field}\` |`);
  });
});
