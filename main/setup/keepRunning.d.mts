/** What `keepRunning` starts, and how. */
export interface KeepRunning {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Begins the sentences to the operator: "The station". */
  readonly what: string;
  readonly say: (text: string) => void;
  /** Off for a program that is not Node's: it cannot tell that it is ready. */
  readonly channel?: boolean;
  /** Within a minute; 3 by default. 0 only in tests that show what it is for. */
  readonly restarts?: number;
  /** Monotonic time; replaced in tests. */
  readonly monoMs?: () => number;
}
export declare const crashedCode: number;
export declare const launchedVariable: string;
export declare const safeModeVariable: string;
export declare function safeModeReason(env?: Readonly<Record<string, string | undefined>>): string | null;
export declare function crashedTimes(times: number, how: string): string;
export declare function isLaunched(): boolean;
export declare function keepRunning(options: KeepRunning): Promise<number>;
