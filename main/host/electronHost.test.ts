import { describe } from 'vitest';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { hostSuite } from '../../e2e/fixtures/hostSuite.ts';
import type { HostRig } from '../../e2e/fixtures/hostSuite.ts';
import { linkSuite } from '../../e2e/fixtures/linkSuite.ts';
import { StandInChannel } from '../../e2e/fixtures/electronStandIn/ports.ts';
import { utilityProcess } from '../../e2e/fixtures/electronStandIn/utilityProcess.ts';
import { rpcSuite } from '../../e2e/fixtures/rpcSuite.ts';
import { ElectronHost } from './electronHost.ts';
import type { ElectronProcesses } from './electronHost.ts';

const processes = { utilityProcess, MessageChannelMain: StandInChannel } as unknown as ElectronProcesses;

async function open(): Promise<HostRig> {
  const host = new ElectronHost(processes);
  return {
    host,
    async openWindow(worker, purpose, callerName) {
      const { port1, port2 } = new processes.MessageChannelMain();
      host.grantWindow(worker, purpose, callerName, port1);
      return portLinkOf(port2);
    },
    free: () => host.close(),
  };
}

async function channel() {
  const { port1, port2 } = new processes.MessageChannelMain();
  return { a: portLinkOf(port1), b: portLinkOf(port2) };
}

describe('the Electron host, on a stand-in for Electron', () => hostSuite(open));
describe('a message channel of the stand-in as Link', () => linkSuite(channel));
describe('a message channel of the stand-in under RPC', () => rpcSuite(channel));
