import { describe, expect, it } from 'vitest';
import { failureCodes } from './cameraState.ts';
import { reasonOf, refusal } from './reasonText.ts';

describe('reasons', () => {
  it.each(failureCodes)('%s: one sentence that says what is wrong, and what to do', (code) => {
    const reason = reasonOf(code);
    expect(reason.code).toBe(code);
    expect(reason.text).toMatch(/^[A-Z].{10,}\.$/);
    expect(reason.tip).toMatch(/^[A-Z].{10,}\.$/);
    expect(refusal(reason)).toMatchObject({ message: `${reason.text} ${reason.tip}`, cause: reason });
  });

  it('adds a detail without its secrets, on one line, and its own advice', () => {
    expect(reasonOf('refused', 'It said "rtsp://a:b@c/\u0000\u202e\r\nX".', 'Wait a minute.')).toEqual({
      code: 'refused',
      text: 'The camera refuses the connection. It said "rtsp://***@c/ X".',
      tip: 'Wait a minute.',
    });
  });

  it('cuts what a camera says to 200 characters', () => {
    expect(reasonOf('refused', 'x'.repeat(500)).text).toHaveLength('The camera refuses the connection. '.length + 200);
  });
});
