import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { hashOf } from '../../app/routes.ts';
import { analyticsText, kindWords } from '../../text/analytics.ts';
import { Message } from '../../ui/Message.tsx';
import { EmptyState, Page } from '../../ui/Page.tsx';
import classes from './analytics.module.css';
import { Choices } from './Choices.tsx';
import { ComparisonView } from './ComparisonView.tsx';
import { IncidentView } from './IncidentView.tsx';
import { Hatches } from './Legend.tsx';
import { MovementView } from './MovementView.tsx';
import { PatternView } from './PatternView.tsx';
import { PausedNotes } from './PausedNotes.tsx';
import { TimeView } from './TimeView.tsx';
import { useElementChoice } from './useElementChoice.ts';
import { useSpanChoice } from './useSpanChoice.ts';

const { tabs } = analyticsText;
type Tab = keyof typeof tabs;

/** Traffic in numbers, over any time: how much, how fast, how dense, where to, and how well each of it is known. */
export function AnalyticsPage() {
  const elements = useElementChoice();
  const time = useSpanChoice();
  const [tab, setTab] = useState<Tab>('time');
  const { all, chosen, cameraIds } = elements;
  const { span } = time;
  if (!all) {
    return (
      <Page title={analyticsText.title}>
        <p>{analyticsText.loading}</p>
      </Page>
    );
  }
  if (all.length === 0) return <NoScene />;
  const views: Readonly<Record<Tab, React.ReactNode>> = {
    time: span && <TimeView options={chosen} span={span} />,
    patterns: span && <PatternView options={chosen} span={span} />,
    movements: span && <MovementView options={chosen} all={all} cameraIds={cameraIds} span={span} />,
    comparison: <ComparisonView options={chosen} />,
    incidents: span && <IncidentView cameraIds={cameraIds} span={span} />,
  };
  const needsElements = tab !== 'incidents';
  return (
    <Page title={analyticsText.title}>
      <Hatches />
      <Choices time={time} elements={elements} />
      {!span && tab !== 'comparison' && <Message tone="warn">{analyticsText.choice.badSpan}</Message>}
      <PausedNotes cameraIds={cameraIds} />
      <Tabs
        className={classes.tabs}
        value={tab}
        keepMounted={false}
        onChange={(value) => value && setTab(value as Tab)}
      >
        <Tabs.List aria-label={analyticsText.views}>
          {Object.entries(tabs).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel className={classes.view} value={tab}>
          {needsElements && chosen.length === 0 ? (
            <EmptyState title={analyticsText.noElements(kindWords[elements.kind])}>
              <Button component="a" href={hashOf('scene', cameraIds[0])}>
                {analyticsText.toScene}
              </Button>
            </EmptyState>
          ) : (
            views[tab]
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function NoScene() {
  const { noScene } = analyticsText;
  return (
    <Page title={analyticsText.title}>
      <EmptyState title={noScene.title}>
        <p>{noScene.text}</p>
        <Button component="a" href={hashOf('scene')}>
          {noScene.toScene}
        </Button>
      </EmptyState>
    </Page>
  );
}
