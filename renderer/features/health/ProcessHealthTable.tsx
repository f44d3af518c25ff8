import { shallowEqual } from 'react-redux';
import type { ProcessHealth } from '../../../app/contracts/console.ts';
import { useLive } from '../../state/context.tsx';
import { decimal, duration, fromMb, nothing, whole } from '../../text/format.ts';
import { healthText } from '../../text/health.ts';
import { workerStateWords } from '../../text/shell.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import ui from '../../ui/ui.module.css';
import classes from './health.module.css';

const { process: head } = healthText;
const percent = (value: number): string => `${decimal(value)} %`;

/** The processes of the product as the host watches them. */
export function ProcessHealthTable() {
  const processes = useLive((live) => live.health?.processes ?? [], shallowEqual);
  return (
    <section className={ui.panel} aria-label={healthText.sections.processes} tabIndex={0}>
      <table className={ui.table} aria-label={healthText.sections.processes}>
        <thead>
          <tr>
            <th scope="col">{head.name}</th>
            <th scope="col">{head.state}</th>
            <th scope="col" data-figure>
              {head.pid}
            </th>
            <th scope="col" data-figure>
              {head.memory}
            </th>
            <th scope="col">{head.memoryTrend}</th>
            <th scope="col" data-figure>
              {head.cpu}
            </th>
            <th scope="col">{head.cpuTrend}</th>
            <th scope="col" data-figure>
              {head.heartbeat}
            </th>
            <th scope="col" data-figure>
              {head.restarts}
            </th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <ProcessLines key={process.name} process={process} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ProcessLines(props: { process: ProcessHealth }) {
  const { name, state, pid, memoryMb, cpuPercent, heartbeatAgeMs, restarts, lastProblem } = props.process;
  return (
    <>
      <tr>
        <td>{name}</td>
        <td className={classes[state]}>{workerStateWords[state]}</td>
        <td data-figure>{pid ?? nothing}</td>
        <td data-figure>{fromMb(memoryMb)}</td>
        <td>
          <Sparkline series={`${name}/memoryMb`} what={`${head.memory}, ${name}`} format={fromMb} />
        </td>
        <td data-figure>{cpuPercent === null ? nothing : percent(cpuPercent)}</td>
        <td>
          <Sparkline series={`${name}/cpuPercent`} what={`${head.cpu}, ${name}`} format={percent} />
        </td>
        <td data-figure>{heartbeatAgeMs === null ? nothing : healthText.ago(duration(heartbeatAgeMs))}</td>
        <td data-figure>{whole(restarts)}</td>
      </tr>
      {lastProblem !== null && (
        <tr>
          <td />
          <td colSpan={8} className={classes.problem}>
            {head.lastProblem}: {lastProblem}
          </td>
        </tr>
      )}
    </>
  );
}
