/** Opens a wall alone in a window of its own: by the desktop host, which denies the page's own new windows, or by the browser. */
export function openWallWindow(wallId: string): void {
  if (window.its?.openWall) return window.its.openWall(wallId);
  const url = new URL(window.location.href);
  url.search = new URLSearchParams({ wall: wallId, bare: '1' }).toString();
  url.hash = '';
  window.open(url, `wall-${wallId}`, 'popup,width=1280,height=720');
}
