import { Radio, Switch } from '@mantine/core';
import type { Playback } from '../../../app/camera/camera.ts';
import { camerasText } from '../../text/cameras.ts';
import classes from './cameraForm.module.css';

/** How a file is played; shown for files only. */
export function PlaybackFields(props: { playback: Playback; onChange: (playback: Playback) => void }) {
  const { playback, onChange } = props;
  const { form } = camerasText;
  return (
    <fieldset className={classes.fieldset}>
      <legend>{form.playback}</legend>
      <Radio.Group
        label={form.pace}
        size="xs"
        value={playback.pace}
        onChange={(pace) => onChange({ ...playback, pace: pace === 'fast' ? 'fast' : 'realTime' })}
      >
        <div className={classes.halves}>
          <Radio size="xs" value="realTime" label={form.realTime} />
          <Radio size="xs" value="fast" label={form.fast} />
        </div>
      </Radio.Group>
      <Switch
        label={form.loop}
        checked={playback.loop}
        onChange={(event) => onChange({ ...playback, loop: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
