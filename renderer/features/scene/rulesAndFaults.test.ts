import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rules } from '../../../app/incident/rules/knownRules.ts';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { minuteOf, timeOfMinute } from '../../text/dayMinute.ts';
import { settingLabel } from '../../text/ruleSettings.ts';
import { editedOf } from './edited.ts';
import { edit, editorOf } from './editor.ts';
import { keyAction } from './editorKeys.ts';
import { ruleFields, withSetting, withoutRule } from './ruleFields.ts';
import { faultsOf, placeOf } from './sceneFaults.ts';

const picture = { width: 640, height: 360 };
const scene = emptyScene(picture);

describe('the settings of a rule', () => {
  it('come from its schema, with limits and defaults', () => {
    const settings = z.strictObject({
      enabled: z.boolean().default(true),
      schedule: z
        .strictObject({ days: z.array(z.int()) })
        .nullable()
        .default(null),
      classes: z.array(z.string()).nullable().default(null),
      dwellS: z.number().min(0.2).max(3600).default(7),
      alsoAtNight: z.boolean().default(false),
      way: z.enum(['left', 'right']).default('left'),
    });
    expect(ruleFields({ settings })).toEqual([
      { key: 'schedule', kind: 'schedule' },
      { key: 'classes', kind: 'names', of: 'classes' },
      { key: 'dwellS', kind: 'number', min: 0.2, max: 3600, value: 7 },
      { key: 'alsoAtNight', kind: 'boolean', value: false },
      { key: 'way', kind: 'choice', choices: ['left', 'right'], value: 'left' },
    ]);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))('of %s are all to be seen', (_, rule) => {
    const { properties = {} } = z.toJSONSchema(rule.settings, { io: 'input', unrepresentable: 'any' });
    expect(['enabled', ...ruleFields(rule).map(({ key }) => key)].toSorted()).toEqual(
      Object.keys(properties).toSorted(),
    );
  });

  it('of one rule are set and taken back without touching another', () => {
    const set = withSetting({ queue: { dwellS: 1 } }, 'speeding', 'overKmh', 12);
    expect([set, withoutRule(set, 'speeding')]).toEqual([
      { queue: { dwellS: 1 }, speeding: { overKmh: 12 } },
      { queue: { dwellS: 1 } },
    ]);
  });

  it.each([
    ['dwellS', 'Dwell, s'],
    ['unmovedDwellS', 'Unmoved dwell, s'],
    ['overKmh', 'Over, km/h'],
    ['behindM', 'Behind, m'],
    ['classes', 'Classes'],
    ['alsoAtNight', 'Also at night'],
    ['onDeg', 'On, °'],
    ['brakingMps2', 'Braking, m/s²'],
    ['onVehKmLane', 'On, vehicles/km of lane'],
    ['ttcS', 'Time to collision, s'],
    ['uTurns', 'U-turns'],
    ['beyondM', 'Beyond, m'],
  ])('%s is read as %s', (key, label) => {
    expect(settingLabel(key)).toBe(label);
  });

  it.each([
    ['6:05', 365],
    [' 23:59 ', 1439],
    ['24:00', 1440],
    ['24:01', null],
    ['6:60', null],
    ['six', null],
    ['', null],
  ])('the time %j is minute %j', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
  });

  it('a minute is written as a time', () => {
    expect([timeOfMinute(365), timeOfMinute(1440)]).toEqual(['06:05', '24:00']);
  });
});

describe('faults', () => {
  const lane = {
    ...({ id: 'north', name: 'North', kind: 'driving', widthM: 3.5, limitKmh: null } as const),
    ...{ solidLeft: false, solidRight: false },
    course: [
      { x: 10, y: 10 },
      { x: 10, y: 300 },
    ],
  };

  it('say what is wrong with elements, rules and picture, and where', () => {
    const edited = editedOf({ ...scene, lanes: [lane], rules: { nonsense: {} } });
    expect(faultsOf(edited, { width: 1280, height: 720 }).map(({ about, shape }) => [about, shape])).toEqual([
      ['picture', null],
      ['elements', { kind: 'lane', id: 'north' }],
      ['rules', null],
    ]);
    expect(faultsOf(editedOf(scene), picture)).toEqual([]);
  });

  it('a calibration that is begun is one fault, not one for every lane', () => {
    const begun = edit(edit(editorOf(editedOf({ ...scene, lanes: [lane] })), { do: 'chooseMark', mark: 'pair' }), {
      do: 'place',
      at: { x: 5, y: 5 },
    });
    expect(faultsOf(begun.history.present, picture)).toEqual([
      { text: 'The calibration has 1 of at least 4 points.', about: 'calibration', shape: null },
    ]);
  });

  it.each([
    ['lanes.0.course', { about: 'elements', shape: { kind: 'lane', id: 'north' } }],
    ['lanes.7', { about: 'elements', shape: null }],
    ['calibration', { about: 'calibration', shape: null }],
    ['calibration.controlLengths.2', { about: 'calibration', shape: { kind: 'length', id: '2' } }],
  ])('%s leads to its shape', (path, place) => {
    expect(placeOf({ ...scene, lanes: [lane] }, path)).toEqual(place);
  });
});

describe('keys', () => {
  const editor = editorOf(editedOf(scene));
  const drawing = edit(editor, { do: 'chooseTool', tool: 'lane' });
  const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

  it.each([
    ['ArrowLeft', { do: 'arrow', by: { x: -1, y: 0 } }],
    ['Enter', { do: 'finish' }],
    ['Delete', { do: 'remove' }],
    [' ', { do: 'placeAtCursor' }],
    ['Backspace', null],
    ['x', null],
  ])('%j while drawing', (key, action) => {
    expect(keyAction(drawing, { ...plain, key })).toEqual(action);
  });

  it('Shift makes ten of one, Space draws only with a drawing tool, and Ctrl is the browser’s', () => {
    expect([
      keyAction(drawing, { ...plain, key: 'ArrowDown', shiftKey: true }),
      keyAction(editor, { ...plain, key: ' ' }),
      keyAction(drawing, { ...plain, key: 'Delete', ctrlKey: true }),
    ]).toEqual([{ do: 'arrow', by: { x: 0, y: 10 } }, null, null]);
  });
});
