import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that a page of the desktop can ask of its host: a link to a worker, and a window for a wall. No Electron object
 * reaches the page; answers come as messages of its own window.
 */
const links = ['console', 'video'];

contextBridge.exposeInMainWorld(
  'its',
  Object.freeze({
    /** Answered by a window message `{ its: 'link', purpose }` with one port. */
    requestLink(purpose: unknown): void {
      if (typeof purpose === 'string' && links.includes(purpose)) ipcRenderer.send('its:link', purpose);
    },
    openWall(wallId: unknown): void {
      if (typeof wallId === 'string') ipcRenderer.send('its:openWall', wallId);
    },
  }),
);

ipcRenderer.on('its:link', ({ ports }, purpose: unknown) => {
  window.postMessage({ its: 'link', purpose }, window.location.origin, [...ports]);
});
