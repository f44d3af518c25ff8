import type { SelfTest } from '../../../app/model/model.ts';
import { modelsText } from '../../text/models.ts';
import classes from './models.module.css';

const shownFinds = 6;

/** What the known picture showed to the model: the proof that it sees at all. */
export function SelfTestResult(props: { selfTest: SelfTest }) {
  const { ok, found, problem } = props.selfTest;
  const { selfTest } = modelsText;
  return (
    <section>
      <h3>
        {modelsText.columns.selfTest}:{' '}
        <span className={ok ? classes.good : classes.bad}>{ok ? selfTest.passed : selfTest.failed}</span>
      </h3>
      {problem !== null && <p className={classes.bad}>{problem}</p>}
      {found.length === 0 ? (
        <p className={classes.dim}>{selfTest.foundNothing}</p>
      ) : (
        <>
          <p className={classes.dim}>{selfTest.found}</p>
          <ul className={classes.finds}>
            {found.slice(0, shownFinds).map(({ className, score }, place) => (
              // A picture may show the same class with the same score twice.
              <li key={`${place} ${className}`}>
                {className} {score.toFixed(2)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
