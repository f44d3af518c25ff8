const vehicles = ['car', 'truck', 'bus', 'van', 'train', 'pickup', 'trailer', 'lorry', 'minibus', 'vehicle'];
/** What a rider sits on, who may be found as a person besides. */
export const twoWheelers: readonly string[] = ['motorcycle', 'motorbike', 'bicycle', 'bike', 'scooter'];
const people = ['person', 'pedestrian', 'rider'];

/** Class names that one and the same road user may get from frame to frame, by COCO's and other common names. */
const interchangeable: readonly (readonly string[])[] = [vehicles, twoWheelers, people];

/**
 * The tracker's `groupOfClass` for a model's class list: a van that is called car in one frame and truck in the next
 * stays one track; a person never becomes a car. Classes that are not named above stand for themselves.
 */
export function groupsOf(classes: readonly string[]): (classId: number) => number {
  const groups = classes.map((name, classId) => {
    const family = interchangeable.find((names) => names.includes(name.toLowerCase()));
    return family ? groupOfFamily(classes, family) : classId;
  });
  return (classId) => groups[classId] ?? classId;
}

/**
 * The tracker's `areAlike` for a model's class list: somebody on foot who is seen from behind may be called a bicycle in
 * some frames. A rider and the cycle below are two boxes that lie apart, as far as this matters.
 */
export function alikeGroupsOf(classes: readonly string[]): (group: number, other: number) => boolean {
  const alike = [twoWheelers, people].map((family) => groupOfFamily(classes, family));
  return (group, other) => group !== other && alike.includes(group) && alike.includes(other);
}

/** -1 where the model knows none of a family. */
function groupOfFamily(classes: readonly string[], family: readonly string[]): number {
  return classes.findIndex((name) => family.includes(name.toLowerCase()));
}
