import { spawn } from 'node:child_process';

const openerOf: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };

/** Opens the page in the user's browser where there is one; its absence is no error, the address was printed. */
export function openPage(url: string): void {
  const opener = openerOf[process.platform];
  const display = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!opener || !display) return;
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
