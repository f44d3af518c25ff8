import { Button, SegmentedControl } from '@mantine/core';
import { sceneText } from '../../text/scene.ts';

const { replay: text } = sceneText;

interface Props {
  /** Days back from now, `1` or `7`. */
  readonly days: string;
  readonly isRunning: boolean;
  readonly disabled: boolean;
  onDays(days: string): void;
  onStart(): void;
  onStop(): void;
}

/** Over how many days a comparison runs, and the button that starts it or, while it runs, stops it. */
export function ReplayControls({ days, isRunning, disabled, onDays, onStart, onStop }: Props) {
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={text.days}
        value={days}
        data={[
          { value: '1', label: text.day },
          { value: '7', label: text.week },
        ]}
        onChange={onDays}
      />
      {isRunning ? (
        <Button variant="default" onClick={onStop}>
          {text.stop}
        </Button>
      ) : (
        <Button variant="filled" disabled={disabled} onClick={onStart}>
          {text.start}
        </Button>
      )}
    </>
  );
}
