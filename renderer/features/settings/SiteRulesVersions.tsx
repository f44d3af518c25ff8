import { Button } from '@mantine/core';
import type { SiteRulesVersion } from '../../../app/incident/siteRules.ts';
import { useConsole, useHourMs } from '../../state/context.tsx';
import { since } from '../../text/format.ts';
import { ruleChanges } from '../../text/ruleChanges.ts';
import { siteRulesText } from '../../text/siteRules.ts';
import { Message } from '../../ui/Message.tsx';
import { useAnswer } from '../../ui/useAnswer.ts';
import classes from './siteRules.module.css';

const { versions: text } = siteRulesText;

/** Rules of all cameras name nothing of one scene. */
const words = { untold: text.asItComes, nameOf: (id: string) => id };

interface Props {
  readonly saved: SiteRulesVersion | null;
  /** Whether a return would leave something behind. */
  readonly blocked: boolean;
  onReturn(version: SiteRulesVersion, why: string): void;
}

/** Every version with author, time, reason and difference, and the way back to each. */
export function SiteRulesVersions({ saved, blocked, onReturn }: Props) {
  const console = useConsole();
  const nowMs = useHourMs();
  const question = saved === null ? null : String(saved.version);
  const { value, problem } = useAnswer(question, () => console.siteRulesVersions({}));
  return (
    <section className={classes.versions} aria-label={text.heading}>
      <h2>{text.heading}</h2>
      {saved === null && <p className={classes.dim}>{text.first}</p>}
      {problem !== null && <Message tone="bad">{problem}</Message>}
      {saved !== null && !value && problem === null && <p className={classes.dim}>{text.loading}</p>}
      {blocked && value && value.versions.length > 1 && <p className={classes.dim}>{text.blocked}</p>}
      <ol className={classes.list}>
        {value?.versions.map((version, at) => {
          const changes = ruleChanges(value.versions[at + 1]?.rules ?? {}, version.rules, words);
          const back = text.backTo(version.version);
          return (
            <li key={version.version} className={classes.version}>
              <p>
                {text.by(version.version, version.author, since(version.savedAtMs, nowMs))}{' '}
                {at === 0 && <strong>{text.current}</strong>}
              </p>
              {version.note !== '' && <p>{version.note}</p>}
              {(changes.length === 0 ? [text.same] : changes).map((change) => (
                <p key={change} className={classes.dim}>
                  {change}
                </p>
              ))}
              {at > 0 && (
                <Button size="compact-xs" disabled={blocked} onClick={() => onReturn(version, back)}>
                  {back}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
