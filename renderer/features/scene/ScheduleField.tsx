import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Schedule, scheduleSchema } from '../../../app/incident/scope/schedule.ts';
import { sceneText } from '../../text/scene.ts';
import { minuteOf, timeOfMinute } from '../../text/dayMinute.ts';
import classes from './sceneParts.module.css';

interface Props {
  readonly label: string;
  readonly value: unknown;
  /** `null`: always. */
  onValue(schedule: Schedule | null): void;
}

const wholeWeek: Schedule = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 6 * 60, toMinute: 20 * 60 };

/** When a rule is at work: always, or on some days from one time to another. */
export function ScheduleField({ label, value, onValue }: Props) {
  const parsed = scheduleSchema.safeParse(value);
  const schedule = parsed.success ? parsed.data : null;
  const text = sceneText.schedule;
  return (
    <>
      <Checkbox
        size="xs"
        label={`${label}: ${text.limited}`}
        checked={schedule !== null}
        onChange={(event) => onValue(event.currentTarget.checked ? wholeWeek : null)}
      />
      {schedule && (
        <>
          <div className={classes.buttons} role="group" aria-label={text.days}>
            {text.dayNames.map((name, at) => (
              <Checkbox
                key={name}
                size="xs"
                label={name}
                checked={schedule.days.includes(at + 1)}
                onChange={(event) => {
                  const others = schedule.days.filter((day) => day !== at + 1);
                  const days = event.currentTarget.checked ? [...others, at + 1].toSorted((a, b) => a - b) : others;
                  // A schedule without days would never let the rule work; switching it off says so plainly.
                  if (days.length > 0) onValue({ ...schedule, days });
                }}
              />
            ))}
          </div>
          <div className={classes.halves}>
            <TimeField
              label={text.from}
              minute={schedule.fromMinute}
              not={schedule.toMinute}
              onMinute={(fromMinute) => onValue({ ...schedule, fromMinute })}
            />
            <TimeField
              label={text.to}
              minute={schedule.toMinute}
              not={schedule.fromMinute}
              onMinute={(toMinute) => onValue({ ...schedule, toMinute })}
            />
          </div>
        </>
      )}
    </>
  );
}

function TimeField(props: { label: string; minute: number; not: number; onMinute: (minute: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && (minuteOf(typed) === null || minuteOf(typed) === props.not);
  return (
    <TextInput
      label={props.label}
      value={typed ?? timeOfMinute(props.minute)}
      error={wrong ? sceneText.schedule.wrong : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const minute = minuteOf(text);
        if (minute !== null && minute !== props.not) props.onMinute(minute);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
