import { Button } from '@mantine/core';
import { findableClasses } from '../../../app/detect/classFilter.ts';
import type { Model } from '../../../app/model/model.ts';
import { dateTime, megabytes } from '../../text/format.ts';
import { modelsText } from '../../text/models.ts';
import classes from './models.module.css';
import { SelfTestResult } from './SelfTestResult.tsx';
import { TimingTable } from './TimingTable.tsx';

interface Props {
  readonly model: Model;
  readonly busy: boolean;
  onActivate(): void;
  onDelete(): void;
}

/** One model: what it is, what it saw in the test, how fast it runs here. */
export function ModelCard(props: Props) {
  const { model } = props;
  return (
    <li className={classes.card} data-active={model.active}>
      <header className={classes.cardHead}>
        <h2>
          {model.name} {model.active && <span className={classes.active}>{modelsText.active}</span>}
        </h2>
        <div className={classes.buttons}>
          {!model.active && model.selfTest.ok && (
            <Button
              variant="filled"
              disabled={props.busy}
              aria-label={`${modelsText.activate}: ${model.name}`}
              onClick={props.onActivate}
            >
              {modelsText.activate}
            </Button>
          )}
          <Button disabled={props.busy} aria-label={`${modelsText.delete}: ${model.name}`} onClick={props.onDelete}>
            {modelsText.delete}
          </Button>
        </div>
      </header>
      <div className={classes.columns}>
        <ModelFacts model={model} />
        <SelfTestResult selfTest={model.selfTest} />
        <TimingTable model={model} />
      </div>
      <ClassList classNames={findableClasses(model.classes)} />
    </li>
  );
}

function ModelFacts(props: { model: Model }) {
  const { inputShape, outputLayout, precision, sizeBytes, sha256, importedAtMs } = props.model;
  const [batch = 0, , height = 0, width = 0] = inputShape;
  const { facts } = modelsText;
  return (
    <dl className={classes.facts}>
      <dt>{facts.input}</dt>
      <dd>
        {modelsText.size(width, height)}, {modelsText.batch(batch)}
      </dd>
      <dt>{facts.output}</dt>
      <dd>{modelsText.layout[outputLayout]}</dd>
      <dt>{facts.precision}</dt>
      <dd>{precision}</dd>
      <dt>{facts.file}</dt>
      <dd>{megabytes(sizeBytes)}</dd>
      <dt>{facts.sha256}</dt>
      <dd title={sha256}>{sha256.slice(0, 12)}…</dd>
      <dt>{facts.imported}</dt>
      <dd>{dateTime(importedAtMs)}</dd>
    </dl>
  );
}

const shownClasses = 12;

function ClassList(props: { classNames: readonly string[] }) {
  const { classNames } = props;
  const first = classNames.slice(0, shownClasses).join(', ');
  if (classNames.length <= shownClasses) {
    return (
      <p className={classes.dim}>
        {modelsText.classCount(classNames.length)}: {first}
      </p>
    );
  }
  return (
    <details className={classes.dim}>
      <summary>
        {modelsText.classCount(classNames.length)}: {first}… <u>{modelsText.allClasses(classNames.length)}</u>
      </summary>
      <p>{classNames.join(', ')}</p>
    </details>
  );
}
