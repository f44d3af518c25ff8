import type { CalibrationReport } from '../../../app/traffic/calibration/calibrationReport.ts';
import { lengthErrorLimitPct } from '../../../app/traffic/calibration/calibrationProblem.ts';
import { sceneText } from '../../text/scene.ts';
import { Message } from '../../ui/Message.tsx';
import classes from './calibration.module.css';
import type { CalibrationDraft } from './calibrationDraft.ts';

interface Props {
  readonly calibration: CalibrationDraft;
  readonly report: CalibrationReport | null;
  /** What keeps the marks from being a calibration; `null` when nothing does. */
  readonly missing: string | null;
}

/** How good the calibration is, in figures, or why there is none. */
export function CalibrationReportView({ calibration, report, missing }: Props) {
  const text = sceneText.calibration;
  if (missing !== null) return <Message tone="note">{missing}</Message>;
  if (!report) return null;
  return (
    <>
      {report.problem === null ? (
        <Message tone="good">{text.good}</Message>
      ) : (
        <Message tone="bad" title={text.refused}>
          {report.problem}
        </Message>
      )}
      {report.plane && (
        <dl className={classes.report}>
          {figures(calibration, report).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Name and value of each figure, the most telling one first. */
export function figures(calibration: CalibrationDraft, report: CalibrationReport): [name: string, value: string][] {
  const text = sceneText.calibration;
  const { residualsPx, controlErrorsM, greatestLengthErrorPct: lengthPct, conditionNumber, focalPx } = report;
  const found: [string, string][] = [
    [
      text.greatestLength,
      lengthPct === null ? text.unchecked : text.ofLimit(text.percent(lengthPct), text.percent(lengthErrorLimitPct)),
    ],
  ];
  if (calibration.controlPoints.length > 0) {
    const known = controlErrorsM.filter((error) => error !== null);
    const beyond = known.length < controlErrorsM.length;
    found.push([text.control, beyond ? text.unknown : text.metres(Math.max(...known))]);
  }
  if (residualsPx.length > 0) {
    const meanSquare = residualsPx.reduce((sum, error) => sum + error * error, 0) / residualsPx.length;
    found.push([text.residual, text.px(Math.sqrt(meanSquare))]);
  }
  if (conditionNumber !== null) found.push([text.condition, text.plain(conditionNumber)]);
  if (focalPx !== null) found.push([text.focal, text.px(focalPx)]);
  return found;
}
