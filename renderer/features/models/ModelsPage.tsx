import { useState } from 'react';
import type { Model } from '../../../app/model/model.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { modelsText } from '../../text/models.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Message } from '../../ui/Message.tsx';
import { EmptyState, Page } from '../../ui/Page.tsx';
import { useCall } from '../../ui/useCall.ts';
import classes from './models.module.css';
import { ModelCard } from './ModelCard.tsx';
import { ModelImport } from './ModelImport.tsx';

/** The models of the station: bring one in, see that it works, choose the one that detects. */
export function ModelsPage() {
  const models = useFact((facts) => facts.models);
  const console = useConsole();
  const call = useCall();
  const [deleting, setDeleting] = useState<Model | null>(null);
  return (
    <Page title={modelsText.title} {...(models ? { count: `${models.length}` } : {})}>
      <div className={classes.scroll}>
        <ModelImport />
        {call.problem !== null && <Message tone="bad">{call.problem}</Message>}
        {!models && <p>{modelsText.loading}</p>}
        {models && models.length > 0 && (
          <ul className={classes.list}>
            {models.map((model) => (
              <ModelCard
                key={model.modelId}
                model={model}
                busy={call.pending}
                onActivate={() => void call.run(() => console.activateModel({ modelId: model.modelId }))}
                onDelete={() => setDeleting(model)}
              />
            ))}
          </ul>
        )}
        {models && <HowToExport open={models.length === 0} />}
      </div>
      {deleting && (
        <ConfirmDialog
          title={modelsText.deletion.title(deleting.name)}
          confirm={modelsText.deletion.confirm}
          cancel={modelsText.deletion.cancel}
          onConfirm={() => console.deleteModel({ modelId: deleting.modelId })}
          onClose={() => setDeleting(null)}
        >
          <p>{modelsText.deletion.text}</p>
          {deleting.active && <p className={classes.bad}>{modelsText.deletion.active}</p>}
        </ConfirmDialog>
      )}
    </Page>
  );
}

/** How an operator comes by a model, and on what terms; in the foreground while there is none. */
function HowToExport(props: { open: boolean }) {
  const { empty, help } = modelsText;
  const body = (
    <>
      <p>{empty.text}</p>
      <ol className={classes.steps}>
        {empty.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={classes.dim}>{empty.licence}</p>
    </>
  );
  if (props.open) return <EmptyState title={empty.title}>{body}</EmptyState>;
  return (
    <details className={classes.help}>
      <summary>{help}</summary>
      {body}
    </details>
  );
}
