/** The unit stands last in the name of every setting; longer ends first. */
const units: readonly (readonly [end: string, unit: string])[] = [
  ['VehKmLane', 'vehicles/km of lane'],
  ['Mps2', 'm/s²'],
  ['Percent', '%'],
  ['Kmh', 'km/h'],
  ['Mps', 'm/s'],
  ['Pct', '%'],
  ['Deg', '°'],
  ['Min', 'min'],
  ['Ms', 'ms'],
  ['Px', 'px'],
  ['M', 'm'],
  ['S', 's'],
];

/** What the field abbreviates and an operator reads in full. */
const inFull: Readonly<Record<string, string>> = {
  ttc: 'time to collision',
  pet: 'time between the two',
  'u turns': 'U-turns',
};

/** What a setting of a rule is called, in small letters, and its unit. */
export interface SettingName {
  readonly text: string;
  readonly unit: string | null;
}

/** `dwellS` as “dwell” in “s”. */
export function settingName(key: string): SettingName {
  const [end, unit] = units.find(([one]) => key.endsWith(one) && key.length > one.length) ?? ['', null];
  const words = key
    .slice(0, key.length - end.length)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return { text: inFull[words] ?? words, unit };
}

/** `minSpeedKmh` as “Min speed, km/h”, `dwellS` as “Dwell, s”. */
export function settingLabel(key: string): string {
  const { text, unit } = settingName(key);
  const label = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return unit === null ? label : `${label}, ${unit}`;
}
