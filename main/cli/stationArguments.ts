import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { usage } from './exit.ts';

export interface StationArguments {
  readonly dataFolder: string;
  readonly siteFile: string | undefined;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; loopback unless told otherwise. */
  readonly listen: string;
  readonly openPage: boolean;
  /** Whether a first start without a site file shows the demo site. */
  readonly demo: boolean;
}

/** Throws `CommandError` (usage) with one sentence that says what is wrong. */
export function parseStationArguments(argv: string[]): StationArguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      site: { type: 'string' },
      port: { type: 'string' },
      listen: { type: 'string' },
      'no-open': { type: 'boolean' },
      'no-demo': { type: 'boolean' },
    },
  });
  if (values.data === undefined) throw usage('Name the folder for the station’s own files with --data DIR.');
  const listen = values.listen ?? '127.0.0.1';
  if (isIP(listen) === 0) throw usage(`--listen ${listen}: write an IP address of this computer, for example 0.0.0.0.`);
  return {
    dataFolder: values.data,
    siteFile: values.site,
    port: values.port === undefined ? 0 : parsePort(values.port),
    listen,
    openPage: values['no-open'] !== true,
    demo: values['no-demo'] !== true,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw usage(`--port ${text}: write a whole number from 0 to 65535.`);
  return port;
}
