import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole, readTable, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { type ImportStep, importModel, pieceBytes } from './importModel.ts';

/** A file of a size whose first byte is what a model file begins with, or not. */
function fileOf(name: string, size: number, firstByte: number) {
  const bytes = new Uint8Array(size);
  bytes[0] = firstByte;
  return {
    name,
    size,
    slice: (from: number, to: number) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }),
  };
}

async function choose(file: unknown): Promise<void> {
  fireEvent.change(screen.getByLabelText('Choose a file', { selector: 'input' }), { target: { files: [file] } });
}

const card = (name: string): HTMLElement => {
  const item = screen.getByRole('heading', { name: new RegExp(`^${name}`) }).closest('li');
  if (!item) throw new Error(`The model ${name} is not in the list.`);
  return item;
};

const click = async (page: OpenConsole, name: string): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await page.advance();
};

describe('the list of models', () => {
  it('says what the model is, what it saw and how fast it is here', async () => {
    await openConsole('#/models');
    const facts = [...card('yolo11n').querySelectorAll('dl > *')].map(readText);
    expect({
      title: readText(within(card('yolo11n')).getByRole('heading', { level: 2 })),
      facts,
      test: readText(card('yolo11n').querySelector('section')),
      timings: readTable('Time for one frame with yolo11n on this computer'),
      classes: readText(card('yolo11n').querySelector('summary')),
    }).toEqual({
      title: 'yolo11n In use',
      facts: [
        ...['Input', '640 × 640, any batch', 'Output', 'boxes and scores (needs NMS)', 'Precision', 'fp32'],
        ...['File', '10.6 MB', 'SHA-256', '5f3a0c9be1d2…', 'Imported', '4 Jan, 09:30'],
      ],
      test: 'Self-test: PassedOn the known picture it foundbus 0.94person 0.89person 0.88person 0.86car 0.62',
      timings: [
        ['Backend', 'Median', 'Start'],
        ['Processor chosen', '55.2 ms', '212 ms'],
        ['WebGPU', '148.9 ms', '3.9 s'],
        ['CUDA', 'No NVIDIA graphics card was found.'],
      ],
      classes:
        '80 classes: person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign… Show all 80',
    });
  });

  it('does not offer a model that saw nothing', async () => {
    await openConsole('#/models');
    expect([
      readText(card('junction-own-v3').querySelector('section')),
      within(card('junction-own-v3')).getAllByRole('button').map(readText),
    ]).toEqual([
      'Self-test: Failed' +
        'It loads, but found nothing on a picture with a bus and people. Was it exported from trained weights?' +
        'On the known picture it found nothing.',
      ['Delete'],
    ]);
  });

  it('warns before the model in use is deleted, and says that detection is off afterwards', async () => {
    const page = await openConsole('#/models');
    await click(page, 'Delete: yolo11n');
    const question = readText(screen.getByRole('dialog'));
    await click(page, 'Delete model');
    await page.advance(1000);
    expect([
      question,
      screen.queryByRole('heading', { name: /yolo11n/ }),
      readText(screen.getByLabelText('Status').children[2] ?? null),
    ]).toEqual([
      'Delete yolo11n?' +
        'The file and its test are removed from this station. You can import it again from the original file.' +
        'It is the model in use: detection stops until you choose another one.' +
        'Keep itDelete model',
      null,
      'Detection off: no model chosen',
    ]);
  });
});

describe('without a model', () => {
  it('the page says how to make one and on what terms', async () => {
    await openConsole('#/models', { models: 'none' });
    const empty = screen.getByRole('heading', { name: 'No model yet' }).closest('section');
    expect([...(empty?.children ?? [])].map(readText)).toEqual([
      'No model yet',
      'Without a model the wall shows the cameras, and nothing is detected or counted. The console works with YOLO11 models in ONNX form, which you bring yourself:',
      'On any computer with Python: pip install ultralytics' +
        'yolo export model=yolo11n.pt format=onnx' +
        'Import the file yolo11n.onnx here. The letter after the 11 is the size: n is the fastest, s and m see more.',
      'Licence: the YOLO11 weights are published by Ultralytics under AGPL-3.0, or under a licence that you buy there. They are not part of this product; you are responsible for using them by their terms.',
    ]);
  });
});

describe('importing', () => {
  it('shows the steps, then the new model, which can be put to use', async () => {
    const page = await openConsole('#/models', { models: 'none' });
    await choose(fileOf('yolo11s.onnx', 3_000_000, 0x08));
    await page.advance();
    const checking = readText(screen.getByText(/^Step/, { selector: 'p:not([role])' }));
    await page.advance(2000);
    const done = screen.getAllByRole('status').map(readText);
    await click(page, 'Use this model: yolo11s');
    expect({
      checking,
      done: done.includes('yolo11s.onnx was imported and passed its test.'),
      title: readText(within(card('yolo11s')).getByRole('heading', { level: 2 })),
    }).toEqual({
      checking:
        'Step 2 of 2: yolo11s.onnx is being read, timed on this computer and tested on a known picture. This can take a minute.',
      done: true,
      title: 'yolo11s In use',
    });
  });

  it('says in plain words why a file is refused', async () => {
    const page = await openConsole('#/models', { models: 'none' });
    await choose(fileOf('holiday.onnx', 1000, 0xff));
    await page.advance(2000);
    expect(readText(screen.getByRole('alert'))).toBe(
      'holiday.onnx was not taken.This is not an ONNX model. Export it again with format=onnx.',
    );
  });

  it('sends whole pieces of at most 1 MiB in order and tells how far it is', async () => {
    const page = await openConsole('#/models', { models: 'none' });
    const steps: ImportStep[] = [];
    const sent: number[] = [];
    const refused = new Error('only the sending is looked at here');
    const client = {
      beginImport: () => Promise.resolve({ uploadId: 'u' }),
      importPiece: ({ bytes }: { bytes: Uint8Array }) => Promise.resolve(void sent.push(bytes.length)),
      finishImport: () => Promise.reject(refused),
    };
    const file = fileOf('m.onnx', 2 * pieceBytes + 5, 0x08);
    await expect(importModel(client as never, file, (step) => steps.push(step))).rejects.toBe(refused);
    const sizeBytes = file.size;
    expect([sent, steps, page.station.asked]).toEqual([
      [pieceBytes, pieceBytes, 5],
      [
        { kind: 'uploading', sentBytes: 0, sizeBytes },
        { kind: 'uploading', sentBytes: pieceBytes, sizeBytes },
        { kind: 'uploading', sentBytes: 2 * pieceBytes, sizeBytes },
        { kind: 'checking' },
      ],
      [],
    ]);
  });
});
