import './bridge/withoutEval.ts';
import '@mantine/core/styles.css';
import './ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConsoleApp } from './app/ConsoleApp.tsx';
import { pageClock } from './bridge/pageClock.ts';
import { connectStation } from './bridge/station.ts';
import { SiteMapPage } from './features/map/SiteMapPage.tsx';
import { WallPage } from './features/wall/WallPage.tsx';

const root = document.getElementById('console');
if (!root) throw new Error('index.html has no element with the id "console".');

createRoot(root).render(
  <StrictMode>
    <ConsoleApp station={connectStation()} clock={pageClock} wall={<WallPage />} map={<SiteMapPage />} />
  </StrictMode>,
);
