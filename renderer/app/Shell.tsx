import {
  IconAlertTriangle,
  IconCamera,
  IconChartLine,
  IconHeartbeat,
  IconLayoutGrid,
  IconMap2,
  IconRoad,
  IconSettings,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { shellText } from '../text/shell.ts';
import { AlertDrawer } from './AlertDrawer.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { type PageName, hashOf, pageNames, usePageName } from './routes.ts';
import classes from './Shell.module.css';
import { SafeModeBanner } from './SafeModeBanner.tsx';
import { StatusBar } from './StatusBar.tsx';

const icons: Readonly<Record<PageName, ComponentType<{ 'aria-hidden': true }>>> = {
  wall: IconLayoutGrid,
  incidents: IconAlertTriangle,
  map: IconMap2,
  cameras: IconCamera,
  scene: IconRoad,
  analytics: IconChartLine,
  models: IconTopologyStar3,
  health: IconHeartbeat,
  settings: IconSettings,
};

/** Navigation, the page of the address, and the status bar. */
export function Shell(props: { pages: Readonly<Record<PageName, ReactNode>> }) {
  const current = usePageName();
  const [alertsShown, showAlerts] = useState(false);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page" onClick={skipToPage}>
        {shellText.skip}
      </a>
      <nav className={classes.navigation} aria-label={shellText.navigation}>
        {pageNames.map((page) => (
          <PageLink key={page} page={page} current={page === current} />
        ))}
      </nav>
      <div className={classes.banners}>
        <SafeModeBanner />
        <DemoBanner />
      </div>
      <main className={classes.main} id="page" tabIndex={-1}>
        <PageBoundary key={current}>{props.pages[current]}</PageBoundary>
      </main>
      <StatusBar onAlerts={() => showAlerts(true)} />
      <AlertDrawer opened={alertsShown} onClose={() => showAlerts(false)} />
    </div>
  );
}

/** The hash is the route, so the skip link moves the focus itself. */
function skipToPage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}

function PageLink(props: { page: PageName; current: boolean }) {
  const Icon = icons[props.page];
  return (
    <a className={classes.page} href={hashOf(props.page)} {...(props.current ? { 'aria-current': 'page' } : {})}>
      <Icon aria-hidden />
      {shellText.pages[props.page]}
    </a>
  );
}
