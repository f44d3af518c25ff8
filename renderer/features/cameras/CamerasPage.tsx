import { Button, Kbd, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { shallowEqual, useDispatch, useSelector } from 'react-redux';
import type { Camera } from '../../../app/camera/camera.ts';
import { useFact, useLive } from '../../state/context.tsx';
import { type PageState, cameraSelected } from '../../state/facts.ts';
import { camerasText } from '../../text/cameras.ts';
import { Message } from '../../ui/Message.tsx';
import { EmptyState, Page } from '../../ui/Page.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { CameraDetail } from './CameraDetail.tsx';
import { CameraDrawer } from './CameraDrawer.tsx';
import { fits } from './cameraFilter.ts';
import { CameraTable } from './CameraTable.tsx';
import { DeleteCamera } from './DeleteCamera.tsx';
import { shownState } from '../../state/shownState.ts';
import { SiteImport } from './SiteImport.tsx';
import { useCameraActions } from './useCameraActions.ts';

type Dialog =
  | { readonly kind: 'add' | 'import' }
  | { readonly kind: 'edit' | 'delete'; readonly camera: Camera }
  | null;

/** All cameras of the site: what state they are in, why, and everything that can be done about it. */
export function CamerasPage() {
  const cameras = useFact((facts) => facts.cameras);
  const selectedId = useSelector((state: PageState) => state.selection.cameraId);
  const dispatch = useDispatch();
  const [filter, setFilter] = useState('');
  const [dialog, setDialog] = useState<Dialog>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const shown = useShown(cameras ?? [], filter);
  const select = (cameraId: string): void => void dispatch(cameraSelected(cameraId));
  const actions = useCameraActions(cameras ?? []);
  // Until the operator selects one, the page speaks of the first.
  const selected = shown.find((camera) => camera.cameraId === selectedId) ?? shown[0];
  const close = (): void => setDialog(null);

  useKeys({
    '/': () => filterField.current?.focus(),
    n: () => setDialog({ kind: 'add' }),
    r: () => selected?.enabled && actions.retry(selected),
  });

  const movable = filter.trim() === '';
  return (
    <Page
      title={camerasText.title}
      {...(cameras ? { count: camerasText.shown(shown.length, cameras.length) } : {})}
      actions={
        <>
          <TextInput
            ref={filterField}
            w="17rem"
            aria-label={camerasText.filter}
            placeholder={camerasText.filterHint}
            value={filter}
            rightSection={<Kbd size="xs">/</Kbd>}
            onChange={(event) => setFilter(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
          />
          <Button onClick={() => setDialog({ kind: 'import' })}>{camerasText.import}</Button>
          <Button onClick={actions.exportSite}>{camerasText.export}</Button>
          <Button variant="filled" onClick={() => setDialog({ kind: 'add' })}>
            {camerasText.add}
          </Button>
        </>
      }
    >
      {actions.problem !== null && <Message tone="bad">{actions.problem}</Message>}
      {cameras?.length === 0 && (
        <EmptyState title={camerasText.empty.title}>
          <p>{camerasText.empty.text}</p>
        </EmptyState>
      )}
      {!cameras && <p>{camerasText.loading}</p>}
      {cameras && cameras.length > 0 && shown.length === 0 && (
        <EmptyState title={camerasText.nothingFound(filter)}>
          <Button onClick={() => setFilter('')}>{camerasText.clearFilter}</Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <>
          <CameraTable
            cameras={shown}
            selectedId={selected?.cameraId ?? null}
            movable={movable}
            onSelect={select}
            onEdit={(camera) => setDialog({ kind: 'edit', camera })}
            onDelete={(camera) => setDialog({ kind: 'delete', camera })}
            onMove={actions.move}
          />
          <CameraDetail
            camera={selected}
            actions={{
              edit: (camera) => setDialog({ kind: 'edit', camera }),
              delete: (camera) => setDialog({ kind: 'delete', camera }),
              switchTo: actions.switchTo,
              retry: actions.retry,
              move: movable ? actions.moveBy : undefined,
            }}
          />
        </>
      )}
      <p className="unseen" role="status">
        {actions.said}
      </p>
      {(dialog?.kind === 'add' || dialog?.kind === 'edit') && (
        <CameraDrawer
          camera={dialog.kind === 'edit' ? dialog.camera : undefined}
          cameras={cameras ?? []}
          onClose={close}
          onSaved={(cameraId) => {
            select(cameraId);
            close();
          }}
        />
      )}
      {dialog?.kind === 'delete' && <DeleteCamera camera={dialog.camera} onClose={close} />}
      {dialog?.kind === 'import' && <SiteImport onClose={close} />}
    </Page>
  );
}

/** The cameras that fit the filter, in the order of the list. */
function useShown(cameras: readonly Camera[], filter: string): readonly Camera[] {
  return useLive((live) => {
    const words = filter.trim();
    if (words === '') return cameras;
    return cameras.filter((camera) =>
      fits(camera, shownState(camera, live.statusByCamera.get(camera.cameraId)), words),
    );
  }, shallowEqual);
}
