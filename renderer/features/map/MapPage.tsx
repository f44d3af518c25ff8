import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { hashOf, usePageArgument } from '../../app/routes.ts';
import { mapText } from '../../text/map.ts';
import { Message } from '../../ui/Message.tsx';
import { CameraCard, type CameraPicture } from './CameraCard.tsx';
import { CameraChoice } from './CameraChoice.tsx';
import { LayerSwitches, LevelLegend } from './LayerSwitches.tsx';
import classes from './map.module.css';
import { PlaceForm } from './PlaceForm.tsx';
import type { OpenRoadMap } from './roadMap.ts';
import { extentOf } from './siteFeatures.ts';
import type { MapLayerName } from './siteLayers.ts';
import { useMapContent } from './useMapContent.ts';
import { usePlacing } from './usePlacing.ts';
import { useRoadMap } from './useRoadMap.ts';
import { useSite } from './useSite.ts';

const atFirst: ReadonlySet<MapLayerName> = new Set(['fields', 'lanes', 'users', 'incidents']);

/** The site on a map: `#/map`, or `#/map/CAMERAID` with a camera chosen. */
export function MapPage(props: { openMap: OpenRoadMap; picture: CameraPicture }) {
  const known = useSite();
  const site = known ?? [];
  const chosenId = usePageArgument();
  const chosen = site.find(({ camera }) => camera.cameraId === chosenId) ?? null;
  const [shown, setShown] = useState(atFirst);
  const [baseProblem, setBaseProblem] = useState<string | null>(null);
  const [attribution, setAttribution] = useState('');
  const container = useRef<HTMLDivElement>(null);
  const { map, problem } = useRoadMap(props.openMap, container, {
    camera: (cameraId) => choose(cameraId),
    incident: (incidentId) => {
      window.location.hash = hashOf('incidents', incidentId);
    },
    place: (earth) => placing.pointAt(earth),
    problem: setBaseProblem,
    attribution: setAttribution,
  });
  const placing = usePlacing(map, site, chosenId);
  useMapContent(map, placing.site, chosenId, shown);

  return (
    <div className={classes.page}>
      <div className={classes.panel}>
        <h1 className={classes.title}>
          {mapText.title} <span>{known ? site.length : ''}</span>
        </h1>
        {known ? (
          <CameraChoice
            site={site}
            selectedId={chosenId}
            onSelect={(cameraId) => {
              choose(cameraId);
              map?.fit(extentOf(site.filter(({ camera }) => camera.cameraId === cameraId)));
            }}
          />
        ) : (
          <p className={classes.tip}>{mapText.waiting}</p>
        )}
        {chosen &&
          (placing.draft ? (
            <PlaceForm
              camera={chosen.camera}
              draft={placing.draft}
              problem={placing.problem}
              pending={placing.call.pending}
              onChange={placing.change}
              onSave={placing.save}
              onCancel={placing.cancel}
            />
          ) : (
            <CameraCard chosen={chosen} picture={props.picture} onPlace={placing.start} onClose={() => choose(null)} />
          ))}
      </div>
      <section className={classes.map} aria-label={mapText.region}>
        <div ref={container} className={classes.canvas} />
        <div className={classes.top}>
          <LayerSwitches shown={shown} onChange={setShown} />
          {baseProblem !== null && <Message tone="warn">{baseProblem}</Message>}
          {problem !== null && (
            <Message tone="bad" title={mapText.noMap}>
              {problem}
            </Message>
          )}
          {!map && problem === null && <p className={classes.opening}>{mapText.opening}</p>}
        </div>
        <div className={classes.controls}>
          <MapButton label={mapText.zoomIn} onClick={() => map?.zoomBy(1)}>
            <IconPlus aria-hidden />
          </MapButton>
          <MapButton label={mapText.zoomOut} onClick={() => map?.zoomBy(-1)}>
            <IconMinus aria-hidden />
          </MapButton>
          <MapButton label={mapText.wholeSite} onClick={() => map?.fit(extentOf(site))}>
            <IconFocusCentered aria-hidden />
          </MapButton>
        </div>
        <div className={classes.bottom}>
          {shown.has('lanes') && <LevelLegend />}
          {attribution !== '' && (
            <p className={classes.attribution} title={mapText.attribution}>
              {attribution}
            </p>
          )}
        </div>
      </section>
    </div>
  );
}

function choose(cameraId: string | null): void {
  window.location.hash = cameraId === null ? hashOf('map') : hashOf('map', cameraId);
}

function MapButton(props: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={props.label} position="left">
      <ActionIcon variant="default" aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
