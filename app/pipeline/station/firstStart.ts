import type { ImportReport } from '../../contracts/console.ts';
import type { StationCore } from './core.ts';
import { importModel } from './modelCalls.ts';
import { longestSiteText, readSiteFile } from './siteFileReader.ts';
import { importSite } from './siteImport.ts';

/** The site that a station is started with, and the trial of its model, which outlives a start that is broken off. */
export class FirstStart {
  readonly #core: StationCore;
  #isStopping = false;
  #isTrying = false;

  constructor(core: StationCore) {
    this.#core = core;
  }

  /** All of the file or nothing, and nothing where there are cameras already. `pathOf` as Station.firstSite has it. */
  importSite(text: string, pathOf: (model: string) => string): ImportReport {
    const { stores, cidrProblem, clock } = this.#core.ports;
    if (stores.cameras.list().length > 0) return { added: 0, updated: 0, problems: [] };
    const reading = readSiteFile(text.slice(0, longestSiteText + 1), cidrProblem);
    const model = reading.site?.model;
    // With the cameras: from then on the next start takes the site for one that somebody has told everything.
    const report = stores.cameras.together(() => {
      if (model !== undefined) stores.models.keepUntriedFile(pathOf(model));
      return importSite(reading, stores, clock.wallMs());
    });
    if (report.added > 0) this.#core.siteImported();
    return report;
  }

  /** `null` once it was tried, and while another model is in use. */
  untriedModel(): string | null {
    const { models } = this.#core.ports.stores;
    return models.list().some(({ active }) => active) ? null : models.untriedFile();
  }

  /** Detection is about to start, though no model is in use yet. */
  get isTrying(): boolean {
    return this.#isTrying;
  }

  /** Throws what the import of a model throws; one that was refused is not tried again. */
  async tryModel(): Promise<void> {
    const path = this.untriedModel();
    this.#isTrying = path !== null;
    try {
      if (path !== null) await importModel(this.#core, path, path);
    } finally {
      this.#isTrying = false;
      // Broken off by the station's end it is not tried yet: the next start does it.
      if (!this.#isStopping) this.#core.ports.stores.models.keepUntriedFile(null);
    }
  }

  stop(): void {
    this.#isStopping = true;
  }
}
