import { useMemo } from 'react';
import type { CalibrationReport } from '../../../app/traffic/calibration/calibrationReport.ts';
import type { Point } from '../../../app/space/box.ts';
import { sceneText } from '../../text/scene.ts';
import { remPx } from '../../ui/remPx.ts';
import { pathOf } from './drawnPaths.ts';
import type { Edited } from './edited.ts';
import type { PictureFrame } from './pictureFrame.ts';
import { laneRibbon, roadGrid } from './roadDrawing.ts';
import classes from './sceneLayer.module.css';

/** What of the calibration is drawn on the picture. */
export interface RoadLook {
  readonly grid: boolean;
  readonly errors: boolean;
  readonly metres: boolean;
}

/** How many times longer than it is an error is drawn. */
const errorsEnlarged = 10;

interface Props {
  readonly edited: Edited;
  readonly report: CalibrationReport | null;
  readonly look: RoadLook;
  readonly frame: PictureFrame;
}

/** The road as the calibration sees it: lanes in their width, grid, reach, errors and metres per pixel. */
export function RoadLayer({ edited, report, look, frame }: Props) {
  const { scene } = edited;
  const plane = report?.plane ?? null;
  const grid = useMemo(
    () =>
      plane && look.grid
        ? roadGrid(plane, scene.picture)
            .map((line) => pathOf(line))
            .join('')
        : '',
    [plane, look.grid, scene.picture],
  );
  if (!report || !plane) return null;
  const px = 1 / frame.scale;
  return (
    <g>
      {scene.lanes.map(({ id, course, widthM }) => (
        <path key={id} className={classes.ribbon} d={pathOf(laneRibbon(plane, course, widthM), true)} />
      ))}
      {look.grid && (
        <>
          <path className={classes.gridLine} d={grid} />
          <path className={classes.reach} d={pathOf(report.reach)} />
        </>
      )}
      {look.errors && <path className={classes.vector} d={errorVectors(edited, report)} />}
      {look.metres &&
        report.scale
          .filter(({ upM }, at) => at % 3 === 1 && upM < 1)
          .map(({ image, upM }) => (
            <text key={`${image.x} ${image.y}`} className={classes.label} fontSize={remPx(0.6875) * px} {...image}>
              {sceneText.calibration.metresPerPixel(upM)}
            </text>
          ))}
    </g>
  );
}

/** From where a point was clicked to where the calibration puts it. */
function errorVectors({ calibration }: Edited, { plane }: CalibrationReport): string {
  const points = calibration.method === 'points' ? calibration.pairs : [];
  return [...points, ...calibration.controlPoints]
    .map(({ image, xM, yM }): string => {
      const seen = xM === null || yM === null ? null : plane?.imageOf({ xM, yM });
      if (!seen) return '';
      const tip: Point = {
        x: image.x + errorsEnlarged * (seen.x - image.x),
        y: image.y + errorsEnlarged * (seen.y - image.y),
      };
      return pathOf([image, tip]);
    })
    .join('');
}
