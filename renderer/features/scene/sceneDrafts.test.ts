import { describe, expect, it } from 'vitest';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { editedOf } from './edited.ts';
import { dropDraft, keepDraft, readDraft } from './sceneDrafts.ts';

function shelf(roomBytes = 100_000): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > roomBytes) throw new Error('the quota is exceeded');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
}

const edited = editedOf(emptyScene({ width: 640, height: 360 }));
const draft = { baseVersion: 3, lineage: [1, 3], changedAtMs: 1000, edited };

describe('a draft', () => {
  it('comes back as it was, for its camera only, until it is dropped', () => {
    const kept = shelf();
    const done = keepDraft(kept, 'a', draft);
    const read = [readDraft(kept, 'a'), readDraft(kept, 'b')];
    dropDraft(kept, 'a');
    expect([done, read[0], read[1], readDraft(kept, 'a')]).toEqual([true, { schemaVersion: 1, ...draft }, null, null]);
  });

  it('comes back without settings that no rule has any more', () => {
    const rules = { collision: { fromKmh: 30, togetherS: 2 } };
    const kept = shelf();
    keepDraft(kept, 'a', { ...draft, edited: { ...edited, scene: { ...edited.scene, rules } } });
    expect(readDraft(kept, 'a')?.edited.scene.rules).toEqual({ collision: { togetherS: 2 } });
  });

  it('that cannot be kept is said to be so', () => {
    const full = shelf(10);
    expect([keepDraft(full, 'a', draft), readDraft(full, 'a')]).toEqual([false, null]);
  });

  it.each([['{'], ['{"schemaVersion":2}'], ['[]']])('that cannot be read is none: %s', (text) => {
    const damaged = shelf();
    damaged.setItem('its.sceneDraft.a', text);
    expect(readDraft(damaged, 'a')).toBeNull();
  });
});
