import type { BackOffPolicy } from '../../app/base/backOff.ts';
import { backOffMs } from '../../app/base/backOff.ts';
import type { Clock } from '../../app/base/clock.ts';
import { every } from '../../app/base/clock.ts';
import type { LinkAddress } from '../bridge/openLink.ts';
import type { LiveTile } from './liveTile.ts';
import type { FromWorker, Presentation, ToWorker } from './workerMessages.ts';

/** The part of a Worker that the view needs. */
export interface DecodeWorker {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

export interface LiveViewOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly makeWorker: () => DecodeWorker;
  readonly linkAddress: () => Promise<LinkAddress>;
  readonly policy: BackOffPolicy;
  /** A worker that has said nothing for this long is replaced, ms; it speaks four times a second. */
  readonly silentAfterMs: number;
}

/** What the view needs of a tile. */
export type ShownTile = Pick<
  LiveTile,
  'cameraId' | 'view' | 'start' | 'stop' | 'close' | 'tick' | 'takeFormat' | 'takeBoxes' | 'takeProblem' | 'takeFigures'
>;

interface Place {
  readonly tile: ShownTile;
  visible: boolean;
  streaming: boolean;
}

const tickMs = 250;
const linkProblem = 'The connection for pictures to the station was lost; it is being opened again.';

/** All live pictures of a window: keeps one decode worker and its link alive and runs the tiles that can be seen. */
export class LiveView {
  readonly #options: LiveViewOptions;
  readonly #places = new Map<number, Place>();
  readonly #stopTicks: () => void;
  #worker: DecodeWorker | null = null;
  #presentation: Presentation = 'exactBoxes';
  #stationFromPageMs = 0;
  #heardMonoMs = 0;
  #nextTile = 1;
  #failures = 0;
  #pageVisible = true;
  #cancelLink: (() => void) | null = null;

  constructor(options: LiveViewOptions) {
    this.#options = options;
    this.#startWorker();
    this.#stopTicks = every(options.clock, tickMs, () => this.#tick());
  }

  /** Shows `tile` from now on while it is visible; the returned function takes it off. */
  add(tile: ShownTile): { setVisible(visible: boolean): void; remove(): void } {
    const id = this.#nextTile++;
    const place: Place = { tile, visible: false, streaming: false };
    this.#places.set(id, place);
    return {
      setVisible: (visible) => {
        place.visible = visible;
        this.#settle(id, place);
      },
      remove: () => {
        place.visible = false;
        this.#settle(id, place);
        this.#places.delete(id);
        tile.close();
      },
    };
  }

  /** A hidden page decodes nothing. */
  setPageVisible(visible: boolean): void {
    this.#pageVisible = visible;
    this.#heardMonoMs = this.#options.clock.monoMs();
    for (const [id, place] of this.#places) this.#settle(id, place);
  }

  present(presentation: Presentation): void {
    this.#presentation = presentation;
    this.#send({ kind: 'presentation', presentation });
  }

  /** Station wall time minus page wall time, ms. */
  setStationClock(stationFromPageMs: number): void {
    this.#stationFromPageMs = stationFromPageMs;
    this.#send({ kind: 'clockOffset', stationFromPageMs });
  }

  /** How many tiles are being decoded. */
  get streaming(): number {
    return [...this.#places.values()].filter((place) => place.streaming).length;
  }

  close(): void {
    this.#stopTicks();
    this.#cancelLink?.();
    this.#worker?.terminate();
    this.#worker = null;
    for (const { tile } of this.#places.values()) tile.close();
    this.#places.clear();
  }

  #startWorker(): void {
    const worker = this.#options.makeWorker();
    this.#worker = worker;
    this.#heardMonoMs = this.#options.clock.monoMs();
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.#worker) this.#take(data);
    });
    worker.addEventListener('error', () => {
      if (worker === this.#worker) this.#replaceWorker();
    });
    this.#send({ kind: 'presentation', presentation: this.#presentation });
    this.#send({ kind: 'clockOffset', stationFromPageMs: this.#stationFromPageMs });
    void this.#link();
  }

  #replaceWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#failures++;
    for (const place of this.#places.values()) place.streaming = false;
    this.#retry(() => {
      this.#startWorker();
      for (const [id, place] of this.#places) this.#settle(id, place);
    });
  }

  async #link(): Promise<void> {
    const worker = this.#worker;
    try {
      const address = await this.#options.linkAddress();
      if (worker !== this.#worker) return;
      this.#send({ kind: 'link', ...address }, 'port' in address ? [address.port] : []);
    } catch {
      if (worker === this.#worker) this.#lostLink();
    }
  }

  #lostLink(): void {
    this.#failures++;
    for (const place of this.#places.values()) if (place.streaming) place.tile.takeProblem(linkProblem);
    this.#retry(() => void this.#link());
  }

  #retry(again: () => void): void {
    this.#cancelLink?.();
    this.#cancelLink = this.#options.clock.after(
      backOffMs(this.#options.policy, this.#failures, this.#options.random),
      again,
    );
  }

  #settle(id: number, place: Place): void {
    const wanted = place.visible && this.#pageVisible;
    if (wanted === place.streaming || (wanted && !this.#worker)) return;
    place.streaming = wanted;
    if (!wanted) {
      this.#send({ kind: 'close', tile: id });
      place.tile.stop();
      return;
    }
    const writable = place.tile.start();
    this.#send({ kind: 'open', tile: id, cameraId: place.tile.cameraId, writable }, [writable]);
  }

  #take(message: FromWorker): void {
    this.#heardMonoMs = this.#options.clock.monoMs();
    if (message.kind === 'linkLost') return this.#lostLink();
    if (message.kind === 'figures') {
      for (const figures of message.tiles) {
        if (figures.arrivals.length > 0) this.#failures = 0;
        this.#streamingTile(figures.tile)?.takeFigures(figures);
      }
      return;
    }
    const tile = this.#streamingTile(message.tile);
    if (message.kind === 'format') {
      tile?.takeFormat(message.format);
      if (tile?.view().problem === linkProblem) tile.takeProblem(null);
    } else if (message.kind === 'boxes') tile?.takeBoxes(message.frame, message.earlier);
    else tile?.takeProblem(message.text);
  }

  #streamingTile(id: number): ShownTile | undefined {
    const place = this.#places.get(id);
    return place?.streaming ? place.tile : undefined;
  }

  #tick(): void {
    for (const { tile } of this.#places.values()) tile.tick();
    const silentMs = this.#options.clock.monoMs() - this.#heardMonoMs;
    // The timers of a hidden page are slowed down by the browser: silence means nothing then.
    if (this.#worker && this.#pageVisible && silentMs > this.#options.silentAfterMs) this.#replaceWorker();
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}
