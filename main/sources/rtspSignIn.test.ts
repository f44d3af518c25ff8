import { describe, expect, it } from 'vitest';
import { camera, client, ffmpegPackets, gate, relayTo } from '../../e2e/fixtures/relayedCamera.ts';
import { hasTestdata } from '../../e2e/fixtures/testdata.ts';

describe.skipIf(!hasTestdata)('RTSP relay with the camera double (needs the shared test material)', () => {
  it('signs in on a new connection where the camera hangs up after asking', async () => {
    const double = await camera({ ...gate, hangsUpAfter401: true });
    const relay = await relayTo(double.url, { credentials: gate });
    expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
    expect({ reason: relay.reason, connections: double.connections }).toEqual({ reason: null, connections: 2 });
  });

  it('renews a nonce in the middle of a session', async () => {
    const double = await camera(gate);
    const relay = await relayTo(double.url, { credentials: gate });
    const player = client(relay.url);
    expect(await player.ask('OPTIONS')).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 1\r\n/);
    double.auth?.challenge();
    expect(await player.ask('DESCRIBE')).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 2\r\n/);
    expect(double.requests.map(({ method }) => method)).toEqual(['OPTIONS', 'OPTIONS', 'DESCRIBE', 'DESCRIBE']);
  });

  it('wrong password: one signed try, then the reason, without the password (F03)', async () => {
    const wrong = { user: 'gate', password: 'close-sesame' };
    const double = await camera(gate);
    const relay = await relayTo(double.url, { credentials: wrong });
    await expect(ffmpegPackets(relay.url)).rejects.toThrow();
    expect(relay.reason).toMatchObject({
      code: 'credentials',
      text: 'The camera does not accept the user name or the password.',
    });
    expect(double.requests.filter(({ headers }) => headers['authorization'])).toHaveLength(1);
    expect(JSON.stringify([relay.url, relay.reason, double.requests])).not.toContain('sesame');
  });

  it.each([
    { name: 'twice as it is', options: {}, signed: 2 },
    { name: 'a sixth time with the limit at five', options: { renewals: 5 }, signed: 6 },
  ])('a nonce that is always stale is signed $name (F03)', async ({ options, signed }) => {
    const double = await camera({ ...gate, mode: 'always-stale' });
    const relay = await relayTo(double.url, { credentials: gate, ...options });
    const player = client(relay.url);
    await player.ask('OPTIONS');
    expect(relay.reason?.code).toBe('credentials');
    expect(double.requests.filter(({ headers }) => headers['authorization'])).toHaveLength(signed);
  });

  it('says that a password is asked for and none is stored', async () => {
    const relay = await relayTo((await camera(gate)).url);
    await client(relay.url).ask('DESCRIBE');
    expect(relay.reason).toMatchObject({ code: 'credentials', text: expect.stringContaining('none are stored') });
  });
});
