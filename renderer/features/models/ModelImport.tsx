import { Progress } from '@mantine/core';
import { useState } from 'react';
import { useConsole } from '../../state/context.tsx';
import { megabytes } from '../../text/format.ts';
import { modelsText } from '../../text/models.ts';
import { failureText } from '../../text/shell.ts';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { Message } from '../../ui/Message.tsx';
import ui from '../../ui/ui.module.css';
import { type ImportStep, importModel } from './importModel.ts';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly name: string; readonly step: ImportStep }
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: string };

/** Takes a model file, shows how far it is, and says why when it is refused. */
export function ModelImport() {
  const console = useConsole();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const take = async (file: File): Promise<void> => {
    const { name } = file;
    setState({ kind: 'running', name, step: { kind: 'uploading', sentBytes: 0, sizeBytes: file.size } });
    try {
      await importModel(console, file, (step) => setState({ kind: 'running', name, step }));
      setState({ kind: 'done', name });
    } catch (thrown) {
      setState({ kind: 'refused', name, problem: failureText(thrown) });
    }
  };
  return (
    <div className={ui.stack}>
      <FileDrop
        label={modelsText.drop}
        choose={modelsText.choose}
        accept=".onnx"
        disabled={state.kind === 'running'}
        onFile={(file) => void take(file)}
      />
      {state.kind === 'running' && <Running name={state.name} step={state.step} />}
      {state.kind === 'done' && <Message tone="good">{modelsText.imported(state.name)}</Message>}
      {state.kind === 'refused' && (
        <Message tone="bad" title={modelsText.refused(state.name)}>
          {state.problem}
        </Message>
      )}
    </div>
  );
}

function Running(props: { name: string; step: ImportStep }) {
  const { name, step } = props;
  const share = step.kind === 'checking' ? 1 : step.sentBytes / step.sizeBytes;
  const text =
    step.kind === 'checking'
      ? modelsText.step.checking(name)
      : modelsText.step.uploading(name, megabytes(step.sentBytes), megabytes(step.sizeBytes));
  return (
    <div className={ui.stack}>
      <p>{text}</p>
      <Progress value={share * 100} size="sm" aria-label={modelsText.progress} />
      <p className="unseen" role="status">
        {step.kind === 'checking' ? text : ''}
      </p>
    </div>
  );
}
