import type { CameraState } from '../../app/camera/cameraState.ts';
import { stateWords } from '../text/shell.ts';
import classes from './ui.module.css';

/** A camera's state as word, colour and shape: none of the three is needed to read the others. */
export function StateMark(props: { state: CameraState }) {
  return (
    <span className={classes.state} data-state={props.state}>
      <svg viewBox="0 0 10 10" aria-hidden>
        {shapes[props.state]}
      </svg>
      {stateWords[props.state]}
    </span>
  );
}

const shapes: Readonly<Record<CameraState, React.JSX.Element>> = {
  live: <circle cx="5" cy="5" r="4.5" />,
  opening: <circle cx="5" cy="5" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  stalled: <path d="M1 1h3v8H1zM6 1h3v8H6z" />,
  failed: <path d="M5 0.5 9.8 9.5H0.2z" />,
  off: <path d="M1 4h8v2H1z" />,
};
