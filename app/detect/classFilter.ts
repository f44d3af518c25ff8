import { AppError } from '../base/error.ts';
import type { DetectionFilter } from './detection.ts';

/** COCO's 80 classes in the order every YOLO model trained on it uses. */
export const cocoClasses: readonly string[] = (
  'person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter,' +
  'bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,suitcase,frisbee,skis,' +
  'snowboard,sports ball,kite,baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,' +
  'fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,' +
  'potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven,toaster,sink,' +
  'refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush'
).split(',');

/** What moves on a road, by COCO's names. `train` is left out: motorways seen from a bridge look like one to small models. */
export const trafficClasses: readonly string[] = ['person', 'bicycle', 'car', 'motorcycle', 'bus', 'truck'];

/** The classes that a model can find: those that it never learnt have no name. */
export function findableClasses(classes: readonly string[]): readonly string[] {
  return classes.filter((name) => name !== '');
}

/** Class list of a model that names none. */
export function unnamedClasses(count: number): readonly string[] {
  return count === cocoClasses.length ? cocoClasses : Array.from({ length: count }, (_, at) => `class ${at}`);
}

/** The operator's thresholds by class name. */
export interface ClassThresholds {
  readonly scoreByClass: Readonly<Record<string, number>>;
  readonly nmsIou: number;
  readonly maxDetections?: number;
}

/** Thresholds by name as a filter by class id. Throws `invalid-argument` for a name that the model does not know. */
export function detectionFilter(classes: readonly string[], wanted: ClassThresholds): DetectionFilter {
  const scoreByClass = new Map<number, number>();
  for (const [name, score] of Object.entries(wanted.scoreByClass)) {
    const classId = classes.indexOf(name);
    if (classId < 0) {
      throw new AppError(
        'invalid-argument',
        `The model does not know the class "${name}". It knows: ${findableClasses(classes).join(', ')}.`,
      );
    }
    scoreByClass.set(classId, score);
  }
  return { scoreByClass, nmsIou: wanted.nmsIou, maxDetections: wanted.maxDetections ?? 100 };
}

/** Thresholds to begin with: road users at `score`, or every class when the model knows none of them by name. */
export function defaultScores(classes: readonly string[], score = 0.4): Record<string, number> {
  const known = trafficClasses.filter((name) => classes.includes(name));
  return Object.fromEntries((known.length > 0 ? known : classes).map((name) => [name, score]));
}
