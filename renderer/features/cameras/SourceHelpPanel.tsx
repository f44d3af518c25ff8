import { sourceHelp, sourceKindOf } from '../../text/sources.ts';
import { camerasText } from '../../text/cameras.ts';
import classes from './cameraForm.module.css';

/** What may stand in the address field, for the kind of source that is being typed; an example is taken by a click. */
export function SourceHelpPanel(props: { sourceUrl: string; onUse: (sourceUrl: string) => void }) {
  const { title, text, examples } = sourceHelp[sourceKindOf(props.sourceUrl)];
  return (
    <div className={classes.help}>
      <strong>{title}.</strong> {text}
      <details open={props.sourceUrl === ''}>
        <summary>{camerasText.form.examples}</summary>
        <dl className={classes.examples}>
          {examples.map(([whose, url]) => (
            <Example key={whose} whose={whose} url={url} onUse={props.onUse} />
          ))}
        </dl>
      </details>
    </div>
  );
}

function Example(props: { whose: string; url: string; onUse: (sourceUrl: string) => void }) {
  return (
    <>
      <dt>{props.whose}</dt>
      <dd>
        <button
          type="button"
          aria-label={`${camerasText.form.use(props.whose)}: ${props.url}`}
          onClick={() => props.onUse(props.url)}
        >
          {props.url}
        </button>
      </dd>
    </>
  );
}
