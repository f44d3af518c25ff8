export declare const runVariable: string;
export declare function leftovers(run: string): { pid: number; command: string }[];
