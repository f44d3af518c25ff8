import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { useFact } from '../../state/context.tsx';
import { wallText } from '../../text/wall.ts';
import ui from '../../ui/ui.module.css';
import classes from './cameraList.module.css';
import { dragCamera } from './dragged.ts';

/** All cameras by number: drag one onto a tile, or press it to show it in the selected tile. */
export function CameraList(props: { onPick: (cameraId: string) => void }) {
  const cameras = useFact((facts) => facts.cameras) ?? [];
  const [search, setSearch] = useState('');
  const found = cameras.toSorted((a, b) => a.number - b.number).filter((camera) => matches(camera, search));
  return (
    <aside className={classes.list} aria-label={wallText.cameras}>
      <TextInput
        aria-label={wallText.cameraSearch}
        placeholder={wallText.cameraSearch}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.length === 0 && <p className={ui.dim}>{wallText.noCameraFound}</p>}
      <ul className={classes.listItems}>
        {found.map((camera) => (
          <li key={camera.cameraId}>
            <button
              type="button"
              className={classes.listItem}
              draggable
              onDragStart={(event) => dragCamera(event.dataTransfer, camera.cameraId)}
              onClick={() => props.onPick(camera.cameraId)}
            >
              <b>{camera.number}</b>
              <span>{camera.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function matches(camera: Camera, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === '' || String(camera.number).startsWith(wanted) || camera.name.toLowerCase().includes(wanted);
}
