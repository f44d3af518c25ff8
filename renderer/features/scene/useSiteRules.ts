import type { RulesSettings } from '../../../app/incident/settings.ts';
import { useFact } from '../../state/context.tsx';

const asTheyCome: RulesSettings = {};

/** The rules of the site that are in use; while nothing is known of them, every rule as it comes. */
export const useSiteRules = (): RulesSettings => useFact((facts) => facts.siteRules?.saved?.rules) ?? asTheyCome;
