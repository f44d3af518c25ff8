import type { ViewCondition } from '../road/roadUser.ts';
import { isTampered, type ViewState, viewTexts } from './viewState.ts';

/** What the watch knows of a view, as it goes with every observation. */
export function viewConditionOf({ state }: Pick<ViewState, 'state'>): ViewCondition {
  return state === 'ok' ? 'good' : state;
}

/**
 * Whether what is seen may be measured and judged. While a view is learnt it is taken for the one its scene was drawn on,
 * and weather hides something but moves nothing.
 */
export function isViewTrue(condition: ViewCondition): boolean {
  return condition === 'good' || !isTampered({ state: condition });
}

/** What an operator is told of it. */
export function viewText(condition: ViewCondition): string {
  return viewTexts[condition === 'good' ? 'ok' : condition];
}
