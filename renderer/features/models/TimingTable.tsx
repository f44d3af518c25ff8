import type { BackendTiming, Model } from '../../../app/model/model.ts';
import { modelsText } from '../../text/models.ts';
import { duration } from '../../text/format.ts';
import classes from './models.module.css';

/** How long one frame takes on each way this computer offers, and which one was chosen. */
export function TimingTable(props: { model: Model }) {
  const { name, timings, backend } = props.model;
  const text = modelsText.timings;
  return (
    <section>
      <h3>{modelsText.columns.timings}</h3>
      <table className={classes.timings} aria-label={text.caption(name)}>
        <thead>
          <tr>
            <th scope="col">{text.backend}</th>
            <th scope="col" data-figure>
              {text.median}
            </th>
            <th scope="col" data-figure>
              {text.create}
            </th>
          </tr>
        </thead>
        <tbody>
          {timings.map((timing) => (
            <TimingRow key={timing.backend} timing={timing} chosen={timing.backend === backend} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TimingRow(props: { timing: BackendTiming; chosen: boolean }) {
  const { timing, chosen } = props;
  const name = modelsText.backends[timing.backend];
  if (!timing.ok) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={2} className={classes.dim}>
          {timing.problem ?? modelsText.timings.cannot}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">
        {name} {chosen && <span className={classes.good}>{modelsText.timings.chosen}</span>}
      </th>
      <td data-figure>{timing.medianMs === null ? '' : `${timing.medianMs.toFixed(1)} ms`}</td>
      <td data-figure>{duration(timing.createMs)}</td>
    </tr>
  );
}
