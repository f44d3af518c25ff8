import { Kbd, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { type IncidentType, type Severity, incidentTypes, severities } from '../../../app/incident/incident.ts';
import { incidentTypeWords, incidentsText, severityWords } from '../../text/incidents.ts';
import type { IncidentFilter } from './incidentFilter.ts';
import type { IncidentOrder } from './incidentOrder.ts';
import classes from './incidentsPage.module.css';

const { filter: text } = incidentsText;

/** What the list shows and in which order. */
export function IncidentFilters({
  filter,
  order,
  cameras,
  searchField,
  onFilter,
  onOrder,
}: {
  filter: IncidentFilter;
  order: IncidentOrder;
  cameras: readonly Camera[];
  searchField: Ref<HTMLInputElement>;
  onFilter(filter: IncidentFilter): void;
  onOrder(order: IncidentOrder): void;
}) {
  const change = (by: Partial<IncidentFilter>): void => onFilter({ ...filter, ...by });
  return (
    <section className={classes.filters} aria-label={text.region}>
      <TextInput
        ref={searchField}
        w="14rem"
        aria-label={text.words}
        placeholder={text.wordsHint}
        value={filter.words}
        rightSection={<Kbd size="xs">/</Kbd>}
        onChange={(event) => change({ words: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && change({ words: '' })}
      />
      <NativeSelect
        size="xs"
        w="11rem"
        aria-label={text.type}
        value={filter.type ?? ''}
        data={[
          { value: '', label: text.everyType },
          ...incidentTypes.map((value) => ({ value, label: incidentTypeWords[value] })),
        ]}
        onChange={({ currentTarget }) => change({ type: (currentTarget.value || null) as IncidentType | null })}
      />
      <NativeSelect
        size="xs"
        aria-label={text.severity}
        value={filter.severity ?? ''}
        data={[
          { value: '', label: text.everySeverity },
          ...severities.toReversed().map((value) => ({ value, label: severityWords[value] })),
        ]}
        onChange={({ currentTarget }) => change({ severity: (currentTarget.value || null) as Severity | null })}
      />
      <NativeSelect
        size="xs"
        w="10rem"
        aria-label={text.camera}
        value={filter.cameraId ?? ''}
        data={[
          { value: '', label: text.everyCamera },
          ...cameras.map(({ cameraId, number, name }) => ({
            value: cameraId,
            label: incidentsText.camera(number, name),
          })),
        ]}
        onChange={({ currentTarget }) => change({ cameraId: currentTarget.value || null })}
      />
      <NativeSelect
        size="xs"
        aria-label={text.state}
        value={filter.state}
        data={Object.entries(text.states).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget }) => change({ state: currentTarget.value as IncidentFilter['state'] })}
      />
      <TextInput
        type="date"
        aria-label={text.day}
        value={filter.day}
        onChange={(event) => change({ day: event.currentTarget.value })}
      />
      <SegmentedControl
        size="xs"
        aria-label={text.order}
        value={order}
        data={Object.entries(text.orders).map(([value, label]) => ({ value, label }))}
        onChange={(value) => onOrder(value as IncidentOrder)}
      />
    </section>
  );
}
