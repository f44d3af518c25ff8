import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

const looks = {
  bad: { color: 'red', icon: <IconAlertTriangle aria-hidden /> },
  warn: { color: 'yellow', icon: <IconAlertTriangle aria-hidden /> },
  good: { color: 'green', icon: <IconCircleCheck aria-hidden /> },
  note: { color: 'blue', icon: <IconInfoCircle aria-hidden /> },
} as const;

/** A message in the page, where the work is; read aloud when it appears. */
export function Message(props: { tone: keyof typeof looks; title?: string; children?: ReactNode }) {
  const { color, icon } = looks[props.tone];
  return (
    <Alert
      color={color}
      icon={icon}
      role={props.tone === 'bad' ? 'alert' : 'status'}
      {...(props.title === undefined ? {} : { title: props.title })}
    >
      {props.children}
    </Alert>
  );
}
