import { parseArgs } from 'node:util';
import { examine } from '../diagnosis/doctor.ts';
import type { Finding } from '../diagnosis/finding.ts';
import { exitCode } from './exit.ts';

const markOf: Record<Finding['verdict'], string> = { ok: '✓', limited: '!', missing: '✗' };

/** `its doctor [--json]`: exit code 1 when something is missing without which the product cannot work. */
export async function runDoctor(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean' } } });
  const findings = await examine();
  process.stdout.write(values.json ? `${JSON.stringify({ schemaVersion: 1, findings })}\n` : textOf(findings));
  return findings.some(({ verdict }) => verdict === 'missing') ? exitCode.failed : exitCode.ok;
}

function textOf(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ name, verdict, found, advice }) => `${markOf[verdict]} ${name}: ${found}\n${advice ? `    ${advice}\n` : ''}`,
    )
    .join('');
}
