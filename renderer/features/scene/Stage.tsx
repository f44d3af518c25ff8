import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { Size } from '../../../app/space/box.ts';
import { LivePicture } from '../../live/LivePicture.tsx';
import type { OverlayStyle } from '../../live/overlayPainter.ts';
import { type Zoom, noZoom, zoomedAbout } from '../../live/pictureView.ts';
import { useFact } from '../../state/context.tsx';
import { sceneText } from '../../text/scene.ts';
import { type PictureFrame, pictureFrame } from './pictureFrame.ts';
import classes from './sceneEditor.module.css';

const zoomStep = 1.25;

interface Props {
  readonly camera: Camera;
  readonly picture: Size;
  /** Keys that are not the zoom's. */
  onKeyDown(event: KeyboardEvent): void;
  readonly children: (frame: PictureFrame, onZoom: (zoom: (before: Zoom, stage: Size) => Zoom) => void) => ReactNode;
  readonly below: ReactNode;
}

/** The live picture with its boxes and tails, what is drawn over it, and their common zoom. */
export function Stage(props: Props) {
  const { camera, picture } = props;
  const surface = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(noZoom);
  const size = useSize(surface);
  const frame = pictureFrame(size, picture, zoom);
  const style = useTrackStyle();
  const stage = size.width > 0 ? size : picture;
  const zoomBy = (factor: number): void => {
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    setZoom((now) => zoomedAbout(now, factor, middle, stage, picture));
  };

  useEffect(() => {
    const element = surface.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const bounds = element.getBoundingClientRect();
      const point = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
      setZoom((now) => zoomedAbout(now, event.deltaY < 0 ? zoomStep : 1 / zoomStep, point, bounds, picture));
    };
    // React's own wheel listener is passive and could not keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [picture]);

  const press = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey) {
      if (event.key === '+' || event.key === '=') return zoomBy(zoomStep);
      if (event.key === '-') return zoomBy(1 / zoomStep);
      if (event.key === '0') return setZoom(noZoom);
    }
    props.onKeyDown(event);
  };

  return (
    <div className={classes.stageColumn}>
      {/* biome-ignore lint/a11y/useSemanticElements: one surface for pointer and keys, not a set of fields */}
      <div
        ref={surface}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- drawing is done with the keys too
        tabIndex={0}
        className={classes.stage}
        aria-label={sceneText.stage}
        aria-description={sceneText.stageHelp}
        onKeyDown={press}
      >
        <LivePicture camera={camera} zoom={zoom} style={style} />
        {props.children(frame, (next) => setZoom((now) => next(now, stage)))}
      </div>
      {props.below}
    </div>
  );
}

function useSize(element: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const measured = new ResizeObserver(() => setSize({ width: current.clientWidth, height: current.clientHeight }));
    measured.observe(current);
    return () => measured.disconnect();
  }, [element]);
  return size;
}

function useTrackStyle(): OverlayStyle {
  const models = useFact((facts) => facts.models);
  return useMemo(() => {
    const names = models?.find((model) => model.active)?.classes ?? [];
    return { className: (classId: number) => names[classId] ?? `class ${classId}`, labels: false, tails: true };
  }, [models]);
}
