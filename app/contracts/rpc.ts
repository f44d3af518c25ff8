/** Both sides of a conversation that a contract describes, over any Link. Written once for every contract and link. */
export { connect } from './connect.ts';
export type { ConnectOptions } from './connect.ts';
export { serve } from './serve.ts';
export type { ServedLink, ServeOptions } from './serve.ts';
export type { RateLimit } from './tokenBucket.ts';
export { windowRate } from './tokenBucket.ts';
