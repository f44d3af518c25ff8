import { describe, expect, it } from 'vitest';
import {
  bitrate,
  codecName,
  dateTime,
  decimal,
  duration,
  fromMb,
  megabytes,
  pictureSize,
  since,
  timeOfDay,
  whole,
} from './format.ts';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour, 2, 9).getTime();

describe('numbers and times as operators read them', () => {
  it.each([
    [timeOfDay(at(25, 14)), '14:02:09'],
    [dateTime(at(24, 14)), '24 Nov, 14:02'],
    [since(at(25, 9), at(25, 14)), '09:02:09'],
    [since(at(23, 9), at(25, 14)), '23 Nov, 09:02'],
    [decimal(12.345), '12.3'],
    [decimal(null), '–'],
    [whole(16_620.4), '16,620'],
    [whole(null), '–'],
    [bitrate(350.2), '350 kbit/s'],
    [bitrate(4210), '4.2 Mbit/s'],
    [bitrate(null), '–'],
    [megabytes(10_613_251), '10.6 MB'],
    [fromMb(4.21), '4.2 MB'],
    [fromMb(812.4), '812 MB'],
    [fromMb(4210), '4.2 GB'],
    [fromMb(48_200), '48 GB'],
    [fromMb(null), '–'],
    [duration(40.4), '40 ms'],
    [duration(4000), '4.0 s'],
    [duration(180_000), '3 min'],
    [duration(null), '–'],
    [pictureSize(1920, 1080), '1920 × 1080'],
    [pictureSize(null, 1080), '–'],
    [codecName('hevc'), 'H.265'],
    [codecName('vp9'), 'vp9'],
    [codecName(null), '–'],
  ])('%s is %s', (written, text) => {
    expect(written).toBe(text);
  });
});
