import { analyticsText } from '../../text/analytics.ts';
import { Message } from '../../ui/Message.tsx';
import type { Answer } from '../../ui/useAnswer.ts';
import classes from './analytics.module.css';

/** How reading stands; what was read before stays below it meanwhile. */
export function ReadingState(props: {
  answer: Pick<Answer<{ readonly cut: boolean }>, 'value' | 'problem' | 'pending'>;
}) {
  const { value, problem, pending } = props.answer;
  return (
    <>
      <p className={classes.reading} role="status">
        {pending && analyticsText.reading}
      </p>
      {problem !== null && <Message tone="bad">{problem}</Message>}
      {!pending && value?.cut === true && <Message tone="warn">{analyticsText.cut}</Message>}
    </>
  );
}
