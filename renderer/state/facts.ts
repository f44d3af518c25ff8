import { type PayloadAction, configureStore, createSlice } from '@reduxjs/toolkit';
import type { Camera } from '../../app/camera/camera.ts';
import type { SiteSettings } from '../../app/camera/siteSettings.ts';
import type { Wall } from '../../app/camera/wall.ts';
import type { OperatorAlert } from '../../app/contracts/console.ts';
import type { TrafficState } from '../../app/contracts/trafficCalls.ts';
import type { Incident } from '../../app/incident/incident.ts';
import type { SiteRulesVersion } from '../../app/incident/siteRules.ts';
import type { Model } from '../../app/model/model.ts';
import type { SceneVersion } from '../../app/traffic/scene/scene.ts';

/** `saved` is `null` while nobody saved any and every rule is as it comes. */
export interface SiteRulesFact {
  readonly saved: SiteRulesVersion | null;
}

/** What the station said last. `null` means "not heard yet", which is not "none". */
export interface Facts {
  readonly cameras: readonly Camera[] | null;
  readonly models: readonly Model[] | null;
  readonly settings: SiteSettings | null;
  readonly walls: readonly Wall[] | null;
  readonly alerts: readonly OperatorAlert[];
  /** The newest version of every camera that has a scene. */
  readonly scenes: readonly SceneVersion[] | null;
  /** The newest rules of the whole site. */
  readonly siteRules: SiteRulesFact | null;
  /** What lasts, and the newest that ended; by detection, newest first. */
  readonly incidents: readonly Incident[] | null;
  readonly traffic: readonly TrafficState[] | null;
}

const noFacts: Facts = {
  ...{ cameras: null, models: null, settings: null, walls: null, alerts: [] },
  ...{ scenes: null, siteRules: null, incidents: null, traffic: null },
};

/** Ended incidents that the page keeps; older ones are asked for. */
const mostEnded = 500;

const facts = createSlice({
  name: 'facts',
  initialState: noFacts,
  // Each feed brings the whole fact, so a reducer only puts it in place: no drafts, no diffs (PERFORMANCE 7).
  reducers: {
    camerasCame: (state: Facts, { payload }: PayloadAction<readonly Camera[]>): Facts => ({
      ...state,
      cameras: payload.toSorted((a, b) => a.position - b.position),
    }),
    modelsCame: (state: Facts, { payload }: PayloadAction<readonly Model[]>): Facts => ({ ...state, models: payload }),
    settingsCame: (state: Facts, { payload }: PayloadAction<SiteSettings>): Facts => ({ ...state, settings: payload }),
    wallsCame: (state: Facts, { payload }: PayloadAction<readonly Wall[]>): Facts => ({ ...state, walls: payload }),
    /** Alerts come with the health, twice a second; equal ones leave the state as it is. */
    alertsCame: (state: Facts, { payload }: PayloadAction<readonly OperatorAlert[]>): Facts =>
      JSON.stringify(payload) === JSON.stringify(state.alerts) ? state : { ...state, alerts: payload },
    scenesCame: (state: Facts, { payload }: PayloadAction<readonly SceneVersion[]>): Facts => ({
      ...state,
      scenes: payload,
    }),
    siteRulesCame: (state: Facts, { payload }: PayloadAction<SiteRulesVersion | null>): Facts => ({
      ...state,
      siteRules: { saved: payload },
    }),
    incidentsCame: (
      state: Facts,
      { payload }: PayloadAction<{ readonly whole: boolean; readonly incidents: readonly Incident[] }>,
    ): Facts => ({ ...state, incidents: merged(payload.whole ? [] : (state.incidents ?? []), payload.incidents) }),
    /** Twice a second; equal ones leave the state as it is. */
    trafficCame: (state: Facts, { payload }: PayloadAction<readonly TrafficState[]>): Facts =>
      JSON.stringify(payload) === JSON.stringify(state.traffic) ? state : { ...state, traffic: payload },
  },
});

function merged(known: readonly Incident[], came: readonly Incident[]): Incident[] {
  const byId = new Map([...known, ...came].map((incident) => [incident.incidentId, incident]));
  const all = [...byId.values()].toSorted((a, b) => b.detectedAtMs - a.detectedAtMs);
  let ended = 0;
  return all.filter(({ endedAtMs }) => endedAtMs === null || ++ended <= mostEnded);
}

export interface Selection {
  /** The camera the cameras page speaks of. */
  readonly cameraId: string | null;
}

const selection = createSlice({
  name: 'selection',
  initialState: { cameraId: null } as Selection,
  reducers: {
    cameraSelected: (_: Selection, { payload }: PayloadAction<string | null>): Selection => ({ cameraId: payload }),
  },
});

export const {
  camerasCame,
  modelsCame,
  settingsCame,
  wallsCame,
  alertsCame,
  scenesCame,
  siteRulesCame,
  incidentsCame,
  trafficCame,
} = facts.actions;
export const { cameraSelected } = selection.actions;

export function createFactStore() {
  return configureStore({ reducer: { facts: facts.reducer, selection: selection.reducer } });
}

export type FactStore = ReturnType<typeof createFactStore>;
export type PageState = ReturnType<FactStore['getState']>;
