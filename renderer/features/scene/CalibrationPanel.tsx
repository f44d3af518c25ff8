import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { CalibrationReport } from '../../../app/traffic/calibration/calibrationReport.ts';
import { sceneText } from '../../text/scene.ts';
import { CalibrationReportView } from './CalibrationReportView.tsx';
import { missingOf, noCalibration } from './calibrationDraft.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { NumberField } from './fields.tsx';
import { LensFields } from './LensFields.tsx';
import { MarkList } from './MarkList.tsx';
import type { RoadLook } from './RoadLayer.tsx';
import classes from './sceneParts.module.css';
import { markKinds, markListOf } from './shapes.ts';
import type { MarkTool } from './tools.ts';

interface Props {
  readonly editor: Editor;
  readonly report: CalibrationReport | null;
  readonly look: RoadLook;
  onLook(look: RoadLook): void;
  dispatch(action: EditorAction): void;
}

const byMethod: Readonly<Record<'points' | 'vanishing', readonly MarkTool[]>> = {
  points: ['pair', 'rectangle', 'controlPoint', 'length'],
  vanishing: ['along', 'across', 'fitLength', 'controlPoint', 'length'],
};

/** How the pixels of this camera become metres: what is marked, and how good it is. */
export function CalibrationPanel({ editor, report, look, onLook, dispatch }: Props) {
  const { present } = editor.history;
  const { calibration } = present;
  const text = sceneText.calibration;
  const set = (part: Partial<typeof calibration>, gesture?: string): void =>
    dispatch({
      do: 'replace',
      edited: { ...present, calibration: { ...calibration, ...part } },
      ...(gesture === undefined ? {} : { gesture }),
    });
  const choose = (method: 'points' | 'vanishing'): void => {
    set({ method });
    // A mark of the other way would change back to it.
    const [first] = byMethod[method];
    if (editor.tool === 'calibrate' && first && !byMethod[method].includes(editor.mark)) {
      dispatch({ do: 'chooseMark', mark: first });
    }
  };
  const empty = markKinds.every((kind) => calibration[markListOf[kind]].length === 0);
  return (
    <>
      {empty && <p className={classes.dim}>{text.intro}</p>}
      <SegmentedControl
        size="xs"
        aria-label={text.method}
        value={calibration.method}
        data={(['points', 'vanishing'] as const).map((value) => ({ value, label: text.methods[value] }))}
        onChange={(value) => choose(value === 'vanishing' ? 'vanishing' : 'points')}
      />
      <p className={classes.dim}>{text.ways[calibration.method]}</p>
      <div className={classes.buttons} role="group" aria-label={text.mark}>
        {byMethod[calibration.method].map((mark) => (
          <Button
            key={mark}
            aria-pressed={editor.tool === 'calibrate' && editor.mark === mark}
            variant={editor.tool === 'calibrate' && editor.mark === mark ? 'filled' : 'default'}
            onClick={() => dispatch({ do: 'chooseMark', mark })}
          >
            {sceneText.marks[mark]}
          </Button>
        ))}
      </div>
      {editor.tool === 'calibrate' && editor.mark === 'rectangle' && (
        <div className={classes.halves}>
          <NumberField
            label={text.rectangleWidth}
            value={editor.rectangle.widthM}
            min={0.1}
            max={1000}
            onValue={(widthM) => widthM !== null && dispatch({ do: 'setRectangle', ...editor.rectangle, widthM })}
          />
          <NumberField
            label={text.rectangleLength}
            value={editor.rectangle.lengthM}
            min={0.1}
            max={1000}
            onValue={(lengthM) => lengthM !== null && dispatch({ do: 'setRectangle', ...editor.rectangle, lengthM })}
          />
        </div>
      )}
      {calibration.method === 'vanishing' && (
        <NumberField
          label={text.cameraHeightM}
          value={calibration.cameraHeightM}
          min={1}
          max={200}
          step={0.1}
          empty=""
          help={text.cameraHeightHelp}
          onValue={(cameraHeightM) => set({ cameraHeightM }, 'camera height')}
        />
      )}
      {calibration.method === 'vanishing' && (
        <NumberField
          label={text.focalPx}
          value={calibration.focalPx}
          min={10}
          max={100_000}
          step={10}
          empty={text.focalFound}
          help={text.focalHelp}
          onValue={(focalPx) => set({ focalPx }, 'focal length')}
        />
      )}
      {calibration.method === 'points' && (
        <LensFields
          lens={calibration.lens}
          picture={present.scene.picture}
          onLens={(lens, gesture) => set({ lens }, gesture)}
        />
      )}
      <MarkList editor={editor} dispatch={dispatch} />
      <CalibrationReportView calibration={calibration} report={report} missing={missingOf(calibration)} />
      {report?.plane && (
        <div className={classes.stack}>
          {(['grid', 'errors', 'metres'] as const).map((part) => (
            <Switch
              key={part}
              size="xs"
              label={text.show[part]}
              checked={look[part]}
              onChange={(event) => onLook({ ...look, [part]: event.currentTarget.checked })}
            />
          ))}
        </div>
      )}
      {!empty && (
        <div className={classes.buttons}>
          <Button onClick={() => set(noCalibration)}>{text.clear}</Button>
        </div>
      )}
    </>
  );
}
