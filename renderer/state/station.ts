import type { ConnectionState, Station } from '../bridge/station.ts';

/** The page's side of the console contract. */
export type ConsoleClient = Station['console'];

/** How the page stands with the station. */
export type Connection = ConnectionState;

/** What the pages need of a station; the bridge gives it, and a test gives one from memory. */
export type PageStation = Pick<Station, 'console' | 'connection'>;
