import { healthText } from '../../text/health.ts';
import { AlertList } from '../../ui/AlertList.tsx';
import ui from '../../ui/ui.module.css';
import classes from './health.module.css';

/** The alerts again, beside the figures they come from. */
export function AlertsPanel() {
  return (
    <section className={`${ui.panel} ${classes.alerts}`} aria-label={healthText.sections.alerts}>
      <h2>{healthText.sections.alerts}</h2>
      <AlertList />
    </section>
  );
}
