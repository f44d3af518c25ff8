import { MultiSelect, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useFact } from '../../state/context.tsx';
import { analyticsText, kindWords } from '../../text/analytics.ts';
import { incidentsText } from '../../text/incidents.ts';
import classes from './analytics.module.css';
import { type ElementKind, elementKinds } from './elements.ts';
import { mostSeries } from './look.ts';
import { type SpanName, spanNames } from './span.ts';
import type { ElementChoice } from './useElementChoice.ts';
import type { SpanChoice } from './useSpanChoice.ts';

const { choice: text } = analyticsText;

/** Which time, which cameras, which of their elements. */
export function Choices(props: { time: SpanChoice; elements: ElementChoice }) {
  const { time, elements } = props;
  const cameras = useFact((facts) => facts.cameras) ?? [];
  const measured = new Set(elements.all?.map(({ cameraId }) => cameraId));
  return (
    <section className={classes.choices} aria-label={text.region}>
      <SegmentedControl
        size="xs"
        aria-label={text.span}
        value={time.name}
        data={spanNames.map((value) => ({ value, label: text.spans[value] }))}
        onChange={(value) => time.choose(value as SpanName)}
      />
      {time.name === 'custom' && (
        <>
          <TextInput
            type="datetime-local"
            aria-label={text.from}
            value={time.from}
            onChange={({ currentTarget }) => time.setFrom(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            aria-label={text.to}
            value={time.to}
            onChange={({ currentTarget }) => time.setTo(currentTarget.value)}
          />
        </>
      )}
      <MultiSelect
        size="xs"
        className={classes.select}
        aria-label={text.cameras}
        placeholder={elements.cameraIds.length === 0 ? text.camerasHint : ''}
        searchable
        hidePickedOptions
        value={[...elements.cameraIds]}
        data={cameras
          .filter(({ cameraId }) => measured.has(cameraId))
          .map(({ cameraId, number, name }) => ({ value: cameraId, label: incidentsText.camera(number, name) }))}
        onChange={elements.chooseCameras}
      />
      <NativeSelect
        size="xs"
        aria-label={text.kind}
        value={elements.kind}
        data={elementKinds.map((value) => ({ value, label: kindWords[value] }))}
        onChange={({ currentTarget }) => elements.chooseKind(currentTarget.value as ElementKind)}
      />
      <MultiSelect
        size="xs"
        className={classes.select}
        aria-label={text.elements}
        placeholder={elements.chosen.length === 0 ? text.elementsHint : ''}
        searchable
        hidePickedOptions
        maxValues={mostSeries}
        value={elements.chosen.map(({ key }) => key)}
        data={elements.offered.map(({ key, label }) => ({ value: key, label }))}
        onChange={elements.chooseElements}
      />
    </section>
  );
}
