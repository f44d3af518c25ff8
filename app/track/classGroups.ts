/** Class names that one and the same road user may get from frame to frame, by COCO's and other common names. */
const interchangeable: readonly (readonly string[])[] = [
  ['car', 'truck', 'bus', 'van', 'train', 'pickup', 'trailer', 'lorry', 'minibus', 'vehicle'],
  ['motorcycle', 'motorbike', 'bicycle', 'bike', 'scooter'],
  ['person', 'pedestrian', 'rider'],
];

/**
 * The tracker's `groupOfClass` for a model's class list: a van that is called car in one frame and truck in the next
 * stays one track; a person never becomes a car. Classes that are not named above stand for themselves.
 */
export function groupsOf(classes: readonly string[]): (classId: number) => number {
  const groups = classes.map((name, classId) => {
    const family = interchangeable.find((names) => names.includes(name.toLowerCase()));
    if (!family) return classId;
    return classes.findIndex((other) => family.includes(other.toLowerCase()));
  });
  return (classId) => groups[classId] ?? classId;
}
