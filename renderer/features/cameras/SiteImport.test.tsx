import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { listed } from '../../../e2e/fixtures/camerasPage.ts';
import { type OpenConsole, openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { click } from '../../../e2e/fixtures/sceneStory.ts';

describe('a site file', () => {
  async function importing(page: OpenConsole, text: string): Promise<string> {
    await click(page, 'Import');
    const dialog = screen.getByRole('dialog', { name: 'Import a site file' });
    const file = new File([text], 'site.json');
    Object.defineProperty(file, 'text', { value: () => Promise.resolve(text) });
    fireEvent.change(within(dialog).getByLabelText('Choose a file', { selector: 'input' }), {
      target: { files: [file] },
    });
    await page.advance();
    const message = dialog.querySelector('[role="alert"], [role="status"]');
    return readText(message);
  }

  it('brings its cameras in', async () => {
    const page = await openConsole('#/cameras', { cameras: [] });
    const empty = readText(screen.getByRole('heading', { level: 2 }));
    const cameras = [
      { name: 'One', sourceUrl: 'rtsp://10.0.0.1/a' },
      { name: 'Two', sourceUrl: 'rtsp://10.0.0.2/a', number: 9 },
    ];
    const said = await importing(page, JSON.stringify({ schemaVersion: 1, cameras }));
    expect([empty, said, listed()]).toEqual(['No cameras yet', 'Imported: 2 added, 0 updated.', ['1', '9']]);
  });

  it('shows every problem of a wrong one, and takes nothing', async () => {
    const page = await openConsole('#/cameras');
    const said = await importing(
      page,
      '{"schemaVersion":1,"cameras":[{"name":"","sourceUrl":"rtsp://a/b"},{"name":"x"}]}',
    );
    expect([said, listed().length]).toEqual([
      'Nothing was imported: 2 entries are wrong.' +
        'cameras.0.name: Too small: expected string to have >=1 characters.' +
        'cameras.1.sourceUrl: Invalid input: expected string, received undefined.',
      8,
    ]);
  });
});
