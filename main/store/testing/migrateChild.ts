import { openDatabase } from '../database.ts';
import { threeStatements } from './twoVersions.ts';

/** Migrates `FILE` to version 2 and kills itself before statement `AT`: `node migrateChild.ts FILE AT yes|no`. */
const [file = '', at = '', inTransaction = ''] = process.argv.slice(2);
const kill = (): void => void process.kill(process.pid, 'SIGKILL');
openDatabase(file, threeStatements(Number(at), kill), { nowMs: 2, migrateInTransaction: inTransaction === 'yes' });
