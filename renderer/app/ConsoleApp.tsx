import { MantineProvider } from '@mantine/core';
import { type ReactNode, Suspense, lazy } from 'react';
import type { Clock } from '../../app/base/clock.ts';
import { CamerasPage } from '../features/cameras/CamerasPage.tsx';
import { HealthPage } from '../features/health/HealthPage.tsx';
import { IncidentsPage } from '../features/incidents/IncidentsPage.tsx';
import { ModelsPage } from '../features/models/ModelsPage.tsx';
import { ScenePage } from '../features/scene/ScenePage.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { StationProvider } from '../state/context.tsx';
import type { PageStation } from '../state/station.ts';
import { theme } from '../ui/theme.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { isBare } from './routes.ts';
import classes from './Shell.module.css';
import { SafeModeBanner } from './SafeModeBanner.tsx';
import { Shell } from './Shell.tsx';
import { useWindowTitle } from './useWindowTitle.ts';

/** Charts are half of the page's code; a wall needs none of it. */
const AnalyticsPage = lazy(async () => ({
  default: (await import('../features/analytics/AnalyticsPage.tsx')).AnalyticsPage,
}));

/** The whole page over a station, whatever that is: a link, or a station in memory. */
export function ConsoleApp(props: { station: PageStation; clock: Clock; wall: ReactNode; map: ReactNode }) {
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <StationProvider station={props.station} clock={props.clock}>
        <Window wall={props.wall} map={props.map} />
      </StationProvider>
    </MantineProvider>
  );
}

function Window(props: { wall: ReactNode; map: ReactNode }) {
  useWindowTitle();
  if (isBare(window.location.search)) {
    return (
      <div className={classes.bare}>
        <div className={classes.banners}>
          <SafeModeBanner />
          <DemoBanner />
        </div>
        <main className={classes.main}>
          <PageBoundary>{props.wall}</PageBoundary>
        </main>
      </div>
    );
  }
  return (
    <Shell
      pages={{
        wall: props.wall,
        incidents: <IncidentsPage />,
        map: props.map,
        cameras: <CamerasPage />,
        scene: <ScenePage />,
        analytics: (
          <Suspense fallback={null}>
            <AnalyticsPage />
          </Suspense>
        ),
        models: <ModelsPage />,
        health: <HealthPage />,
        settings: <SettingsPage />,
      }}
    />
  );
}
