import { describe, expect, it } from 'vitest';
import { type DoubleAuthScheme, doubleAuth } from '../../e2e/fixtures/doubleAuth.ts';
import { SignIn } from './httpAuth.ts';

const gate = { user: 'gate', password: 'open sesame' };

function signed(challenges: string[], method = 'DESCRIBE', uri = 'rtsp://cam/live'): string | null {
  const signIn = new SignIn(gate);
  expect(signIn.refused(challenges, 0)).toBe('retry');
  return signIn.authorization(method, uri);
}

describe('signing in', () => {
  it('says nothing before it is asked', () => {
    expect(new SignIn(gate).authorization('DESCRIBE', 'rtsp://cam/live')).toBeNull();
  });

  it('gives the response of RFC 2069 as a real camera asks for it', () => {
    const signIn = new SignIn({ user: 'Mufasa', password: 'CircleOfLife' });
    const challenge =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    signIn.refused([challenge], 0);
    expect(signIn.authorization('GET', '/dir/index.html')).toBe(
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
        'uri="/dir/index.html", response="1949323746fe6a43ef61f9606e7febea", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    );
  });

  it.each([['digest'], ['digest-sha256'], ['digest-no-qop'], ['basic']] satisfies [DoubleAuthScheme][])(
    '%s is accepted by a camera, request after request',
    (scheme) => {
      const camera = doubleAuth([scheme], gate.user, gate.password);
      const signIn = new SignIn(gate);
      signIn.refused(camera.challenge(), 0);
      const verdicts = ['OPTIONS', 'DESCRIBE', 'SETUP'].map((method) =>
        camera.accepts(method, 'rtsp://cam/live', signIn.authorization(method, 'rtsp://cam/live') ?? ''),
      );
      expect(verdicts).toEqual(['yes', 'yes', 'yes']);
      const wrong = new SignIn({ ...gate, password: 'close sesame' });
      wrong.refused(camera.challenge(), 0);
      expect(
        camera.accepts('OPTIONS', 'rtsp://cam/live', wrong.authorization('OPTIONS', 'rtsp://cam/live') ?? ''),
      ).toBe('no');
    },
  );

  it.each([
    {
      name: 'Digest before Basic',
      offered: ['Basic realm="c"', 'Digest realm="c", nonce="n"'],
      way: /^Digest .*realm="c"/,
    },
    { name: 'both in one header', offered: ['Basic realm="c", Digest realm="c", nonce="n"'], way: /^Digest / },
    {
      name: 'SHA-256 before MD5',
      offered: ['Digest realm="c", nonce="n", algorithm=MD5', 'Digest realm="c", nonce="n", algorithm=SHA-256'],
      way: /response="[0-9a-f]{64}", algorithm=SHA-256$/,
    },
    {
      name: 'auth among the ways',
      offered: ['Digest realm="c", nonce="n", qop="auth-int, auth"'],
      way: /qop=auth, nc=00000001/,
    },
    {
      name: 'auth-int alone is not done: Basic',
      offered: ['Digest realm="c",nonce="n",qop="auth-int"', 'Basic realm="c"'],
      way: /^Basic /,
    },
    {
      name: 'an unknown algorithm is not done: MD5',
      offered: ['Digest realm="c",nonce="n",algorithm=SHA-512', 'digest realm="c",nonce="n"'],
      way: /response="[0-9a-f]{32}"$/,
    },
    {
      name: 'quotes and commas in the realm',
      offered: [String.raw`Digest realm="a, \"b\"", nonce="n"`],
      way: /realm="a, \\"b\\""/,
    },
    {
      name: 'session key',
      offered: ['Digest realm="c", nonce="n", algorithm=MD5-sess, qop="auth"'],
      way: /algorithm=MD5-sess, qop=auth/,
    },
  ])('chooses: $name', ({ offered, way }) => {
    expect(signed(offered)).toMatch(way);
  });

  it.each([
    { name: 'none stored', credentials: null, offered: ['Basic realm="c"'], attempt: 0, verdict: 'none-stored' },
    { name: 'first challenge', credentials: gate, offered: ['Basic realm="c"'], attempt: 0, verdict: 'retry' },
    { name: 'second challenge', credentials: gate, offered: ['Basic realm="c"'], attempt: 1, verdict: 'not-accepted' },
    { name: 'stale nonce', credentials: gate, offered: ['Digest nonce="n", stale=TRUE'], attempt: 1, verdict: 'retry' },
    {
      name: 'stale for ever',
      credentials: gate,
      offered: ['Digest nonce="n", stale=true'],
      attempt: 2,
      verdict: 'not-accepted',
    },
    {
      name: 'another way',
      credentials: gate,
      offered: ['Negotiate', 'Bearer realm="c"'],
      attempt: 0,
      verdict: 'unknown-way',
    },
    { name: 'no challenge at all', credentials: gate, offered: [], attempt: 0, verdict: 'unknown-way' },
  ])('$name: $verdict', ({ credentials, offered, attempt, verdict }) => {
    expect(new SignIn(credentials).refused(offered, attempt)).toBe(verdict);
  });
});
