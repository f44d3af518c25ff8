import { useFresh, useLive } from '../../state/context.tsx';
import { healthText } from '../../text/health.ts';
import { Page } from '../../ui/Page.tsx';
import { AlertsPanel } from './AlertsPanel.tsx';
import { CameraHealth } from './CameraHealth.tsx';
import { DetectionHealth } from './DetectionHealth.tsx';
import classes from './health.module.css';
import { MeasuredAt } from './MeasuredAt.tsx';
import { ProcessHealthTable } from './ProcessHealthTable.tsx';
import { StoreHealth } from './StoreHealth.tsx';

/** How the station itself is: every hop of every camera, detection, processes, storage, and what needs attention. */
export function HealthPage() {
  const heard = useLive((live) => live.health !== null);
  const fresh = useFresh();
  return (
    <Page title={healthText.title} actions={<MeasuredAt />}>
      {heard ? (
        <div className={`${classes.scroll} ${fresh ? '' : classes.stale}`}>
          <CameraHealth />
          <div className={classes.row}>
            <ProcessHealthTable />
            <div className={classes.side}>
              <DetectionHealth />
              <StoreHealth />
            </div>
          </div>
          <AlertsPanel />
        </div>
      ) : (
        <p>{healthText.loading}</p>
      )}
    </Page>
  );
}
