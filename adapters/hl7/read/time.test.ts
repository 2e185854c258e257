import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import type { Er7Text } from '../er7/value.ts';
import { succeed } from './reading.fixture.ts';
import { daysLater, isBefore, readDate, readDays, readMoment, readTimeOfDay } from './time.ts';
import { fixedZone, london } from './zone.ts';

const value = (text: string): Er7Text => ({ path: 'PV1[1].44', text, isBlank: false, isNull: false });
const moment = (text: string, zone = london) => succeed(readMoment(value(text), zone));

describe('a time', () => {
  it.each([
    ['2024', '2024', '2024-01-01T00:00:00.000000Z', 'YEAR'],
    ['202407', '2024-07', '2024-06-30T23:00:00.000000Z', 'MONTH'],
    ['20240229', '2024-02-29', '2024-02-29T00:00:00.000000Z', 'DAY'],
    ['2024070113', '2024-07-01T13:00:00+01:00', '2024-07-01T12:00:00.000000Z', 'HOUR'],
    ['202407011305', '2024-07-01T13:05:00+01:00', '2024-07-01T12:05:00.000000Z', 'MINUTE'],
    ['20240701130506', '2024-07-01T13:05:06+01:00', '2024-07-01T12:05:06.000000Z', 'SECOND'],
    ['20240701130506.25', '2024-07-01T13:05:06.25+01:00', '2024-07-01T12:05:06.250000Z', 'FRACTION'],
    ['20240701130506.1234567', '2024-07-01T13:05:06.123456+01:00', '2024-07-01T12:05:06.123456Z', 'FRACTION'],
    ['202407011305-0330', '2024-07-01T13:05:00-03:30', '2024-07-01T16:35:00.000000Z', 'MINUTE'],
    ['19690101120000', '1969-01-01T12:00:00+01:00', '1969-01-01T11:00:00.000000Z', 'SECOND'],
    ['00500101', '0050-01-01', '0050-01-01T00:01:00.000000Z', 'DAY'],
  ])('%s is %s, to that precision', (text, iso, instant, precision) => {
    expect(moment(text)).toMatchObject({ iso, instant, precision });
  });

  it.each([
    ['20240331013000', 'skipped in spring', '2024-03-31T01:30:00.000000Z'],
    ['20240331005959', 'before spring', '2024-03-31T00:59:59.000000Z'],
    ['20240331020000', 'after spring', '2024-03-31T01:00:00.000000Z'],
    ['20241027013000', 'twice in autumn', '2024-10-27T00:30:00.000000Z'],
    ['20241027020000', 'after autumn', '2024-10-27T02:00:00.000000Z'],
  ])('%s in London, %s, is %s', (text, _name, instant) => {
    expect(moment(text).instant).toBe(instant);
  });

  it('without an offset has that of the message', () => {
    expect(moment('202407011305', fixedZone(-300)).instant).toBe('2024-07-01T18:05:00.000000Z');
  });

  it.each([
    ['20240231'],
    ['20230229'],
    ['20241301'],
    ['20240001'],
    ['00000101'],
    ['2024070124'],
    ['202407011260'],
    ['20240701120060'],
    ['202407011200.5'],
    ['20240701120000.'],
    ['20240701+1500'],
    ['20240701+0060'],
    ['2024-07-01'],
    ['24'],
    ['20247'],
    [''],
  ])('%s is refused', (text) => {
    expect(readMoment(value(text), london)).toMatchObject({ kind: 'invalid', field: 'PV1[1].44' });
  });

  it('sent with its offset is that instant', () => {
    const day = { min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(day), fc.integer({ min: -840, max: 840 }), (date, offset) => {
        const wall = new Date(date.getTime() + offset * 60_000).toISOString().replace(/[-:T]|Z$/g, '');
        const two = (part: number) => String(Math.trunc(Math.abs(part))).padStart(2, '0');
        const sent = moment(`${wall}${offset < 0 ? '-' : '+'}${two(offset / 60)}${two(offset % 60)}`);
        expect(new Date(sent.instant)).toEqual(date);
        expect(new Date(sent.iso)).toEqual(date);
      }),
    );
  });

  it('shown by a London clock is some time that this clock shows', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const day = { min: new Date('1960-01-01'), max: new Date('2040-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(day), (date) => {
        const shown = clock.format(date);
        expect(clock.format(new Date(moment(shown.replace(/[-: ]/g, '')).instant))).toBe(shown);
      }),
    );
  });
});

describe('a date', () => {
  it.each(['19880218', '198802181126+0215', '19880218000000', '19880218235959-0500'])('is the day in %s', (text) => {
    expect(readDate(value(text))).toBe('1988-02-18');
  });

  it.each(['1988', '198802', '19880231', '18/02/1988'])('is not in %s', (text) => {
    expect(isFailure(readDate(value(text)))).toBe(true);
  });
});

describe('a time of day', () => {
  it.each([
    ['13', '13:00'],
    ['1305', '13:05'],
    ['130506.25', '13:05:06.25'],
    ['1305+0100', '13:05+01:00'],
  ])('%s is %s', (text, expected) => {
    expect(readTimeOfDay(value(text))).toBe(expected);
  });

  it.each(['', '24', '130', '1360', '1305.5', '13:05'])('is not %j', (text) => {
    expect(isFailure(readTimeOfDay(value(text)))).toBe(true);
  });
});

describe('a delay', () => {
  it('is counted in days from a time', () => {
    expect(daysLater('2024-02-28T12:00:00.250000Z', 2)).toBe('2024-03-01T12:00:00.250000Z');
  });

  it.each(['-1', '1.5', 'two', '99999', '4000', ''])('is not %j', (text) => {
    expect(isFailure(readDays(value(text)))).toBe(true);
  });

  it('is 14 days at "14"', () => {
    expect(readDays(value(' 14 '))).toBe(14);
  });

  it('can put one time before another', () => {
    expect(isBefore(moment('20240101'), moment('20240102'))).toBe(true);
    expect(isBefore(moment('20240102'), moment('20240101'))).toBe(false);
  });
});
