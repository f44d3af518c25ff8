import type Database from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection that functions may read with; what takes one never writes. */
export type ReadableDb = Database.Database & { readonly [readable]: true };

/** The one connection of a file that may write. */
export type WritableDb = ReadableDb & { readonly [writable]: true };
