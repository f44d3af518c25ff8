import { type BodyInPicture, cocoClassOf } from '../../app/demo/scene.ts';

/** Boxes are `x, y, w, h` of the part that is seen, in pixels; `ignore` holds what is too small or too hidden to ask for. */
export interface Label {
  readonly light: string;
  readonly boxes: (readonly [classId: number, x: number, y: number, w: number, h: number, visibleShare: number])[];
  readonly ignore: (readonly [x: number, y: number, w: number, h: number])[];
}

export function labelOf(light: string, bodies: readonly BodyInPicture[], width: number, height: number): Label {
  const label: Label = { light, boxes: [], ignore: [] };
  for (const body of bodies) {
    const coco = cocoClassOf[body.kind];
    const { cx, cy, w, h } = body.visibleBoxInImage;
    if (!coco || w === 0 || h === 0) continue;
    const x0 = Math.max(0, cx - w / 2);
    const y0 = Math.max(0, cy - h / 2);
    const box = [x0, y0, Math.min(width, cx + w / 2) - x0, Math.min(height, cy + h / 2) - y0].map(
      (v) => Math.round(v * 2) / 2,
    ) as [number, number, number, number];
    if (body.visibleShare >= 0.25 && h >= 6 && w >= 4)
      label.boxes.push([coco.id, ...box, Math.round(body.visibleShare * 100) / 100]);
    else label.ignore.push(box);
  }
  return label;
}
