import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ImportReport } from '../../../app/contracts/console.ts';
import { useConsole } from '../../state/context.tsx';
import { camerasText, siteFileExample } from '../../text/cameras.ts';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { Message } from '../../ui/Message.tsx';
import ui from '../../ui/ui.module.css';
import { useCall } from '../../ui/useCall.ts';
import classes from './siteImport.module.css';

const largestBytes = 4_000_000;

/** Brings in a site file and shows the whole report: all problems at once, or what was taken. */
export function SiteImport(props: { onClose: () => void }) {
  const { site } = camerasText;
  const console = useConsole();
  const call = useCall();
  const [report, setReport] = useState<ImportReport | undefined>();
  const take = async (file: File): Promise<void> => {
    setReport(undefined);
    setReport(
      await call.run(async () => {
        if (file.size > largestBytes) throw new Error(site.tooLarge);
        return console.importSite({ text: await file.text() });
      }),
    );
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={site.title}
      size="42rem"
      closeButtonProps={{ 'aria-label': site.close }}
    >
      <div className={ui.stack}>
        <p>{site.text}</p>
        <FileDrop
          label={site.drop}
          choose={site.choose}
          accept=".json,application/json"
          disabled={call.pending}
          onFile={(file) => void take(file)}
        />
        {call.pending && <Message tone="note">{site.importing}</Message>}
        {call.problem !== null && <Message tone="bad">{call.problem}</Message>}
        {report && <Report report={report} />}
        <details>
          <summary>{site.example}</summary>
          <pre className={classes.code} tabIndex={0}>
            {siteFileExample}
          </pre>
        </details>
        <div className={ui.buttons}>
          <Button onClick={props.onClose}>{site.close}</Button>
        </div>
      </div>
    </Modal>
  );
}

function Report(props: { report: ImportReport }) {
  const { site } = camerasText;
  const { added, updated, problems } = props.report;
  if (problems.length === 0) return <Message tone="good">{site.done(added, updated)}</Message>;
  return (
    <Message tone="bad" title={site.problems(problems.length)}>
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Message>
  );
}
