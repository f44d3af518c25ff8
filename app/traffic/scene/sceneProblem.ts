/** Something that is wrong with a scene. */
export interface SceneProblem {
  /** Where in the scene, for example `zones.2.outline`. */
  readonly path: string;
  /** What is wrong and what to do, one sentence. */
  readonly text: string;
}
