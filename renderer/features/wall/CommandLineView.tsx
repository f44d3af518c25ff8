import { useFact } from '../../state/context.tsx';
import { wallText } from '../../text/wall.ts';
import classes from './commandLine.module.css';
import type { CommandLine } from './numpad.ts';

/** What is being typed on the numpad, with the camera it names, large enough to be read from the second row. */
export function CommandLineView(props: { line: CommandLine | null; tileCount: number; selected: number }) {
  const { line, tileCount, selected } = props;
  const cameras = useFact((facts) => facts.cameras);
  return (
    <output className={classes.line} data-shown={line !== null} aria-live="polite">
      {line && (
        <>
          <span className={classes.lineOf}>{line.of === 'camera' ? wallText.line.camera : wallText.line.tile}</span>
          <span className={classes.lineDigits}>{line.digits === '' ? '_' : line.digits}</span>
          <span>{meaning(line)}</span>
          <span className={classes.lineHint}>{wallText.line.hint}</span>
        </>
      )}
    </output>
  );

  function meaning({ of, digits }: CommandLine): string {
    if (digits === '') return '';
    const number = Number(digits);
    if (of === 'tile') return number >= 1 && number <= tileCount ? '' : wallText.line.unknownTile;
    const camera = cameras?.find((each) => each.number === number);
    return camera ? `${camera.name} ${wallText.line.into(selected + 1)}` : wallText.line.unknownCamera;
  }
}
