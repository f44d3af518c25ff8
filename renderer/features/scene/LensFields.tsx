import { Switch } from '@mantine/core';
import type { Size } from '../../../app/space/box.ts';
import { sceneText } from '../../text/scene.ts';
import type { CalibrationDraft } from './calibrationDraft.ts';
import { NumberField } from './fields.tsx';
import classes from './sceneParts.module.css';

type Lens = NonNullable<CalibrationDraft['lens']>;

interface Props {
  readonly lens: Lens | null;
  readonly picture: Size;
  /** @param gesture names the steps that are one for undo */
  onLens(lens: Lens | null, gesture: string): void;
}

/** The lens that bends straight lines of the road, where somebody measured it. */
export function LensFields({ lens, picture, onLens }: Props) {
  const text = sceneText.calibration.lens;
  const field = (key: keyof Lens, min: number, max: number, step: number) =>
    lens && (
      <NumberField
        label={text.fields[key]}
        help={text.help[key]}
        value={lens[key]}
        min={min}
        max={max}
        step={step}
        onValue={(value) => value !== null && onLens({ ...lens, [key]: value }, `lens ${key}`)}
      />
    );
  return (
    <section aria-label={text.title} className={classes.stack}>
      <Switch
        size="xs"
        label={text.bends}
        description={text.what}
        checked={lens !== null}
        onChange={(event) => onLens(event.currentTarget.checked ? plainLens(picture) : null, 'lens')}
      />
      {lens && (
        <div className={classes.fields}>
          {field('k1', -0.5, 0.5, 0.01)}
          {field('focalPx', 10, 100_000, 10)}
          <div className={classes.halves}>
            {field('cxPx', 0, picture.width, 1)}
            {field('cyPx', 0, picture.height, 1)}
          </div>
        </div>
      )}
    </section>
  );
}

/** Bends nothing yet: about the middle of the picture, as long as a usual camera's, 64 degrees across. */
const plainLens = ({ width, height }: Size): Lens => ({
  k1: 0,
  focalPx: Math.round(0.8 * width),
  cxPx: width / 2,
  cyPx: height / 2,
});
