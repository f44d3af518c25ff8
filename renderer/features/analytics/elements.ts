import type { Camera } from '../../../app/camera/camera.ts';
import type { MeasuredElement } from '../../../app/traffic/quantities/interval.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';

export type ElementKind = MeasuredElement['kind'];
export const elementKinds = ['line', 'lane', 'section', 'camera'] as const satisfies readonly ElementKind[];

/** Something of a camera's scene that is measured, with a name for the operator. */
export interface ElementOption {
  /** Names it among all cameras. */
  readonly key: string;
  readonly cameraId: string;
  readonly element: MeasuredElement;
  readonly name: string;
  /** With its camera. */
  readonly label: string;
}

export const keyOf = (cameraId: string, { kind, id }: MeasuredElement): string => `${cameraId}/${kind}/${id}`;

/** What can be measured with the scenes as they are now, by camera and in the order they were drawn. */
export function elementsOf(cameras: readonly Camera[], scenes: readonly SceneVersion[]): ElementOption[] {
  return cameras.flatMap((camera) => {
    const version = scenes.find(({ cameraId }) => cameraId === camera.cameraId);
    if (!version) return [];
    const { lines, stopLines, lanes, sections } = version.scene;
    const option = (kind: ElementKind, id: string, name: string): ElementOption => ({
      key: keyOf(camera.cameraId, { kind, id }),
      cameraId: camera.cameraId,
      element: { kind, id },
      name,
      label: kind === 'camera' ? name : `${camera.number} · ${name}`,
    });
    return [
      ...[...lines, ...stopLines].map(({ id, name }) => option('line', id, name)),
      ...lanes.map(({ id, name }) => option('lane', id, name)),
      ...sections.map(({ id, name }) => option('section', id, name)),
      option('camera', camera.cameraId, `${camera.number} · ${camera.name}`),
    ];
  });
}
