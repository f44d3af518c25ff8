import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconCar,
  IconCarOff,
  IconCircleCheck,
  IconPlugConnected,
  IconPlugConnectedX,
  IconVideo,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shallowEqual } from 'react-redux';
import type { InferenceStatus } from '../../app/contracts/vision.ts';
import type { Incident } from '../../app/incident/incident.ts';
import { useConnection, useFact, useFresh, useHourMs, useLive, useWallMs } from '../state/context.tsx';
import { dayOf, decimal, since, timeOfDay } from '../text/format.ts';
import { incidentsText } from '../text/incidents.ts';
import { shellText } from '../text/shell.ts';
import { type CameraTally, tallyOf } from './cameraTally.ts';
import { hashOf } from './routes.ts';
import classes from './Shell.module.css';

/** What must be seen at every moment, on every page: link, cameras, detection, alerts, time. */
export function StatusBar(props: { onAlerts: () => void }) {
  return (
    <footer className={classes.status} aria-label={shellText.statusBar}>
      <ConnectionItem />
      <CamerasItem />
      <DetectionItem />
      <div className={classes.spacer} />
      <IncidentsItem />
      <AlertsItem onOpen={props.onAlerts} />
      <ClockItem />
    </footer>
  );
}

function Item(props: { tone: 'good' | 'warn' | 'bad' | 'dim'; icon: ReactNode; children: ReactNode; live?: boolean }) {
  return (
    <div className={`${classes.item} ${classes[props.tone]}`} {...(props.live ? { role: 'status' } : {})}>
      {props.icon}
      <span>{props.children}</span>
    </div>
  );
}

function ConnectionItem() {
  const connection = useConnection();
  const fresh = useFresh();
  const heard = useLive((live) => live.receivedMonoMs !== null);
  if (connection.state === 'connected' && (fresh || !heard)) {
    return (
      <Item tone="good" live icon={<IconPlugConnected aria-hidden />}>
        {shellText.connected}
      </Item>
    );
  }
  const text =
    connection.state === 'connected'
      ? shellText.silent
      : connection.state === 'connecting'
        ? shellText.connecting
        : shellText.reconnecting(timeOfDay(connection.sinceAtMs));
  return (
    <Item tone={connection.state === 'connecting' ? 'dim' : 'bad'} live icon={<IconPlugConnectedX aria-hidden />}>
      {text}
    </Item>
  );
}

function CamerasItem() {
  const cameras = useFact((facts) => facts.cameras);
  const fresh = useFresh();
  const tally = useLive<CameraTally>((live) => tallyOf(cameras ?? [], live.statusByCamera), shallowEqual);
  if (!cameras) return null;
  const parts = [
    shellText.live(tally.live),
    ...(tally.ill > 0 ? [shellText.ill(tally.ill)] : []),
    ...(tally.opening > 0 ? [shellText.opening(tally.opening)] : []),
    ...(tally.off > 0 ? [shellText.off(tally.off)] : []),
  ];
  const tone = !fresh || cameras.length === 0 ? 'dim' : tally.ill > 0 ? 'warn' : 'good';
  return (
    <Item tone={tone} icon={<IconVideo aria-hidden />}>
      {cameras.length === 0 ? shellText.noCameras : parts.join(' · ')}
    </Item>
  );
}

function DetectionItem() {
  const inference = useLive((live) => live.health?.inference ?? null);
  const fresh = useFresh();
  const now = useHourMs();
  if (!inference) return null;
  const running = inference.state === 'running';
  const tone = !fresh ? 'dim' : running ? 'good' : inference.state === 'failed' ? 'bad' : 'warn';
  return (
    <Item tone={tone} icon={running ? <IconCar aria-hidden /> : <IconCarOff aria-hidden />}>
      {detectionText(inference, now)}
    </Item>
  );
}

/** Detection as one sentence: running with its rate, or off since when. */
export function detectionText(inference: InferenceStatus, nowMs: number): string {
  const { detection } = shellText;
  if (inference.state === 'running') return detection.running(decimal(inference.framesPerS));
  if (inference.state === 'none' || inference.state === 'loading') return detection[inference.state];
  return inference.offSinceAtMs === null
    ? detection.failedNoTime
    : detection.failed(since(inference.offSinceAtMs, nowMs));
}

/** How many incidents last; the gravest gives the colour. It leads to them. */
function IncidentsItem() {
  const lasting = useFact((facts) => facts.incidents?.filter(isWhole).length ?? null);
  const grave = useFact((facts) => facts.incidents?.some((each) => isWhole(each) && isGrave(each)) ?? false);
  if (lasting === null) return null;
  return (
    <Button
      component="a"
      href={hashOf('incidents')}
      size="compact-xs"
      variant="subtle"
      title={incidentsText.lastingTitle}
      color={grave ? 'red' : lasting > 0 ? 'yellow' : 'gray'}
    >
      {incidentsText.lastingCount(lasting)}
    </Button>
  );
}

/** Parts of another incident are that incident. */
const isWhole = ({ endedAtMs, partOf }: Incident): boolean => endedAtMs === null && partOf === null;
const isGrave = ({ severity }: Incident): boolean => severity === 'critical';

function AlertsItem(props: { onOpen: () => void }) {
  const alerts = useFact((facts) => facts.alerts);
  const critical = alerts.some((alert) => alert.severity === 'critical');
  const warned = alerts.some((alert) => alert.severity === 'warning');
  const color = critical ? 'red' : warned ? 'yellow' : 'gray';
  const icon =
    alerts.length === 0 ? (
      <IconCircleCheck size="1rem" />
    ) : critical ? (
      <IconAlertTriangle size="1rem" />
    ) : (
      <IconBell size="1rem" />
    );
  return (
    <Button
      size="compact-xs"
      variant={alerts.length > 0 ? 'outline' : 'subtle'}
      color={color}
      leftSection={icon}
      onClick={props.onOpen}
    >
      {shellText.alerts.count(alerts.length)}
    </Button>
  );
}

function ClockItem() {
  const now = useWallMs();
  return (
    <time className={classes.clock} dateTime={new Date(now).toISOString()}>
      <span className={classes.dim}>{dayOf(now)}</span> {timeOfDay(now)}
    </time>
  );
}
